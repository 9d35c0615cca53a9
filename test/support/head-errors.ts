import type { StarsHead } from "../../src/core/learn/learning.ts";
import { clampToScale } from "../../src/core/ratings/rating-scale.ts";
import type { Ratings } from "../../src/core/ratings/ratings.ts";

/** r̂ from its formula in f64, not clipped; apart from the library's own. */
export function predicted(head: StarsHead, u: number, i: number): number {
  let stars = head.mean + head.userBias[u]! + head.movieBias[i]!;
  for (let f = 0; f < head.factors; f++) {
    stars += head.userFactors[u * head.factors + f]! * head.movieFactors[i * head.factors + f]!;
  }
  return stars;
}

/** In f64, predictions clipped to the scale. */
export function rmse(head: StarsHead, { userIndex, movieIndex, value, scale }: Ratings): number {
  let squares = 0;
  for (let n = 0; n < value.length; n++) {
    const stars = clampToScale(scale, predicted(head, userIndex[n]!, movieIndex[n]!));
    squares += (value[n]! - stars) ** 2;
  }
  return Math.sqrt(squares / value.length);
}
