import {
  type DataType,
  float32,
  float64,
  int32,
  int64,
  list,
  tableFromArrays,
  utf8,
} from "@uwdata/flechette";
import { type FakeResponse, rows } from "./responses.ts";

/** A cell; a whole number beyond 2⁵³ is a bigint. */
export type Cell =
  | number
  | bigint
  | string
  | boolean
  | null
  | Float32Array
  | { readonly [name: string]: Cell };
export type Row = { readonly [name: string]: Cell };

/** Rows, and the types of their columns in the words of SQL. */
export interface FakeTable {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

/** A table from its columns: `{ user: ["int", [1, 2]], … }`. */
export function fakeTable(
  columns: Readonly<Record<string, readonly [type: string, values: readonly Cell[]]>>,
): FakeTable {
  const entries = Object.entries(columns);
  const length = entries[0]?.[1][1].length ?? 0;
  return {
    types: Object.fromEntries(entries.map(([name, [type]]) => [name, type])),
    rows: Array.from({ length }, (_, k) =>
      Object.fromEntries(entries.map(([name, [, values]]) => [name, values[k] ?? null])),
    ),
  };
}

const BATCH_ROWS = 50;
const ARROW: Readonly<Record<string, () => DataType>> = {
  int: int32,
  bigint: int64,
  string: utf8,
  float: float32,
  double: float64,
  "array<float>": () => list(float32()),
};

/** A table as Spark sends it: in Arrow, some rows at a time, in no order that could be relied on. */
export function arrowOf({ types, rows: inOrder }: FakeTable): FakeResponse[] {
  const all = inOrder.toReversed();
  const names = Object.keys(types);
  const arrow = Object.fromEntries(names.map((name) => [name, arrowType(types[name]!)]));
  const responses: FakeResponse[] = [];
  for (let from = 0; from < all.length; from += BATCH_ROWS) {
    const part = all.slice(from, from + BATCH_ROWS);
    const columns = Object.fromEntries(names.map((name) => [name, part.map((row) => row[name])]));
    responses.push(rows(tableFromArrays(columns, { types: arrow })));
  }
  return responses.length === 0 ? [rows({})] : responses;
}

function arrowType(type: string): DataType {
  const made = ARROW[type];
  if (made === undefined) throw new Error(`no Arrow for ${type}`);
  return made();
}
