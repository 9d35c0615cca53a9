import { symmetricEigen } from "../symmetric-eigen.ts";
import type { FilmVectors } from "./film-vectors.ts";
import { placesAlong, productsOf } from "./vector-products.ts";

/**
 * Films along the two widest axes: 2 numbers a film, of spread 1 along the first.
 *
 * Cost: O(films·D² + D³).
 */
export function principalPlaces({ width, values }: FilmVectors): Float64Array {
  const films = values.length / Math.max(1, width);
  const centred = Float64Array.from(values);
  for (let f = 0; f < width; f++) {
    let mean = 0;
    for (let k = 0; k < films; k++) mean += centred[k * width + f]! / films;
    for (let k = 0; k < films; k++) centred[k * width + f]! -= mean;
  }
  const { vectors } = symmetricEigen(productsOf(centred, width), width);
  const axes = new Float64Array(2 * width); // of a single number the second axis is 0
  axes.set(vectors.subarray(0, 2 * width));
  const places = placesAlong(centred, width, axes);
  let squares = 0;
  for (let k = 0; k < films; k++) squares += places[2 * k]! ** 2;
  const spread = Math.sqrt(squares / films) || 1;
  return places.map((place) => place / spread);
}
