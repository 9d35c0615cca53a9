import { integerIn, numberBelow } from "../check.ts";
import { DataError } from "../errors.ts";
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

/**
 * The last ⌊N · testShare⌋ ratings by time are the test part, one moment for everyone; of those of the
 * same second the first in the table are the earlier ones. Both parts keep the table's order. Users
 * and movies that appear only later have no training rating, and stay in the test part.
 *
 * @param testShare - in [0, 1).
 * @throws {DataError} if the time of a rating is not known.
 * @throws {RangeError | TypeError} if `testShare` is out of range or no number.
 *
 * Cost: O(N log N).
 *
 * @example
 * ```ts
 * const ids = new IdMap([1, 2, 3, 4]);
 * const ratings = new Ratings(ids, ids, WHOLE_STARS, {
 *   userIndex: Uint32Array.of(0, 1, 2, 3),
 *   movieIndex: Uint32Array.of(0, 0, 0, 0),
 *   value: Float32Array.of(5, 4, 3, 2),
 *   timestamp: Uint32Array.of(300, 100, 400, 200),
 * });
 * const { train, test } = splitByTime(ratings, 0.25);
 * assert.deepEqual([...train.value], [5, 4, 2]);
 * assert.deepEqual([...test.value], [3]);
 * ```
 */
export function splitByTime(ratings: Ratings, testShare: number): Split {
  const action = "Cannot split the ratings by time";
  numberBelow(action, "testShare", testShare, 0, 1);
  const timestamp = knownTimes(action, ratings);
  const trainLength = ratings.length - Math.floor(ratings.length * testShare);
  const sorted = timestamp.slice().sort();
  const moment = sorted[trainLength] ?? Infinity;
  let early = trainLength - sorted.subarray(0, trainLength).filter((time) => time < moment).length;
  const isTrain = Uint8Array.from(timestamp, (time) => {
    return time < moment || (time === moment && early-- > 0) ? 1 : 0;
  });
  const all = Uint32Array.from(timestamp.keys());
  return {
    train: ratings.select(all.filter((n) => isTrain[n] === 1)),
    test: ratings.select(all.filter((n) => isTrain[n] === 0)),
  };
}

/** @throws {DataError} */
function knownTimes(action: string, { timestamp, length }: Ratings): Uint32Array {
  const unknown = timestamp?.reduce((sum, time) => sum + (time === 0 ? 1 : 0), 0) ?? length;
  if (timestamp !== undefined && unknown === 0) return timestamp;
  throw new DataError(
    `${action}: every rating must have a timestamp other than 0, and ${unknown} of ${length} have ` +
      "none; split them at random",
  );
}
