import type { Table } from "@uwdata/flechette";
import { sqlRelation } from "./connect/relations.ts";
import type { SparkSession } from "./connect/session.ts";

/** The values of a column of a batch. */
export function columnValues(batch: Table, name: string): ArrayLike<unknown> {
  const column = batch.getChild(name);
  return column.toArray() as ArrayLike<unknown>;
}

/**
 * The one row of a query, all of it numbers.
 *
 * @returns NaN for null.
 */
export async function numbersOf<Name extends string>(
  session: SparkSession,
  step: string,
  select: Readonly<Record<Name, string>>,
  rest: string,
): Promise<Record<Name, number>> {
  const names = Object.keys(select) as Name[];
  const columns = names.map((name) => `CAST(${select[name]} AS DOUBLE) AS ${name}`);
  const row = {} as Record<Name, number>;
  for await (const batch of session.batches(
    step,
    sqlRelation(`SELECT ${columns.join(", ")} ${rest}`),
  )) {
    for (const name of names) {
      const value = columnValues(batch, name)[0];
      row[name] = typeof value === "number" ? value : NaN;
    }
  }
  return row;
}
