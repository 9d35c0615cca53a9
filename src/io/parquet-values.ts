import type { DecodedArray } from "hyparquet";
import type { Id, IdMap } from "../core/ratings/id-map.ts";
import { onScale } from "../core/ratings/rating-scale.ts";
import { ParquetFault } from "./parquet-fault.ts";
import type { ParquetRules } from "./parquet-layout.ts";
import { ID_FORMS, decimalOf, idOf, scaleHint, timestampOf } from "./rating-line.ts";
import { shown } from "./shown.ts";

/** A row group, for messages. */
interface GroupPlace extends ParquetRules {
  /** The rows before it. */
  readonly rowStart: number;
}

/** A column of ids. */
interface IdColumn {
  readonly column: string;
  readonly ids: IdMap;
  /** Where all ids are from that may stand there; undefined: others are added. */
  readonly from: string | undefined;
}

/**
 * The indices of ids.
 *
 * @throws {DataError} if one is null, no id, or not known.
 */
export function indicesOf(
  pages: readonly DecodedArray[],
  rows: number,
  { column, ids, from }: IdColumn,
  place: GroupPlace,
): Uint32Array {
  const indices = new Uint32Array(rows);
  let row = 0;
  for (const page of pages) {
    const numbers = new Float64Array(page.length);
    const whole = wholeNumbers(page, numbers);
    let at = ids.translate(numbers, whole, indices, row, from === undefined);
    for (; at < page.length; at++) {
      const id = idOfValue(page[at], column, place, row + at);
      const index = from === undefined ? ids.add(id) : ids.indexOf(id);
      if (index < 0) {
        throw wrong(column, `an id of ${from!}`, page[at], place, row + at);
      }
      indices[row + at] = index;
    }
    row += page.length;
  }
  return indices;
}

/** Copies whole numbers up to the first value that is none; returns how many these are. */
function wholeNumbers(page: DecodedArray, numbers: Float64Array): number {
  for (let k = 0; k < page.length; k++) {
    const value: unknown = page[k];
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0) return k;
    numbers[k] = number;
  }
  return page.length;
}

/**
 * The ratings.
 *
 * @throws {DataError} if one is null, no number, or not on the scale.
 */
export function ratingsOf(
  pages: readonly DecodedArray[],
  rows: number,
  column: string,
  place: GroupPlace,
): Float32Array {
  const ratings = new Float32Array(rows);
  const { scale, textIds } = place;
  let row = 0;
  for (const page of pages) {
    for (let k = 0; k < page.length; k++, row++) {
      const rating = typeof page[k] === "number" ? (page[k] as number) : numberOf(page[k]);
      if (!onScale(scale, rating)) {
        const hint = textIds === true ? scaleHint(scale, rating) : "";
        const wanted = `a number in [${scale.min}, ${scale.max}]`;
        throw wrong(column, wanted, page[k], place, row, hint);
      }
      ratings[row] = rating;
    }
  }
  return ratings;
}

/** Seconds since 1970, 0 for what does not say; undefined where none does. */
export function timesOf(pages: readonly DecodedArray[], rows: number): Uint32Array | undefined {
  const times = new Uint32Array(rows);
  let isKnown = false;
  let row = 0;
  for (const page of pages) {
    for (let k = 0; k < page.length; k++, row++) {
      const value: unknown = page[k];
      const time = typeof value === "string" ? timestampOf(value) : numberOf(value);
      if (!(time > 0 && time < 2 ** 32)) continue;
      times[row] = time;
      isKnown = true;
    }
  }
  return isKnown ? times : undefined;
}

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" ? decimalOf(value) : NaN;
}

/** The id that a value is; a number as it is, a text as in a table. */
function idOfValue(value: unknown, column: string, place: GroupPlace, row: number): Id {
  const textIds = place.textIds ?? false;
  const id = typeof value === "string" ? idOf(value, textIds) : wholeNumberOf(value);
  if (id !== undefined) return id;
  const { text, whole } = ID_FORMS;
  throw wrong(column, typeof value === "string" && textIds ? text : whole, value, place, row);
}

function wholeNumberOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function wrong(
  column: string,
  wanted: string,
  value: unknown,
  { file, rowStart }: GroupPlace,
  row: number,
  hint: string = "",
): Error {
  const found = value === null || value === undefined ? "null" : shown(textOf(value));
  const what = `${shown(column)} must be ${wanted}, got ${found}`;
  return new ParquetFault(file).error(`${what} in row ${rowStart + row + 1}${hint}`);
}

/** Columns of other types than these were refused. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : typeof value;
}
