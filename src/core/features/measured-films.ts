import type { FilmSide } from "../taste/film-side.ts";
import { atOnce } from "./at-once.ts";
import type { Direction, Measured } from "./directions.ts";
import { told } from "./directions.ts";
import { filmVectors, picksVectors } from "./film-vectors.ts";
import type { KnownFilms } from "./known-films.ts";
import { landmarksAmong, likenesses } from "./likeness.ts";

/** What a weight costs beside a squared error, by its part in how alike landmarks are. */
const RIDGE = 1;

/** The same for a view's own features, each film's being of length 1. */
const VIEW_RIDGE = 3;

/** Keeps landmarks that are the same film apart, per film. */
const LEAST_RIDGE = 1e-6;

/** Films whose likenesses are found in one step, and are in memory together: of large catalogues all would take 100 MB. */
const AT_ONCE = 250;

/**
 * Films by their likeness to landmarks among the well-known ones.
 *
 * Cost: O(films·landmarks·D).
 */
export function measuredFilms(side: FilmSide, { rows, wellKnown }: KnownFilms): Measured {
  const vectors = filmVectors(side, rows);
  const landmarks = landmarksAmong(vectors, wellKnown);
  const width = landmarks.values.length / Math.max(1, landmarks.width);
  const penalty = likenesses(landmarks, landmarks).map((value) => RIDGE * value);
  for (let k = 0; k < width; k++) penalty[k * width + k]! += LEAST_RIDGE * rows.length;
  return { width, values: likenesses(vectors, landmarks), penalty };
}

/**
 * What directions say of films that they were not found from.
 *
 * @param directions - found from {@link measuredFilms} of the known ones.
 * @returns one value a row for each direction.
 *
 * Cost: O(rows·landmarks·D).
 */
export function toldOfOthers(
  side: FilmSide,
  known: KnownFilms,
  rows: Uint32Array,
  directions: readonly Direction[],
): Float64Array[] {
  return atOnce(toldOfOthersSteps(side, known, rows, directions));
}

/** The same in steps of some milliseconds. */
export function* toldOfOthersSteps(
  side: FilmSide,
  { rows: known, wellKnown }: KnownFilms,
  rows: Uint32Array,
  directions: readonly Direction[],
): Generator<void, Float64Array[]> {
  const landmarks = landmarksAmong(filmVectors(side, known), wellKnown);
  const said = directions.map(() => new Float64Array(rows.length));
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const part = rows.subarray(start, start + AT_ONCE);
    const values = likenesses(filmVectors(side, part), landmarks);
    for (const [t, { weights }] of directions.entries()) {
      for (let k = 0; k < part.length; k++) said[t]![start + k] = told(weights, values, k);
    }
    yield;
  }
  return said;
}

/** Films by the features of one view alone. Cost: O(rows·F). */
export function measuredInView(side: FilmSide, view: number, rows: Uint32Array): Measured {
  const { width, values } = picksVectors(side, rows, [view]);
  const penalty = new Float64Array(width * width);
  for (let k = 0; k < width; k++) penalty[k * width + k] = VIEW_RIDGE;
  return { width, values: Float64Array.from(values), penalty };
}
