import type { FilmSide } from "../taste/film-side.ts";
import { representativeRows } from "../taste/film-side.ts";
import { symmetricEigen } from "../symmetric-eigen.ts";
import { varimax } from "./varimax.ts";

/** A direction among a model's own features. */
export interface FilmAxis {
  /** F weights, length 1. */
  readonly direction: Float64Array;
  /** Share of what taste tells apart among the well-known films, 0 … 1. */
  readonly share: number;
}

/** Only films among this share of the most rated count: one rating places nothing. */
const WELL_KNOWN_SHARE = 0.25;

/** Principal axes beyond these are mostly noise and stay as they are. */
const TURNED = 8;

/** Rows that stand for films, most rated first, the best known quarter of those with a rating. */
export function wellKnownRows(side: FilmSide): number[] {
  const { movieCounts } = side;
  const rows = Array.from(representativeRows(side)).filter((row) => movieCounts[row]! > 0);
  rows.sort((a, b) => movieCounts[b]! - movieCounts[a]! || a - b);
  return rows.slice(0, Math.max(1, Math.ceil(rows.length * WELL_KNOWN_SHARE)));
}

/**
 * F axes at right angles, most telling first: the principal axes of these films, weighted by their
 * ratings, the first eight turned (varimax) until each film lies along few of them.
 *
 * Cost: O(rows·F² + F³). Source: Jolliffe 2002, chapter 11.
 */
export function filmAxes(side: FilmSide, rows: readonly number[]): FilmAxis[] {
  const { factors } = side.head;
  const { vectors } = symmetricEigen(secondMoments(side, rows), factors);
  const turned = Math.min(TURNED, factors);
  const leading = vectors.subarray(0, turned * factors);
  const places = Float64Array.from({ length: rows.length * turned }, (_, at) => {
    const row = rows[Math.floor(at / turned)]!;
    const k = at % turned;
    return placeAlong(side, leading.subarray(k * factors, (k + 1) * factors), row);
  });
  const axes = vectors.slice();
  axes.set(varimax(leading, places, turned));
  const directions = Array.from({ length: factors }, (_, k) =>
    axes.slice(k * factors, (k + 1) * factors),
  );
  const spreads = directions.map((direction) => spreadAlong(side, rows, direction));
  const total = spreads.reduce((sum, spread) => sum + spread, 0);
  return directions
    .map((direction, k) => ({ direction, share: total === 0 ? 0 : spreads[k]! / total }))
    .sort((a, b) => b.share - a.share);
}

function placeAlong({ head }: FilmSide, direction: Float64Array, row: number): number {
  const { factors, movieFactors } = head;
  let place = 0;
  for (let f = 0; f < factors; f++) place += direction[f]! * movieFactors[row * factors + f]!;
  return place;
}

function spreadAlong(side: FilmSide, rows: readonly number[], direction: Float64Array): number {
  return rows.reduce(
    (sum, row) => sum + side.movieCounts[row]! * placeAlong(side, direction, row) ** 2,
    0,
  );
}

/** Σ n·q·qᵀ, not centred: a film at 0 is one that taste says nothing about. */
function secondMoments({ head, movieCounts }: FilmSide, rows: readonly number[]): Float64Array {
  const { factors, movieFactors } = head;
  const matrix = new Float64Array(factors * factors);
  for (const row of rows) {
    for (let f = 0; f < factors; f++) {
      const a = movieCounts[row]! * movieFactors[row * factors + f]!;
      for (let g = 0; g < factors; g++) {
        matrix[f * factors + g]! += a * movieFactors[row * factors + g]!;
      }
    }
  }
  return matrix;
}
