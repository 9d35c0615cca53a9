import type { FilmScanner } from "../list-kernels.ts";
import { filmScanner } from "../list-kernels.ts";
import type { FilmSide } from "./film-side.ts";
import { representativeRows } from "./film-side.ts";
import { rowsByKey } from "./rows-by-key.ts";

/** The most films that are scanned at once, and so how late a threshold that has risen is heard of. */
export const SCAN_ROWS = 1024;

/** What lists of films need of a model, worked out once for each. Do not change the arrays. */
export interface FilmIndex {
  /** Film (first row of it) → the row that stands for it. */
  readonly shown: Uint32Array;
  /** Rows that stand for films with a training rating, most ratings first. */
  readonly byCount: Uint32Array;
  /** Row → its place in `byCount`, from 1; 0 for a row that is not there. */
  readonly rank: Uint32Array;
  /** The same rows by the length of their features in the picks head, longest first. */
  readonly byLength: Uint32Array;
  /** These lengths, in that order. */
  readonly lengths: Float64Array;
  /** F over all views of the picks head, and zeros to a multiple of 8. */
  readonly width: number;
  /** Films in the order of `byLength`, ×width: their features in all views, one view after the other. */
  readonly features: Float32Array;
  /** Row → its place in `byLength`; for rows that are there. */
  readonly place: Uint32Array;
  /** Finds among `features`, which are its own. */
  readonly scanner: FilmScanner;
}

const INDICES = new WeakMap<FilmSide, FilmIndex>();

/** Cost: O(I·F + I log I) the first time, then O(1). */
export function filmIndexOf(side: FilmSide): FilmIndex {
  const known = INDICES.get(side);
  if (known !== undefined) return known;
  const index = makeIndex(side);
  INDICES.set(side, index);
  return index;
}

/** The part of an index that no head is needed for. Cost: O(I log I). */
export function rankedByCount(
  side: Pick<FilmSide, "catalogue" | "movieCounts">,
): Pick<FilmIndex, "shown" | "byCount" | "rank"> {
  const { catalogue, movieCounts } = side;
  const rows = representativeRows(side);
  const shown = new Uint32Array(catalogue.size);
  for (const row of rows) shown[catalogue.filmOf[row]!] = row;
  const rated = rows.filter((row) => movieCounts[row]! > 0);
  const byCount = rowsByKey(rated, movieCounts);
  const rank = new Uint32Array(catalogue.size);
  for (const [place, row] of byCount.entries()) rank[row] = place + 1;
  return { shown, byCount, rank };
}

function makeIndex(side: FilmSide): FilmIndex {
  const counted = rankedByCount(side);
  const lengthOf = lengthsOf(side);
  // As bits, floats that are not negative stand in their own order. Rounded: of nearly equal lengths the
  // lower row comes first.
  const bits = new Uint32Array(Float32Array.from(lengthOf).buffer);
  const byLength = rowsByKey(counted.byCount, bits);
  const place = new Uint32Array(side.catalogue.size);
  const lengths = new Float64Array(byLength.length);
  for (let k = 0; k < byLength.length; k++) {
    place[byLength[k]!] = k;
    lengths[k] = lengthOf[byLength[k]!]!;
  }
  return { ...counted, byLength, place, lengths, ...scannedPart(side, byLength) };
}

/** Of each row, over all views. */
function lengthsOf({ catalogue, picksHead }: FilmSide): Float64Array {
  const squares = new Float64Array(catalogue.size);
  for (const { factors, movieFactors } of picksHead.views) {
    for (let row = 0, at = 0; row < squares.length; row++) {
      let sum = 0;
      for (const end = at + factors; at < end; at++) sum += movieFactors[at]! * movieFactors[at]!;
      squares[row]! += sum;
    }
  }
  return squares.map(Math.sqrt);
}

/** Features of all views side by side, in the order in which they will be read, and what reads them. */
function scannedPart(
  { picksHead: { views } }: FilmSide,
  rows: Uint32Array,
): Pick<FilmIndex, "width" | "features" | "scanner"> {
  const factors = views.reduce((sum, view) => sum + view.factors, 0);
  const width = 8 * Math.ceil(factors / 8);
  const scanner = filmScanner(rows.length, width, SCAN_ROWS);
  const { features } = scanner;
  let start = 0;
  for (const { factors: own, movieFactors } of views) {
    for (let k = 0; k < rows.length; k++) {
      const from = rows[k]! * own;
      const to = k * width + start;
      for (let f = 0; f < own; f++) features[to + f] = movieFactors[from + f]!;
    }
    start += own;
  }
  return { width, features, scanner };
}
