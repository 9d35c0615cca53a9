import { integerIn, rejectUnknownKeys } from "../check.ts";
import type { FilmSide } from "../taste/film-side.ts";
import { representativeRows } from "../taste/film-side.ts";
import type { Label } from "./label.ts";
import { labelAxis } from "./label.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** A film's place along a hidden feature. */
export interface Placed {
  readonly movieIndex: number;
  /** −1 … 1: the well-known film furthest out is at ±1. */
  readonly place: number;
}

/** One direction among the hidden features, told apart by the films at its two ends. */
export interface HiddenFeature {
  /** Share of what taste explains across films, 0 … 1. */
  readonly share: number;
  /** What it goes along with most, where that is clear; nobody told the learner about it. */
  readonly label: Label | undefined;
  /** Films at the −1 end and at the +1 end, outermost first. */
  readonly low: readonly Placed[];
  readonly high: readonly Placed[];
  /** F weights: the direction in the model's own features, length 1. */
  readonly direction: Float64Array;
}

/** What can be chosen about the list of hidden features. */
export interface HiddenFeaturesOptions {
  /** How many, strongest first. Integer in [1, 1024]; at most F are returned. Default 5. */
  readonly count?: number;
  /** Films named at each end. Integer in [1, 100]. Default 4. */
  readonly films?: number;
}

export const HIDDEN_FEATURES_DEFAULTS: Readonly<Required<HiddenFeaturesOptions>> = Object.freeze({
  count: 5,
  films: 4,
});

/** Only films among this share of the most rated stand at the ends: one rating places nothing. */
const WELL_KNOWN_SHARE = 0.25;

/**
 * The directions along which taste tells films apart most. Learned features are fixed only up to a
 * rotation, so they are turned to their principal axes, films weighted by their ratings.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(I·F² + F³). Source: principal component analysis, Jolliffe 2002.
 */
export function hiddenFeatures(side: FilmSide, options: HiddenFeaturesOptions = {}): HiddenFeature[] {
  const action = "Cannot show the hidden features";
  rejectUnknownKeys(action, options, HIDDEN_FEATURES_DEFAULTS);
  const count = integerIn(action, "count", options.count ?? HIDDEN_FEATURES_DEFAULTS.count, 1, 1024);
  const films = integerIn(action, "films", options.films ?? HIDDEN_FEATURES_DEFAULTS.films, 1, 100);
  const rows = wellKnownRows(side);
  const { factors } = side.head;
  const { values, vectors } = symmetricEigen(covariance(side, rows), factors);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const features: HiddenFeature[] = [];
  for (let k = 0; k < Math.min(count, factors); k++) {
    const direction = vectors.slice(k * factors, (k + 1) * factors);
    const share = total === 0 ? 0 : Math.max(0, values[k]!) / total;
    features.push(describeAxis(side, rows, direction, share, films));
  }
  return features;
}

/** Rows that stand for films, most rated first, the best known quarter of those with a rating. */
function wellKnownRows(side: FilmSide): number[] {
  const { movieCounts } = side;
  const rows = Array.from(representativeRows(side)).filter((row) => movieCounts[row]! > 0);
  rows.sort((a, b) => movieCounts[b]! - movieCounts[a]! || a - b);
  return rows.slice(0, Math.max(1, Math.ceil(rows.length * WELL_KNOWN_SHARE)));
}

function covariance({ head, movieCounts }: FilmSide, rows: readonly number[]): Float64Array {
  const { factors, movieFactors } = head;
  const centre = centreOf(head, movieCounts, rows);
  const matrix = new Float64Array(factors * factors);
  for (const row of rows) {
    for (let f = 0; f < factors; f++) {
      const a = movieCounts[row]! * (movieFactors[row * factors + f]! - centre[f]!);
      for (let g = 0; g < factors; g++) {
        matrix[f * factors + g]! += a * (movieFactors[row * factors + g]! - centre[g]!);
      }
    }
  }
  return matrix;
}

function centreOf(
  { factors, movieFactors }: FilmSide["head"],
  movieCounts: Uint32Array,
  rows: readonly number[],
): Float64Array {
  const centre = new Float64Array(factors);
  let weight = 0;
  for (const row of rows) {
    weight += movieCounts[row]!;
    for (let f = 0; f < factors; f++) {
      centre[f]! += movieCounts[row]! * movieFactors[row * factors + f]!;
    }
  }
  return centre.map((sum) => (weight === 0 ? 0 : sum / weight));
}

function describeAxis(
  side: FilmSide,
  rows: readonly number[],
  axis: Float64Array,
  share: number,
  films: number,
): HiddenFeature {
  const { factors, movieFactors } = side.head;
  const raw = rows.map((row) => {
    let place = 0;
    for (let f = 0; f < factors; f++) place += axis[f]! * movieFactors[row * factors + f]!;
    return place;
  });
  const { label, sign } = labelAxis(side, rows, raw);
  const furthest = Math.max(...raw.map(Math.abs)) || 1;
  const placed = rows.map((movieIndex, k) => ({ movieIndex, place: (sign * raw[k]!) / furthest }));
  placed.sort((a, b) => b.place - a.place || a.movieIndex - b.movieIndex);
  return {
    share,
    label,
    low: placed.slice(-films).reverse(),
    high: placed.slice(0, films),
    direction: axis.map((weight) => sign * weight),
  };
}
