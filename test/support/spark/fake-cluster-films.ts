import {
  type Names,
  type Tables,
  biasesIn,
  groupedBy,
  tableNamed,
  textOf,
} from "./fake-cluster-names.ts";
import type { Cell, FakeTable, Row } from "./fake-cluster-tables.ts";

/** `` SELECT CAST(`id` AS STRING) AS id, min(struct(… AS title, …)) AS told ``. */
export function toldFilms(_: Names, tables: Tables, text: string): FakeTable {
  const { rows } = tableNamed(tables, "matinee_films_source");
  const [, id = ""] = /^SELECT CAST\(`(.+?)` AS STRING\) AS id/u.exec(text) ?? [];
  const parts = [...text.matchAll(/`([^`]+)`(, '\|'| AS STRING)\) AS (?!id)(\w+)/gu)];
  const told = rows.map((row) => {
    const struct = parts.map(([, from = "", , as = ""]) => [as, toldOf(row[from] ?? null)]);
    return { id: textOf(row[id]!), told: Object.fromEntries(struct) as Row };
  });
  const title = (row: (typeof told)[number]): string => textOf(row.told["title"] ?? null);
  const groups = groupedBy(told, (row) => row.id);
  return {
    types: { id: "string", told: "struct" },
    rows: groups.map((group) => group.toSorted((a, b) => (title(a) < title(b) ? -1 : 1))[0]!),
  };
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
