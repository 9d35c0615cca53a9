import { cholesky, solveCholesky } from "../cholesky.ts";
import { symmetricEigen } from "../symmetric-eigen.ts";
import type { FilmVectors } from "./film-vectors.ts";
import { varimax } from "./varimax.ts";

/** Principal axes beyond these differ from one start to the next. */
const MOST_AXES = 6;

/**
 * What is left of where films lie once their places along named features are known: the principal axes
 * of the rest, turned (varimax) until each film lies along few of them.
 *
 * @param places - of the named features, one value a film.
 * @returns one value a film for each axis, the widest first; at right angles to the named ones.
 *
 * Cost: O(films·D·(D + features) + D³). Source: Jolliffe 2002, chapter 11.
 */
export function leftoverAxes(
  vectors: FilmVectors,
  places: readonly Float64Array[],
): Float64Array[] {
  const { width } = vectors;
  const films = vectors.values.length / width;
  const rest = withoutPlaces(vectors, places);
  const count = Math.min(MOST_AXES, width, films - 1 - places.length);
  if (count < 1) return [];
  const axes = symmetricEigen(productsOf(rest), width).vectors.subarray(0, count * width);
  const along = placesAlong(rest, axes);
  const turned = placesAlong(rest, varimax(axes, along, count));
  return Array.from({ length: count }, (_, axis) =>
    Float64Array.from({ length: films }, (_film, k) => turned[k * count + axis]!),
  )
    .map((values) => ({ values, spread: values.reduce((sum, value) => sum + value ** 2, 0) }))
    .filter(({ spread }) => spread > 1e-9 * films)
    .sort((a, b) => b.spread - a.spread)
    .map(({ values }) => values);
}

/** Centred vectors of which nothing can be told from the places any more. */
export function withoutPlaces(
  { width, values }: FilmVectors,
  places: readonly Float64Array[],
): FilmVectors {
  const films = values.length / width;
  const known = [new Float64Array(films).fill(1), ...places];
  const size = known.length;
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) factor[i * size + j] = product(known[i]!, known[j]!);
    factor[i * size + i]! += 1e-9 * films; // places may repeat each other
  }
  cholesky(factor, size);
  const rest = values.slice();
  for (let f = 0; f < width; f++) {
    const column = Float64Array.from({ length: films }, (_, k) => values[k * width + f]!);
    const side = Float64Array.from(known, (place) => product(place, column));
    solveCholesky(factor, size, side);
    for (let k = 0; k < films; k++) {
      for (let i = 0; i < size; i++) rest[k * width + f]! -= side[i]! * known[i]![k]!;
    }
  }
  return { width, values: rest };
}

function product(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * y[k]!;
  return sum;
}

export function productsOf({ width, values }: FilmVectors): Float64Array {
  const matrix = new Float64Array(width * width);
  for (let at = 0; at < values.length; at += width) {
    for (let i = 0; i < width; i++) {
      const left = values[at + i]!;
      for (let j = 0; j <= i; j++) matrix[i * width + j]! += left * values[at + j]!;
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) matrix[j * width + i] = matrix[i * width + j]!;
  }
  return matrix;
}

/** Films × axes. */
function placesAlong({ width, values }: FilmVectors, axes: Float64Array): Float64Array {
  const count = axes.length / width;
  const places = new Float64Array((values.length / width) * count);
  for (let at = 0; at < places.length; at++) {
    const film = Math.floor(at / count) * width;
    const axis = (at % count) * width;
    let sum = 0;
    for (let f = 0; f < width; f++) sum += values[film + f]! * axes[axis + f]!;
    places[at] = sum;
  }
  return places;
}
