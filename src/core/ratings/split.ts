import { integerIn, numberBelow } from "../check.ts";
import { Random } from "../random.ts";
import type { Ratings } from "./ratings.ts";

/** Two disjoint parts with the same users, movies and scale. */
export interface Split {
  readonly train: Ratings;
  readonly test: Ratings;
}

/**
 * Draws ⌊N · testShare⌋ ratings at random for the test part; both parts keep the table's order.
 *
 * @param testShare - in [0, 1).
 * @throws {RangeError | TypeError} if `testShare` or `seed` is out of range or no number.
 *
 * Cost: O(N).
 *
 * @example
 * ```ts
 * const ratings = synthesize({ users: 20, movies: 10, ratings: 100, seed: 1 }).ratings;
 * const { train, test } = splitAtRandom(ratings, 0.2, 1);
 * assert.deepEqual([train.length, test.length], [80, 20]);
 * ```
 */
export function splitAtRandom(ratings: Ratings, testShare: number, seed: number): Split {
  const action = "Cannot split the ratings";
  numberBelow(action, "testShare", testShare, 0, 1);
  integerIn(action, "seed", seed, 0, 2 ** 32 - 1);
  const order = Uint32Array.from({ length: ratings.length }, (_, n) => n);
  new Random(seed).shuffle(order);
  const testLength = Math.floor(ratings.length * testShare);
  return {
    train: ratings.select(order.subarray(testLength).sort()),
    test: ratings.select(order.subarray(0, testLength).sort()),
  };
}
