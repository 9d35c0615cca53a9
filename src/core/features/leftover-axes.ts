import { cholesky, solveCholesky } from "../cholesky.ts";
import { symmetricEigen } from "../symmetric-eigen.ts";
import { atOnce } from "./at-once.ts";
import type { FilmVectors } from "./film-vectors.ts";
import { varimax } from "./varimax.ts";
import { placesAlong, productsOf } from "./vector-products.ts";

/** Principal axes beyond these differ from one start to the next. */
const MOST_AXES = 6;

/** Features of all films that are looked at in one step, in some milliseconds. */
const FEATURES_AT_ONCE = 8;

/**
 * What is left of where films lie once their places along named features are known: the principal axes
 * of the rest, turned (varimax) until each film lies along few of them.
 *
 * @param wellKnown - so many of the films come first; the axes are found from them.
 * @param named - places along named features, one value a film.
 * @returns one value a film for each axis, the widest first; among the well-known films at right angles
 *   to the named places.
 *
 * Cost: O(films·D·(D + features) + D³). Source: Jolliffe 2002, chapter 11.
 */
export function leftoverAxes(
  vectors: FilmVectors,
  wellKnown: number,
  named: readonly Float64Array[],
): Float64Array[] {
  return atOnce(leftoverSteps(vectors, wellKnown, named));
}

/** The same in steps. */
export function* leftoverSteps(
  vectors: FilmVectors,
  wellKnown: number,
  named: readonly Float64Array[],
): Generator<void, Float64Array[]> {
  const { width } = vectors;
  const count = Math.min(MOST_AXES, width, wellKnown - 1 - named.length);
  if (count < 1) return [];
  const rest = yield* withoutPlaces(vectors, wellKnown, named);
  yield;
  const known = rest.subarray(0, wellKnown * width);
  const axes = symmetricEigen(productsOf(known, width), width).vectors.subarray(0, count * width);
  const turned = varimax(axes, placesAlong(known, width, axes), count);
  const places = placesAlong(rest, width, turned);
  return Array.from({ length: count }, (_, axis) =>
    Float64Array.from({ length: rest.length / width }, (_film, k) => places[k * count + axis]!),
  )
    .map((values) => ({ values, spread: spreadOf(values.subarray(0, wellKnown)) }))
    .filter(({ spread }) => spread > 1e-9 * wellKnown)
    .sort((a, b) => b.spread - a.spread)
    .map(({ values }) => values);
}

/** Vectors of which, among the well-known films, nothing can be told from the places any more. */
function* withoutPlaces(
  { width, values }: FilmVectors,
  wellKnown: number,
  named: readonly Float64Array[],
): Generator<void, Float64Array> {
  const films = values.length / width;
  const size = named.length + 1;
  const given = new Float64Array(films * size);
  for (let k = 0; k < films; k++) {
    given[k * size] = 1;
    for (const [i, places] of named.entries()) given[k * size + i + 1] = places[k]!;
  }
  const factor = productsOf(given.subarray(0, wellKnown * size), size);
  for (let i = 0; i < size; i++) factor[i * size + i]! += 1e-9 * wellKnown; // places may repeat each other
  cholesky(factor, size);
  const rest = Float64Array.from(values);
  for (let f = 0; f < width; f++) {
    if (f % FEATURES_AT_ONCE === 0) yield;
    const side = new Float64Array(size);
    for (let k = 0; k < wellKnown; k++) {
      const value = values[k * width + f]!;
      for (let i = 0; i < size; i++) side[i]! += given[k * size + i]! * value;
    }
    solveCholesky(factor, size, side);
    for (let k = 0; k < films; k++) {
      let told = 0;
      for (let i = 0; i < size; i++) told += side[i]! * given[k * size + i]!;
      rest[k * width + f]! -= told;
    }
  }
  return rest;
}

function spreadOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}
