import { DataError } from "../core/errors.ts";
import { filesRelation, tableRelation } from "./connect/relations.ts";
import type { Column, SparkSession } from "./connect/session.ts";
import type { SparkFormat, SparkSource } from "./options.ts";
import type { Relation } from "./proto/spark/connect/relations_pb.ts";
import { quotedName } from "./sql-text.ts";

/** A view of what was given as ratings: `user_id`, `item_id`, `stars` as double, and `time` where there is one. */
export const ROWS_VIEW = "matinee_rows";

const SOURCE_VIEW = "matinee_source";
const PART = "(?:`(?:[^`]|``)+`|[\\p{L}\\p{N}_-]+)";
const TABLE = new RegExp(`^${PART}(?:\\.${PART})*$`, "u");
const ENDINGS: readonly (readonly [RegExp, SparkFormat, Readonly<Record<string, string>>])[] = [
  [/\.parquet$/iu, "parquet", {}],
  [/\.orc$/iu, "orc", {}],
  [/\.(?:json|jsonl|ndjson)(?:\.\w+)?$/iu, "json", {}],
  [/\.(?:csv|txt)(?:\.\w+)?$/iu, "csv", {}],
  [/\.tsv(?:\.\w+)?$/iu, "csv", { sep: "\t" }],
];
const OPTIONS: Readonly<Record<SparkFormat, Readonly<Record<string, string>>>> = {
  parquet: {},
  orc: {},
  json: {},
  csv: { header: "true", inferSchema: "true", escape: '"' }, // a quote within quotes is doubled, as everywhere but in Spark
};

/** A table by its name, or files by what their names end in. */
export function relationOf(names: readonly string[], format: SparkFormat | undefined): Relation {
  const [first = ""] = names;
  const ending = ENDINGS.find(([pattern]) => pattern.test(first));
  if (names.length === 1 && format === undefined && ending === undefined && TABLE.test(first)) {
    return tableRelation(first);
  }
  const [, byEnding = "parquet", own = {}] = ending ?? [];
  const chosen = format ?? byEnding;
  return filesRelation({
    paths: names,
    format: chosen,
    options: { ...OPTIONS[chosen], ...(chosen === byEnding ? own : {}) },
  });
}

/**
 * Makes the view that everything else reads.
 *
 * @throws {DataError} if a column is not there or of a type that cannot be used.
 */
export async function viewRows(session: SparkSession, source: SparkSource): Promise<void> {
  const relation = relationOf(source.ratings, source.format);
  const columns = await session.columns(relation);
  const place = source.ratings.join(", ");
  const named = (name: string): Column => columnOf(columns, name, place);
  const [user, item, rating] = [named(source.user), named(source.item), named(source.rating)];
  const time = source.time === undefined ? undefined : named(source.time);
  checkId(user, place);
  checkId(item, place);
  checkRating(rating, place);
  if (time !== undefined) checkTime(time, place);
  await session.createView(SOURCE_VIEW, relation);
  const parts = [
    `${quotedName(user.name)} AS user_id`,
    `${quotedName(item.name)} AS item_id`,
    `CAST(${quotedName(rating.name)} AS DOUBLE) AS stars`,
    ...(time === undefined ? [] : [`${quotedName(time.name)} AS time`]),
  ];
  await session.execute(
    "read the ratings",
    `CREATE OR REPLACE TEMPORARY VIEW ${ROWS_VIEW} AS SELECT ${parts.join(", ")} FROM ${SOURCE_VIEW}`,
  );
}

/** The column of that name, in whatever case. */
export function columnNamed(columns: readonly Column[], name: string): Column | undefined {
  return columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

function columnOf(columns: readonly Column[], name: string, place: string): Column {
  const found = columnNamed(columns, name);
  if (found !== undefined) return found;
  const all = columns.map((column) => column.name).join(", ");
  throw new DataError(
    `Cannot train on Spark: ${place} has no column "${name}", its columns are: ${all}; say which are those of person, film and stars`,
  );
}

const WHOLE = /^(?:tinyint|smallint|int|bigint)$/u;
const TEXT = /^(?:string|varchar|char)/u;
const NUMBER = /^(?:tinyint|smallint|int|bigint|float|double|decimal)\b/u;

function checkId({ name, type }: Column, place: string): void {
  if (WHOLE.test(type) || TEXT.test(type)) return;
  const cast = type.startsWith("decimal") ? "BIGINT" : "STRING";
  throw wrongType(name, type, place, "whole numbers or texts", cast);
}

function checkRating({ name, type }: Column, place: string): void {
  if (NUMBER.test(type)) return;
  throw wrongType(name, type, place, "numbers", "DOUBLE");
}

function checkTime({ name, type }: Column, place: string): void {
  if (NUMBER.test(type) || /^(?:date|timestamp)/u.test(type)) return; // as texts, 9 comes after 10
  throw wrongType(name, type, place, "times", "TIMESTAMP");
}

function wrongType(
  name: string,
  type: string,
  place: string,
  wanted: string,
  cast: string,
): DataError {
  return new DataError(
    `Cannot train on Spark: column "${name}" of ${place} must hold ${wanted}, its type is ${type}; ` +
      `give a view that has it as ${cast}: CREATE VIEW … AS SELECT …, CAST(${quotedName(name)} AS ${cast}) …`,
  );
}
