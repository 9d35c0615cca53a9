import { DataError } from "../errors.ts";
import type { Ratings } from "../ratings/ratings.ts";

/** Most levels that ordered probit takes. */
export const MAX_LEVELS = 20;

/** The stars that can be given, and which of them each rating is. */
export interface RatingLevels {
  /** In rising order. */
  readonly stars: Float64Array;
  /** By cell in the order of users: row of `stars`. */
  readonly levelOf: Uint8Array;
}

/**
 * The steps of the scale; where they are too many, or a rating lies between two, the values given.
 *
 * @throws {DataError} if that makes fewer than 2 levels or more than 20.
 */
export function ratingLevels(ratings: Ratings): RatingLevels {
  const stars = stepsOf(ratings) ?? Float64Array.from(new Set(ratings.value)).sort();
  if (stars.length < 2 || stars.length > MAX_LEVELS) {
    throw new DataError(
      `Cannot sample: ordered probit takes 2 to ${MAX_LEVELS} different ratings, got ${stars.length}; ` +
        'choose the likelihood "gaussian"',
    );
  }
  const { value } = ratings.byUser();
  return { stars, levelOf: Uint8Array.from(value, (rating) => nearest(stars, rating)) };
}

/** How many levels there are, {@link MAX_LEVELS} or not. */
export function levelCount(ratings: Ratings): number {
  return stepsOf(ratings)?.length ?? new Set(ratings.value).size;
}

function stepsOf(ratings: Ratings): Float64Array | undefined {
  const { min, max, step } = ratings.scale;
  const count = Math.floor((max - min) / step + 1e-4) + 1;
  if (count < 2 || count > MAX_LEVELS || ratings.offStepCount() > 0) return undefined;
  return Float64Array.from({ length: count }, (_, k) => min + k * step);
}

function nearest(stars: Float64Array, rating: number): number {
  let best = 0;
  for (let k = 1; k < stars.length; k++) {
    if (Math.abs(stars[k]! - rating) < Math.abs(stars[best]! - rating)) best = k;
  }
  return best;
}
