import {
  type Names,
  type Tables,
  biasesIn,
  groupedBy,
  tableNamed,
  textOf,
} from "./fake-cluster-names.ts";
import type { Cell, FakeTable, Row } from "./fake-cluster-tables.ts";

/** `` SELECT CAST(`id` AS STRING) AS id, min(struct(… AS title, …)) FILTER (WHERE trim(title) <> '') AS told ``. */
export function toldFilms(_: Names, tables: Tables, text: string): FakeTable {
  const { rows } = tableNamed(tables, "matinee_films_source");
  const [, id = ""] = /^SELECT CAST\(`(.+?)` AS STRING\) AS id/u.exec(text) ?? [];
  const titled = / FILTER \(WHERE trim\(.+?`title`.*?\) <> ''\) AS told FROM/iu.test(text);
  const parts = [...text.matchAll(/`([^`]+)`(, '\|'| AS STRING)\) AS (?!id)(\w+)/gu)];
  const told = rows.map((row) => {
    const struct = parts.map(([, from = "", , as = ""]) => [as, toldOf(row[from] ?? null)]);
    return { id: textOf(row[id]!), told: Object.fromEntries(struct) as Row };
  });
  const groups = groupedBy(told, (row) => row.id);
  return {
    types: { id: "string", told: "struct" },
    rows: groups.map((group) => ({
      id: group[0]!.id,
      told: least(group.map((row) => row.told).filter((row) => !titled || hasTitle(row))),
    })),
  };
}

function hasTitle({ title }: Row): boolean {
  return typeof title === "string" && title.trim() !== "";
}

/** By the fields in their order; null is the least of all. */
function least(structs: readonly Row[]): Row | null {
  const sorted = structs.toSorted((a, b) => {
    const name = Object.keys(a).find((each) => a[each] !== b[each]);
    if (name === undefined) return 0;
    const [left, right] = [a[name] as string | null, b[name] as string | null];
    return left === null || (right !== null && left < right) ? -1 : 1;
  });
  return sorted[0] ?? null;
}

function toldOf(cell: Cell): string | null {
  if (cell === null) return null;
  return Array.isArray(cell) ? cell.join("|") : textOf(cell);
}

export function namedFilms(_: Names, tables: Tables, text: string): FakeTable {
  const told = new Map(
    tableNamed(tables, "matinee_films").rows.map((row) => [row["id"], row["told"] as Row]),
  );
  const items = tableNamed(tables, "matinee_items");
  const names = [...text.matchAll(/f\.told\.(\w+) AS (\w+)/gu)].map(([, name = ""]) => name);
  const { row, n, id } = items.types as { row: string; n: string; id: string };
  return {
    types: { row, n, id, ...Object.fromEntries(names.map((name) => [name, "string"])) },
    rows: items.rows.map((item) => {
      const film = told.get(textOf(item["id"]!));
      const cells = names.map((name) => [name, film?.[name] ?? null]);
      return { ...item, ...(Object.fromEntries(cells) as Row) };
    }),
  };
}

export function writtenPeople({ biases }: Names, tables: Tables): FakeTable {
  const users = new Map(
    tableNamed(tables, "matinee_users").rows.map(({ row, id }) => [Number(row), id!]),
  );
  const ofUsers = biasesIn(tables, biases);
  const people = tableNamed(tables, "matinee_people").rows.filter(({ id }) =>
    users.has(Number(id)),
  );
  return {
    types: { id: "string", bias: "float", features: "array<float>" },
    rows: people.map(({ id, features }) => ({
      id: users.get(Number(id))!,
      bias: ofUsers.get(Number(id)) ?? null,
      features: features!,
    })),
  };
}
