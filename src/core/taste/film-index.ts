import type { FilmSide } from "./film-side.ts";
import { representativeRows } from "./film-side.ts";

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
  /** F over all views of the picks head. */
  readonly width: number;
  /** Films in the order of `byLength`, ×width: their features in all views, one view after the other. */
  readonly features: Float32Array;
  /** Row → its place in `byLength`; for rows that are there. */
  readonly place: Uint32Array;
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
  const byCount = rows
    .filter((row) => movieCounts[row]! > 0)
    .sort((a, b) => movieCounts[b]! - movieCounts[a]! || a - b);
  const rank = new Uint32Array(catalogue.size);
  for (const [place, row] of byCount.entries()) rank[row] = place + 1;
  return { shown, byCount, rank };
}

function makeIndex(side: FilmSide): FilmIndex {
  const { catalogue } = side;
  const counted = rankedByCount(side);
  const lengthOf = Float64Array.from({ length: catalogue.size }, (_, row) => lengthAt(side, row));
  const byLength = counted.byCount.toSorted((a, b) => lengthOf[b]! - lengthOf[a]! || a - b);
  const place = new Uint32Array(catalogue.size);
  for (const [k, row] of byLength.entries()) place[row] = k;
  return {
    ...{ ...counted, byLength, place },
    lengths: Float64Array.from(byLength, (row) => lengthOf[row]!),
    ...joined(side, byLength),
  };
}

function lengthAt({ picksHead }: FilmSide, row: number): number {
  let squares = 0;
  for (const { factors, movieFactors } of picksHead.views) {
    for (let at = row * factors; at < (row + 1) * factors; at++) squares += movieFactors[at]! ** 2;
  }
  return Math.sqrt(squares);
}

/** Features of all views side by side, in an order in which they will be read. */
function joined(
  { picksHead: { views } }: FilmSide,
  rows: Uint32Array,
): Pick<FilmIndex, "width" | "features"> {
  const width = views.reduce((sum, { factors }) => sum + factors, 0);
  const features = new Float32Array(rows.length * width);
  for (const [k, row] of rows.entries()) {
    let at = k * width;
    for (const { factors, movieFactors } of views) {
      features.set(movieFactors.subarray(row * factors, (row + 1) * factors), at);
      at += factors;
    }
  }
  return { width, features };
}
