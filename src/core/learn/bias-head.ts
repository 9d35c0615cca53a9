import { halfWidth80 } from "../half-width.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { fitBiases } from "./biases.ts";
import type { Learned, StarsHead } from "./learning.ts";

/** Share of the ratings held out to tell how far off biases are. */
const HELD_OUT_SHARE = 0.05;

/**
 * A stars head of biases alone: how strict people are and how well films are liked, no hidden
 * features. What a model has for stars whose picks are all that was asked for.
 *
 * Cost: O(N).
 */
export function biasHead(
  ratings: Ratings,
  seed: number,
): Pick<Learned, "head" | "heldOutError" | "halfWidth80"> {
  const { train, test } = splitAtRandom(ratings, HELD_OUT_SHARE, seed);
  const head = headOf(ratings);
  if (test.length === 0) return { head, heldOutError: NaN, halfWidth80: NaN };
  const { mean, userBias, movieBias } = fitBiases(train);
  const residuals = test.value.map((stars, n) => {
    return stars - mean - userBias[test.userIndex[n]!]! - movieBias[test.movieIndex[n]!]!;
  });
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  return {
    head,
    heldOutError: Math.sqrt(squares / residuals.length),
    halfWidth80: halfWidth80(residuals),
  };
}

function headOf(ratings: Ratings): StarsHead {
  const { mean, userBias, movieBias } = fitBiases(ratings);
  return {
    factors: 0,
    mean,
    userBias: Float32Array.from(userBias),
    movieBias: Float32Array.from(movieBias),
    userFactors: new Float32Array(0),
    movieFactors: new Float32Array(0),
  };
}
