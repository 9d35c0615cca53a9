import {
  type Names,
  type Tables,
  groupedBy,
  meanOf,
  numberIn,
  starsIn,
  tableNamed,
  textOf,
} from "./fake-cluster-names.ts";
import type { FakeTable, Row } from "./fake-cluster-tables.ts";

/** `` `a``b` AS user_id, CAST(`c` AS DOUBLE) AS stars ``. */
export function projected({ list = "" }: Names, tables: Tables): FakeTable {
  const source = tableNamed(tables, "matinee_source");
  const own = Object.keys(source.types);
  const parts = [...list.matchAll(/`((?:[^`]|``)+)`(?: AS (DOUBLE)\))? AS (\w+)/gu)];
  const columns = parts.map(([, quoted = "", cast, as = ""]) => {
    const name = quoted.replaceAll("``", "`").toLowerCase();
    const from = own.find((column) => column.toLowerCase() === name);
    if (from === undefined) throw new Error(`[UNRESOLVED_COLUMN] ${quoted}`);
    return { from, as, type: cast === undefined ? source.types[from]! : "double" };
  });
  return {
    types: Object.fromEntries(columns.map(({ as, type }) => [as, type])),
    rows: source.rows.map((row) =>
      Object.fromEntries(columns.map(({ from, as }) => [as, row[from] ?? null])),
    ),
  };
}

export function merged(_: Names, tables: Tables, text: string): FakeTable {
  const { types, rows } = tableNamed(tables, "matinee_rows");
  const byTime = text.includes("max_by(stars, struct(time, stars))");
  if (!byTime && !text.includes("avg(stars)")) throw new Error(`not merged: ${text}`);
  const groups = groupedBy(rows, (row) => JSON.stringify([row["user_id"], row["item_id"]], texts));
  return {
    types: { user_id: types["user_id"]!, item_id: types["item_id"]!, stars: "double" },
    rows: groups.map((group) => ({
      ...{ user_id: group[0]!["user_id"]!, item_id: group[0]!["item_id"]! },
      stars: byTime ? latest(group) : meanOf(starsIn(group)),
    })),
  };
}

function texts(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

function latest(group: readonly Row[]): number {
  const sorted = group.toSorted(
    (a, b) =>
      numberIn(a, "time") - numberIn(b, "time") || numberIn(a, "stars") - numberIn(b, "stars"),
  );
  return numberIn(sorted.at(-1)!, "stars");
}

/** Any numbering will do: by a hash. */
export function numbered({ id = "", neutral }: Names, tables: Tables): FakeTable {
  const { types, rows } = tableNamed(tables, "matinee_merged");
  const groups = groupedBy(rows, (row) => textOf(row[id]!)).map((group) => ({
    id: group[0]![id]!,
    n: group.length,
    liked: group.filter((row) => numberIn(row, "stars") > Number(neutral)).length,
  }));
  groups.sort((a, b) => hashOf(textOf(a.id), 0) - hashOf(textOf(b.id), 0));
  return {
    types: { id: types[id]!, n: "bigint", liked: "bigint", row: "bigint" },
    rows: groups.map((group, row) => ({ ...group, row })),
  };
}

function hashOf(text: string, seed: number): number {
  let hash = 2166136261 ^ seed;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16777619);
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ (hash >>> 12)) >>> 0;
}

function rowsById(table: FakeTable): Map<string, Row> {
  return new Map(table.rows.map((row) => [textOf(row["id"]!), row]));
}

export function joinedCells({ seed, bound }: Names, tables: Tables): FakeTable {
  const users = rowsById(tableNamed(tables, "matinee_users"));
  const items = rowsById(tableNamed(tables, "matinee_items"));
  return {
    types: { user: "int", item: "int", stars: "float", apart: "boolean", ranks: "boolean" },
    rows: tableNamed(tables, "matinee_merged").rows.map((row) => {
      const [person, film] = [
        users.get(textOf(row["user_id"]!))!,
        items.get(textOf(row["item_id"]!))!,
      ];
      const [user, item] = [numberIn(person, "row"), numberIn(film, "row")];
      const ranks = numberIn(person, "liked") > 0 && numberIn(film, "liked") > 0;
      const apart = hashOf(`${user} ${item}`, Number(seed)) % 1_000_000 < Number(bound);
      return { user, item, stars: Math.fround(numberIn(row, "stars")), apart, ranks };
    }),
  };
}
