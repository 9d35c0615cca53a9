import type { FilmSide } from "../taste/film-side.ts";
import type { Measured } from "./directions.ts";
import { filmVectors, picksVectors } from "./film-vectors.ts";
import { landmarksAmong, likenesses } from "./likeness.ts";

/** What a weight costs beside a squared error, by its part in how alike landmarks are. */
const RIDGE = 1;

/** The same for a view's own features, each film's being of length 1. */
const VIEW_RIDGE = 3;

/** Keeps landmarks that are the same film apart, per film. */
const LEAST_RIDGE = 1e-6;

/**
 * Films by their likeness to landmarks.
 *
 * @param wellKnown - so many of the rows come first; the landmarks are among them.
 *
 * Cost: O(rows·landmarks·D).
 */
export function measuredFilms(side: FilmSide, rows: Uint32Array, wellKnown: number): Measured {
  const vectors = filmVectors(side, rows);
  const landmarks = landmarksAmong(vectors, wellKnown);
  const width = landmarks.values.length / Math.max(1, landmarks.width);
  const penalty = likenesses(landmarks, landmarks).map((value) => RIDGE * value);
  for (let k = 0; k < width; k++) penalty[k * width + k]! += LEAST_RIDGE * rows.length;
  return { width, values: likenesses(vectors, landmarks), penalty };
}

/** Films by the features of one view alone. Cost: O(rows·F). */
export function measuredInView(side: FilmSide, view: number, rows: Uint32Array): Measured {
  const { width, values } = picksVectors(side, rows, [view]);
  const penalty = new Float64Array(width * width);
  for (let k = 0; k < width; k++) penalty[k * width + k] = VIEW_RIDGE;
  return { width, values: Float64Array.from(values), penalty };
}
