import type { Id } from "../../index.ts";
import type { FilmRecord, Guest, LeftRow } from "./own-state.ts";

/** What is kept in each table, by its key. */
export interface RowOf {
  readonly films: FilmRecord;
  readonly left: LeftRow;
  readonly guests: Guest;
}

export type TableName = keyof RowOf;

/** All tables, in the order in which they are read. */
export const TABLES: readonly TableName[] = Object.freeze(["films", "left", "guests"]);

/** A place in a table; the film ids 1 and "1" are two. */
export interface Place {
  readonly table: TableName;
  readonly key: Id;
}

/** What a place holds from now on; undefined: nothing. */
export type Edit = {
  readonly [Name in TableName]: {
    readonly table: Name;
    readonly key: Id;
    readonly row: RowOf[Name] | undefined;
  };
}[TableName];

/** A text of its own for every place. */
export function placeText({ table, key }: Place): string {
  return `${table} ${typeof key} ${key}`;
}

/** Whether two rows say the same; their fields stand in one order, as `own-rows.ts` puts them. */
export function isSameRow(a: Edit["row"], b: Edit["row"]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
