import type { Cell, FakeTable, Row } from "./fake-cluster-tables.ts";

/** What there is on the cluster, by name. */
export type Tables = ReadonlyMap<string, FakeTable>;

/** What was found in the text of a query. */
export type Names = Readonly<Record<string, string | undefined>>;

/** @throws {Error} if there is none, as Spark would. */
export function tableNamed(tables: Tables, name: string | undefined): FakeTable {
  const table = tables.get(name ?? "");
  if (table === undefined) throw new Error(`[TABLE_OR_VIEW_NOT_FOUND] ${name}`);
  return table;
}

/** A cell that is a number. */
export function numberIn(row: Row, name: string): number {
  return Number(row[name]);
}

/** Whether a row is of those that a WHERE lets through. */
export function isWithin(row: Row, condition: string | undefined): boolean {
  if (condition === undefined || condition === "true") return true;
  if (condition === "apart") return row["apart"] === true;
  if (condition === "NOT apart") return row["apart"] !== true;
  const [, name = "", least, most] = /^(\w+) BETWEEN (\d+) AND (\d+)$/u.exec(condition) ?? [];
  if (name !== "")
    return numberIn(row, name) >= Number(least) && numberIn(row, name) <= Number(most);
  throw new Error(`a condition that the fake does not know: ${condition}`);
}

/** An id as text. */
export function textOf(id: Cell): string {
  return String(id as number | string | bigint);
}

/** Rows by a key, in the order in which keys came. */
export function groupedBy<R>(rows: readonly R[], keyOf: (row: R) => string): R[][] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** A table of `row` and `bias`. */
export function biasesIn(tables: Tables, name: string | undefined): Map<number, number> {
  const { rows } = tableNamed(tables, name);
  return new Map(rows.map(({ row, bias }) => [Number(row), Number(bias)]));
}

/** Of the rows that have any. */
export function starsIn(rows: readonly Row[]): number[] {
  return rows
    .map(({ stars }) => stars)
    .filter((stars) => typeof stars === "number" && !Number.isNaN(stars)) as number[];
}

/** Null of none. */
export function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
