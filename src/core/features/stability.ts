import type { FilmSide } from "../taste/film-side.ts";
import { correlation } from "./correlation.ts";
import { directionSteps } from "./directions.ts";
import { picksVectors } from "./film-vectors.ts";
import type { KnownFilms } from "./known-films.ts";
import { leftoverAxes } from "./leftover-axes.ts";
import { measuredInView } from "./measured-films.ts";

/** How alike places are when found from views of other seeds: mean correlations, −1 … 1. */
export interface Stabilities {
  /** In the order of the traits. NaN of a model with a single view. */
  readonly named: readonly number[];
  /** In the order of the axes. */
  readonly unnamed: readonly number[];
}

/**
 * Finds everything again in each view of the picks head by itself, and compares.
 *
 * @param traits - those that features are named after, one value a known film.
 * @param axes - unnamed places of the well-known films; in each view the axis most like one stands for it.
 *
 * Cost: O(views·(films·F² + F³)).
 */
export function* stabilitySteps(
  side: FilmSide,
  { rows, wellKnown }: KnownFilms,
  traits: readonly Float64Array[],
  axes: readonly Float64Array[],
): Generator<void, Stabilities> {
  const views: FoundInView[] = [];
  for (const view of side.picksHead.views.keys()) {
    const directions = yield* directionSteps(measuredInView(side, view, rows), traits);
    const named = directions.map(({ leftOut }) => leftOut.subarray(0, wellKnown));
    const vectors = picksVectors(side, rows.subarray(0, wellKnown), [view]);
    const own = leftoverAxes(vectors, wellKnown, named);
    views.push({ named, unnamed: axes.map((axis) => mostLike(axis, own)) });
    yield;
  }
  const over = (find: (view: FoundInView) => Float64Array): number =>
    meanCorrelation(views.map(find));
  return {
    named: traits.map((_, k) => over(({ named }) => named[k]!)),
    unnamed: axes.map((_, k) => over(({ unnamed }) => unnamed[k]!)),
  };
}

/** Places of the well-known films, as one view by itself has them. */
interface FoundInView {
  readonly named: readonly Float64Array[];
  readonly unnamed: readonly Float64Array[];
}

/** Pointing the same way. */
function mostLike(axis: Float64Array, candidates: readonly Float64Array[]): Float64Array {
  let best = new Float64Array(axis.length);
  let most = 0;
  for (const candidate of candidates) {
    const alike = correlation(axis, candidate);
    if (Math.abs(alike) <= most) continue;
    most = Math.abs(alike);
    best = candidate.map((value) => Math.sign(alike) * value);
  }
  return best;
}

/** NaN where there is nothing to compare. */
function meanCorrelation(places: readonly Float64Array[]): number {
  let sum = 0;
  let pairs = 0;
  for (const [k, one] of places.entries()) {
    for (const other of places.slice(k + 1)) {
      sum += correlation(one, other);
      pairs++;
    }
  }
  return sum / pairs;
}
