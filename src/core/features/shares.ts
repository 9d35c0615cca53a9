import { symmetricEigen } from "../symmetric-eigen.ts";
import { correlation } from "./correlation.ts";
import type { FilmVectors } from "./film-vectors.ts";

/**
 * How much of what tells films apart each feature tells: the share of the vectors' variance, which
 * features that go together divide between them by their part in the axes at right angles nearest to
 * them. They sum to what all tell together, at most 1.
 *
 * @param places - of each feature, one value a film.
 *
 * Cost: O(films·features·(features + D)). Source: Johnson 2000, relative weights.
 */
export function sharesOf(vectors: FilmVectors, places: readonly Float64Array[]): number[] {
  const size = places.length;
  const scaled = places.map(unitLength);
  const alike = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) alike[i * size + j] = correlation(places[i]!, places[j]!);
  }
  const { values, vectors: turn } = symmetricEigen(alike, size);
  const power = (exponent: number): Float64Array =>
    Float64Array.from({ length: size * size }, (_, at) => {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        if (values[k]! < 1e-9) continue; // a feature that repeats others
        const [i, j] = [Math.floor(at / size), at % size];
        sum += turn[k * size + i]! * values[k]! ** exponent * turn[k * size + j]!;
      }
      return sum;
    });
  const [root, inverse] = [power(0.5), power(-0.5)];
  const told = Array.from({ length: size }, (_, j) => {
    const axis = new Float64Array(scaled[0]!.length);
    for (let i = 0; i < size; i++) {
      const weight = inverse[i * size + j]!;
      for (let k = 0; k < axis.length; k++) axis[k]! += weight * scaled[i]![k]!;
    }
    return toldBy(vectors, axis);
  });
  return places.map((_, i) =>
    told.reduce((sum, share, j) => sum + root[i * size + j]! ** 2 * share, 0),
  );
}

function unitLength(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return values.map((value) => (length === 0 ? 0 : (value - mean) / length));
}

/** Share of the variance of all columns along a centred axis of length 1. */
function toldBy({ width, values }: FilmVectors, axis: Float64Array): number {
  let told = 0;
  let all = 0;
  for (let f = 0; f < width; f++) {
    let sum = 0;
    let mean = 0;
    let squares = 0;
    for (let k = 0; k < axis.length; k++) {
      const value = values[k * width + f]!;
      sum += value * axis[k]!;
      mean += value / axis.length;
      squares += value * value;
    }
    told += sum * sum;
    all += squares - axis.length * mean * mean;
  }
  return all > 0 ? told / all : 0;
}
