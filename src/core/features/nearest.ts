import { dot } from "../dot.ts";
import type { FilmVectors } from "./film-vectors.ts";

/** The nearest films of each film, nearest first. */
export interface Nearest {
  /** Films × count. */
  readonly index: Uint32Array;
  /** Squared distances. */
  readonly distance: Float64Array;
}

/** Cost: O(films²·D). */
export function nearestOf({ width, values }: FilmVectors, count: number): Nearest {
  const films = values.length / Math.max(1, width);
  const index = new Uint32Array(films * count);
  const distance = new Float64Array(films * count);
  const rows = new Float64Array(films * films);
  for (let k = 0; k < films; k++) {
    const film = Float64Array.from(values.subarray(k * width, (k + 1) * width));
    for (let other = 0; other <= k; other++) {
      const product = dot(film, values, other * width, width);
      rows[k * films + other] = product;
      rows[other * films + k] = product;
    }
  }
  for (let k = 0; k < films; k++) {
    const own = rows[k * films + k]!;
    const far = (other: number): number =>
      Math.max(0, own + rows[other * films + other]! - 2 * rows[k * films + other]!);
    const distances = Float64Array.from({ length: films }, (_, other) => far(other));
    distances[k] = Infinity;
    const furthest = distances.toSorted()[count - 1] ?? 0;
    const order = Array.from(distances.keys()).filter((other) => distances[other]! <= furthest);
    order.sort((a, b) => distances[a]! - distances[b]! || a - b);
    for (let n = 0; n < count; n++) {
      index[k * count + n] = order[n]!;
      distance[k * count + n] = distances[order[n]!]!;
    }
  }
  return { index, distance };
}
