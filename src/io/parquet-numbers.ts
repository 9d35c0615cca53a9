import type { ColumnMetaData, Compressors, PageHeader, SchemaElement } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { hybridValues } from "./parquet-hybrid.ts";

/** A column of a row group as it lies in the file. */
export interface ColumnChunk {
  /** From the column's first page on. */
  readonly bytes: ArrayBuffer;
  readonly column: ColumnMetaData;
  readonly element: SchemaElement;
  readonly compressors: Compressors;
  readonly rows: number;
}

/** The values of a page: which rows have one, and their bytes. */
interface Page {
  readonly rows: number;
  /** 1 for a row that has a value; undefined where all have. */
  readonly levels: Uint32Array | undefined;
  readonly values: Uint8Array;
  readonly encoding: string;
}

type Plain = (view: DataView, at: number) => number;

/** How a value of a type is read, and its bytes. */
const PLAIN: Readonly<Record<string, readonly [read: Plain, bytes: number]>> = {
  INT32: [(view, at) => view.getInt32(at, true), 4],
  UINT32: [(view, at) => view.getUint32(at, true), 4],
  INT64: [(view, at) => view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true), 8],
  FLOAT: [(view, at) => view.getFloat32(at, true), 4],
  DOUBLE: [(view, at) => view.getFloat64(at, true), 8],
};

/**
 * Looks at the sizes of all pages: the reader of the package believes them, and counts as far as they say.
 *
 * @throws {RangeError} where they cannot be.
 */
export function refuseWrongSizes({ bytes, rows }: ColumnChunk): void {
  const reader = { view: new DataView(bytes), offset: 0 };
  let row = 0;
  while (row < rows) {
    const header = parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: whole } = header;
    const data = header.data_page_header ?? header.data_page_header_v2;
    const count = (header.dictionary_page_header ?? data)?.num_values ?? -1;
    const most = data === undefined ? whole : rows - row;
    const isInside = size >= 0 && reader.offset + size <= bytes.byteLength;
    if (!(isInside && count >= 0 && count <= most && hasLevels(header))) {
      throw new RangeError("a page has a size that cannot be");
    }
    reader.offset += size;
    if (data !== undefined) row += count;
  }
}

/** Whether it says how long its levels are, where it should; a header that is damaged may not. */
function hasLevels({
  data_page_header_v2: second,
  compressed_page_size: size,
}: PageHeader): boolean {
  if (second === undefined) return true;
  const { repetition_levels_byte_length: first, definition_levels_byte_length: other } = second;
  return first >= 0 && other >= 0 && first + other <= size;
}

/** Whether one of them is missing, or no number. */
export function hasNaN(numbers: Float64Array): boolean {
  for (let k = 0; k < numbers.length; k++) if (Number.isNaN(numbers[k]!)) return true;
  return false;
}

/**
 * Numbers of a column that has no more than one for a row, NaN for nulls: what nearly all columns of
 * ratings are. The reader of the package makes an object of each value for all that a column may be, and
 * takes several times as long.
 *
 * @returns undefined for columns of other types or encodings, which that reader may understand.
 * @throws {RangeError} for a damaged column.
 *
 * Cost: O(rows), 8 bytes each.
 */
export function numbersOf(chunk: ColumnChunk): Float64Array | undefined {
  const plain = plainOf(chunk.element);
  if (plain === undefined) return undefined;
  const { rows, bytes } = chunk;
  const numbers = new Float64Array(rows);
  const reader = { view: new DataView(bytes), offset: 0 };
  let dictionary: Float64Array | undefined;
  let row = 0;
  while (row < rows) {
    const header = parquetHeader(reader);
    const packed = new Uint8Array(bytes, reader.offset, header.compressed_page_size);
    reader.offset += packed.length;
    if (header.type === "DICTIONARY_PAGE") {
      const count = header.dictionary_page_header?.num_values ?? 0;
      dictionary = plainValues(unpacked(packed, header, chunk), plain, count);
      continue;
    }
    const page = pageOf(packed, header, chunk);
    if (page === undefined) return undefined;
    if (!(page.rows >= 0 && row + page.rows <= rows)) {
      throw new RangeError("a page holds more rows than its row group");
    }
    const values = valuesOf(page, dictionary, plain);
    if (values === undefined) return undefined;
    spread(values, page, numbers.subarray(row, row + page.rows));
    row += page.rows;
  }
  return numbers;
}

function plainOf(element: SchemaElement): readonly [Plain, number] | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (element.repetition_type === "REPEATED") return undefined;
  const isInteger = /^U?INT_\d+$/u.test(converted ?? "") || logical?.type === "INTEGER";
  if (!isInteger && (converted !== undefined || logical !== undefined)) return undefined;
  const isUnsigned = converted?.startsWith("U") === true;
  return PLAIN[isUnsigned && type === "INT32" ? "UINT32" : (type ?? "")];
}

function unpacked(
  packed: Uint8Array,
  header: PageHeader,
  { column, compressors }: ColumnChunk,
): Uint8Array {
  return decompressPage(packed, header.uncompressed_page_size, column.codec, compressors);
}

function pageOf(packed: Uint8Array, header: PageHeader, chunk: ColumnChunk): Page | undefined {
  const isOptional = chunk.element.repetition_type !== "REQUIRED";
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const { num_values: rows, encoding } = first;
    const bytes = unpacked(packed, header, chunk);
    if (!isOptional) return { rows, levels: undefined, values: bytes, encoding };
    if (first.definition_level_encoding !== "RLE") return undefined;
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const levels = levelsOf(bytes.subarray(4, 4 + length), rows);
    return { rows, levels, values: bytes.subarray(4 + length), encoding };
  }
  if (second === undefined) return undefined;
  const { num_values: rows, encoding } = second;
  const start = second.repetition_levels_byte_length;
  const end = start + second.definition_levels_byte_length;
  const levels = isOptional ? levelsOf(packed.subarray(start, end), rows) : undefined;
  const rest = packed.subarray(end);
  if (second.is_compressed === false) return { rows, levels, values: rest, encoding };
  const size = header.uncompressed_page_size - end;
  const values = decompressPage(rest, size, chunk.column.codec, chunk.compressors);
  return { rows, levels, values, encoding };
}

function levelsOf(bytes: Uint8Array, rows: number): Uint32Array | undefined {
  const levels = hybridValues(bytes, 1, rows);
  return levels.includes(0) ? levels : undefined;
}

/** The values that are there, one after another. */
function valuesOf(
  { rows, levels, values, encoding }: Page,
  dictionary: Float64Array | undefined,
  plain: readonly [Plain, number],
): Float64Array | undefined {
  let count = rows;
  for (let k = 0; levels !== undefined && k < rows; k++) count -= 1 - levels[k]!;
  if (encoding === "PLAIN") return plainValues(values, plain, count);
  if (dictionary === undefined || !encoding.endsWith("_DICTIONARY")) return undefined;
  const width = values[0] ?? 0;
  if (width > 24) return undefined;
  const found = new Float64Array(count);
  const indices = hybridValues(values.subarray(1), width, count);
  for (let k = 0; k < count; k++) found[k] = dictionary[indices[k]!] ?? NaN;
  return found;
}

function plainValues(
  bytes: Uint8Array,
  [read, size]: readonly [Plain, number],
  count: number,
): Float64Array {
  if (!(count >= 0 && count * size <= bytes.length)) {
    throw new RangeError("a page holds fewer bytes than its values need");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let k = 0; k < count; k++) values[k] = read(view, k * size);
  return values;
}

/** Writes each value to its row, NaN to the others. */
function spread(values: Float64Array, { levels }: Page, rows: Float64Array): void {
  if (levels === undefined) {
    rows.set(values);
    return;
  }
  let next = 0;
  for (let k = 0; k < rows.length; k++) rows[k] = levels[k] === 1 ? values[next++]! : NaN;
}
