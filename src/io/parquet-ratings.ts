import type { AsyncBuffer, Compressors, DecodedArray, FileMetaData, RowGroup } from "hyparquet";
import { parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";
import type { OpenDataFile } from "./data-files.ts";
import { ParquetFault } from "./parquet-fault.ts";
import type { ParquetColumns, ParquetRules } from "./parquet-layout.ts";
import { codecsOf, columnsOf } from "./parquet-layout.ts";
import type { ColumnChunk } from "./parquet-numbers.ts";
import { hasNaN, numbersOf, refuseWrongSizes } from "./parquet-numbers.ts";
import { indicesOf, ratingsOf, timesOf } from "./parquet-values.ts";
import type { RatingCollector } from "./rating-collector.ts";
import { MAX_RATINGS } from "./rating-rules.ts";

const MAGIC = "PAR1";
/** The magic of a file whose footer is encrypted. */
const ENCRYPTED = "PARE";
const SHORTEST = 12;

/**
 * Reads ratings from Parquet into `collector`, row group by row group. Columns are found by the names
 * that headers of `ratings.csv` may have; the others are not read.
 *
 * @param file - borrowed; not closed.
 * @throws {DataError} if it is no Parquet file or a damaged one, has not the columns that are needed,
 * or a value in them is no id or no rating; it tells the row, from 1.
 *
 * Cost: O(rows); one row group's columns in memory at a time besides what is collected.
 */
export async function* readParquet(
  file: OpenDataFile,
  rules: ParquetRules,
  collector: RatingCollector,
): AsyncGenerator<void, void, undefined> {
  await refuseOthers(file, rules.file);
  const fault = new ParquetFault(rules.file);
  const buffer = asyncBuffer(file, fault);
  const metadata = await fault.within(
    async () => await parquetMetadataAsync(buffer, { geoparquet: false }),
  );
  const rows = Number(metadata.num_rows);
  const most = rules.maxRatings ?? MAX_RATINGS;
  if (rows > most) {
    throw fault.error(`the file must hold at most ${most} ratings, got ${rows}; leave some out`);
  }
  if (!(rows > 0)) throw fault.error("the file holds no ratings");
  const columns = columnsOf(metadata, rules.file);
  const compressors = await compressorsFor(codecsOf(metadata, columns, rules.file));
  const held = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (held !== rows) {
    throw fault.damaged(`it says that it holds ${rows} rows, and its row groups ${held}`);
  }
  collector.expect(rows);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    if (rowEnd === rowStart) continue;
    const chunkOf = chunks(buffer, metadata, group, compressors);
    const source = { file: buffer, metadata, compressors, rowStart, rowEnd, chunkOf };
    await readGroup(source, columns, rules, collector, fault);
    rowStart = rowEnd;
    yield;
  }
}

/** A row group, and how it is read. */
interface GroupSource {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly compressors: Compressors;
  /** Of all rows of the file, from 0. */
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly chunkOf: (column: string) => Promise<ColumnChunk | undefined>;
}

/** Column by column: as other objects their values need several times what they do in the end. */
async function readGroup(
  source: GroupSource,
  columns: ParquetColumns,
  rules: ParquetRules,
  collector: RatingCollector,
  fault: ParquetFault,
): Promise<void> {
  const { users, movies, knownUsers, knownMovies } = collector;
  const read = async (column: string): Promise<DecodedArray[]> =>
    fault.within(() => readColumn(source, column, column === columns.timestamp, fault));
  const place = { ...rules, rowStart: source.rowStart };
  const rows = source.rowEnd - source.rowStart;
  const user = { column: columns.user, ids: users, from: knownUsers?.from };
  const userIndex = indicesOf(await read(columns.user), rows, user, place);
  const movie = { column: columns.movie, ids: movies, from: knownMovies?.from };
  const movieIndex = indicesOf(await read(columns.movie), rows, movie, place);
  const value = ratingsOf(await read(columns.rating), rows, columns.rating, place);
  const timestamp =
    columns.timestamp === undefined ? undefined : timesOf(await read(columns.timestamp), rows);
  collector.addColumns({ userIndex, movieIndex, value, timestamp });
}

/** The values of a column as its pages give them. */
async function readColumn(
  { rowStart, rowEnd, chunkOf, ...source }: GroupSource,
  column: string,
  isTime: boolean,
  fault: ParquetFault,
): Promise<DecodedArray[]> {
  const chunk = await chunkOf(column);
  const numbers = chunk === undefined ? undefined : numbersOf(chunk);
  // What is wrong with a null is told below, and which it is.
  if (numbers !== undefined && (isTime || !hasNaN(numbers))) return [numbers];
  if (chunk !== undefined) refuseWrongSizes(chunk);
  const pages: DecodedArray[] = [];
  let length = 0;
  await parquetRead({
    ...source,
    ...{ columns: [column], rowStart, rowEnd },
    parsers: SECONDS,
    onChunk: ({ columnData }) => {
      pages.push(columnData);
      length += columnData.length;
    },
  });
  const wanted = rowEnd - rowStart;
  if (length === wanted) return pages;
  throw fault.damaged(`${JSON.stringify(column)} has ${length} values for ${wanted} rows`);
}

/** The columns of a row group by their names, as they lie in the file. */
function chunks(
  file: AsyncBuffer,
  metadata: FileMetaData,
  { columns, num_rows: rows }: RowGroup,
  compressors: Compressors,
): GroupSource["chunkOf"] {
  const { children } = parquetSchema(metadata);
  return async (name) => {
    const element = children.find((child) => child.element.name === name)?.element;
    const found = columns.find(({ meta_data: data }) => data?.path_in_schema[0] === name);
    const column = found?.meta_data;
    if (element === undefined || column === undefined || found?.file_path !== undefined) {
      return undefined;
    }
    // Some writers leave the first out, and some write 0.
    const first = Number(column.dictionary_page_offset ?? 0n) || Number(column.data_page_offset);
    const bytes = await file.slice(first, first + Number(column.total_compressed_size));
    return { bytes, column, element, compressors, rows: Number(rows) };
  };
}

/** Times as seconds since 1970 instead of objects. */
const SECONDS = {
  timestampFromMilliseconds: (millis: bigint | number): number => Math.floor(Number(millis) / 1000),
  timestampFromMicroseconds: (micros: bigint): number => Number(micros / 1_000_000n),
  timestampFromNanoseconds: (nanos: bigint): number => Number(nanos / 1_000_000_000n),
  dateFromDays: (days: number): number => days * 86_400,
} as unknown as NonNullable<Parameters<typeof parquetRead>[0]["parsers"]>;

/** Snappy, which nearly all files have, is in hyparquet itself. */
async function compressorsFor(codecs: ReadonlySet<string>): Promise<Compressors> {
  const others = [...codecs].filter((codec) => codec !== "UNCOMPRESSED" && codec !== "SNAPPY");
  if (others.length === 0) return {};
  const { compressors } = await import("hyparquet-compressors");
  return compressors;
}

function asyncBuffer(file: OpenDataFile, fault: ParquetFault): AsyncBuffer {
  return {
    byteLength: file.size,
    slice: async (start, end = file.size) => {
      if (!(start >= 0 && end >= start && end <= file.size)) throw fault.cutShort();
      const bytes = new Uint8Array(end - start);
      if ((await file.read(bytes, start)) < bytes.length) throw fault.cutShort();
      return bytes.buffer;
    },
  };
}

/** @throws {DataError} for what is not a whole Parquet file by its first and last bytes. */
async function refuseOthers(file: OpenDataFile, path: string): Promise<void> {
  const fault = new ParquetFault(path);
  if (file.size === 0) throw fault.error("the file is empty");
  const first = await magicAt(file, 0);
  if (first === ENCRYPTED) throw fault.error("the Parquet file is encrypted; decrypt it first");
  if (first !== MAGIC) {
    throw fault.error(`the file is not Parquet, which begins with "${MAGIC}"`);
  }
  if (file.size < SHORTEST || (await magicAt(file, file.size - 4)) !== MAGIC) {
    throw fault.cutShort();
  }
}

async function magicAt(file: OpenDataFile, from: number): Promise<string> {
  const bytes = new Uint8Array(4);
  await file.read(bytes, from);
  return String.fromCharCode(...bytes);
}
