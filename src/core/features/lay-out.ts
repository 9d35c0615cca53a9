import { symmetricEigen } from "../symmetric-eigen.ts";
import type { FilmVectors } from "./film-vectors.ts";
import { productsOf } from "./leftover-axes.ts";

/** Places on a plane. */
export interface Plane {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** The two principal axes, the film furthest out at distance 1. */
export function layOut({ width, values }: FilmVectors): Plane {
  const films = width === 0 ? 0 : values.length / width;
  const x = new Float32Array(films);
  const y = new Float32Array(films);
  if (films === 0) return { x, y };
  const { vectors } = symmetricEigen(productsOf({ width, values }), width);
  for (let k = 0; k < films; k++) {
    for (let f = 0; f < width; f++) {
      x[k]! += values[k * width + f]! * vectors[f]!;
      y[k]! += values[k * width + f]! * (width > 1 ? vectors[width + f]! : 0);
    }
  }
  return { x, y };
}
