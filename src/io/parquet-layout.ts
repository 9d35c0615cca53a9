import type { FileMetaData, SchemaElement } from "hyparquet";
import { parquetSchema } from "hyparquet";
import { ParquetFault } from "./parquet-fault.ts";
import { columnsByName } from "./rating-layout.ts";
import type { RatingRules } from "./rating-rules.ts";
import { shown, shownList } from "./shown.ts";

/** How a Parquet file is to be understood. */
export interface ParquetRules extends Omit<RatingRules, "separator"> {
  /** The file, as messages call it. */
  readonly file: string;
}

/** The names of the columns that count. */
export interface ParquetColumns {
  readonly user: string;
  readonly movie: string;
  readonly rating: string;
  /** Absent also where it has a type that no time has. */
  readonly timestamp: string | undefined;
}

const CODECS = new Set([...["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4", "LZ4_RAW"]]);
const NUMBERS = new Set(["INT32", "INT64", "FLOAT", "DOUBLE"]);
const TIMES = new Set(["DATE", "TIME", "TIMESTAMP"]);

/**
 * Finds the columns by name.
 *
 * @throws {DataError} if one is missing or cannot hold what it should.
 */
export function columnsOf(metadata: FileMetaData, file: string): ParquetColumns {
  const fault = new ParquetFault(file);
  const { children } = parquetSchema(metadata);
  const names = children.map(({ element }) => element.name);
  const found = columnsByName(names);
  if (found.user < 0 || found.movie < 0 || found.rating < 0) {
    throw fault.error(
      `the columns "userId", "movieId" and "rating" must be there, got ${shownList(names)}`,
    );
  }
  const named = (column: number, wanted: string, takes: (kind: string) => boolean): string => {
    const { element, children: parts } = children[column]!;
    const kind = parts.length > 0 ? "a column of several parts" : kindOf(element);
    if (takes(kind)) return element.name;
    throw fault.error(`${shown(element.name)} must be ${wanted}, got ${kind}`);
  };
  const isId = (kind: string): boolean => NUMBERS.has(kind) || kind === "text";
  const time = children[found.timestamp];
  return {
    user: named(found.user, "numbers or texts", isId),
    movie: named(found.movie, "numbers or texts", isId),
    rating: named(found.rating, "numbers", (kind) => isId(kind) || kind === "DECIMAL"),
    timestamp:
      time !== undefined && time.children.length === 0 && isTime(time.element)
        ? time.element.name
        : undefined,
  };
}

/**
 * How the columns are compressed.
 *
 * @throws {DataError} if a way is not known here.
 */
export function codecsOf(
  metadata: FileMetaData,
  { user, movie, rating, timestamp }: ParquetColumns,
  file: string,
): ReadonlySet<string> {
  const wanted = new Set([user, movie, rating, timestamp]);
  const codecs = new Set<string>();
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data: column } of columns) {
      if (column === undefined || !wanted.has(column.path_in_schema[0])) continue;
      codecs.add(column.codec);
    }
  }
  const unknown = [...codecs].find((codec) => !CODECS.has(codec));
  if (unknown === undefined) return codecs;
  throw new ParquetFault(file).error(
    `the columns must be compressed by one of ${[...CODECS].slice(1).join(", ")} or not at all, got ${unknown}; write the file anew`,
  );
}

/** The type of a column's values, as messages call it. */
function kindOf({ type, repetition_type: repetition, ...element }: SchemaElement): string {
  if (repetition === "REPEATED") return "lists";
  const logical = element.logical_type?.type ?? element.converted_type ?? "";
  if (logical === "DECIMAL") return "DECIMAL";
  if (logical === "FLOAT16") return "FLOAT";
  if (TIMES.has(logical.split("_", 1)[0]!)) return logical;
  if (type === "BYTE_ARRAY") {
    return logical === "" || logical === "UTF8" || logical === "STRING" || logical === "ENUM"
      ? "text"
      : logical;
  }
  return type ?? "no type";
}

function isTime(element: SchemaElement): boolean {
  const kind = kindOf(element);
  return (
    NUMBERS.has(kind) || kind === "INT96" || kind === "text" || /^(?:DATE|TIMESTAMP)/u.test(kind)
  );
}
