import { integerIn, rejectUnknownKeys } from "../check.ts";
import type { FilmSide } from "../taste/film-side.ts";
import type { FilmAxis } from "./film-axes.ts";
import { filmAxes, wellKnownRows } from "./film-axes.ts";
import type { Label } from "./label.ts";
import { labelAxis } from "./label.ts";

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

/** The five strongest, four films at each end: what fits a screen. */
export const HIDDEN_FEATURES_DEFAULTS: Readonly<Required<HiddenFeaturesOptions>> = Object.freeze({
  count: 5,
  films: 4,
});

/**
 * The directions along which taste tells films apart most, strongest first, at right angles to each
 * other. Learned features are fixed only up to a rotation; see {@link filmAxes} for the one chosen.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(I·F² + F³).
 */
export function hiddenFeatures(
  side: FilmSide,
  options: HiddenFeaturesOptions = {},
): HiddenFeature[] {
  const action = "Cannot show the hidden features";
  rejectUnknownKeys(action, options, HIDDEN_FEATURES_DEFAULTS);
  const count = integerIn(
    action,
    "count",
    options.count ?? HIDDEN_FEATURES_DEFAULTS.count,
    1,
    1024,
  );
  const films = integerIn(action, "films", options.films ?? HIDDEN_FEATURES_DEFAULTS.films, 1, 100);
  const rows = wellKnownRows(side);
  return filmAxes(side, rows)
    .slice(0, count)
    .map((axis) => describeAxis(side, rows, axis, films));
}

function describeAxis(
  side: FilmSide,
  rows: readonly number[],
  { direction, share }: FilmAxis,
  films: number,
): HiddenFeature {
  const { factors, movieFactors } = side.head;
  const raw = rows.map((row) => {
    let place = 0;
    for (let f = 0; f < factors; f++) place += direction[f]! * movieFactors[row * factors + f]!;
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
    direction: direction.map((weight) => sign * weight),
  };
}
