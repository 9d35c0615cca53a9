import type { FilmVectors } from "./film-vectors.ts";

/** Places on a plane. */
export interface Plane {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** For now the first two numbers. */
export function layOut({ width, values }: FilmVectors): Plane {
  const films = width === 0 ? 0 : values.length / width;
  const x = Float32Array.from({ length: films }, (_, k) => values[k * width]!);
  const y = Float32Array.from({ length: films }, (_, k) => values[k * width + 1]!);
  return { x, y };
}
