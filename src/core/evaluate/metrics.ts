import { checkLength } from "../check.ts";

/** How far predicted stars are off. Pooled over all pairs, not averaged per user. */
export interface StarErrors {
  /** Root mean square error, in stars. */
  readonly rmse: number;
  /** Mean absolute error, in stars. */
  readonly mae: number;
}

/**
 * RMSE and MAE of predictions, pooled over all pairs; NaN for no pair.
 *
 * @throws {RangeError} if the arrays differ in length.
 *
 * Cost: O(N).
 *
 * @example
 * ```ts
 * assert.deepEqual(starErrors([3, 5], [4, 5]), { rmse: Math.SQRT1_2, mae: 0.5 });
 * ```
 */
export function starErrors(predicted: ArrayLike<number>, actual: ArrayLike<number>): StarErrors {
  checkLength("Cannot measure the error", "predicted", predicted, actual.length, "N");
  let squares = 0;
  let absolutes = 0;
  for (let n = 0; n < actual.length; n++) {
    const error = predicted[n]! - actual[n]!;
    squares += error * error;
    absolutes += Math.abs(error);
  }
  return { rmse: Math.sqrt(squares / actual.length), mae: absolutes / actual.length };
}

/** Share of the ratings within `halfWidth` stars of their prediction; NaN where that is NaN. */
export function coverage(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  halfWidth: number,
): number {
  if (Number.isNaN(halfWidth)) return NaN;
  let inside = 0;
  for (let n = 0; n < actual.length; n++) {
    if (Math.abs(predicted[n]! - actual[n]!) <= halfWidth) inside++;
  }
  return inside / actual.length;
}

/** The ends of an 80 % interval, in stars. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Share of the ratings inside their interval, ends included, and its mean width; NaN for unmeasured ones. */
export function intervalMeasures(
  intervals: readonly Interval[],
  actual: ArrayLike<number>,
): { coverage80: number; width80: number } {
  checkLength("Cannot measure the intervals", "intervals", intervals, actual.length, "N");
  const width = intervals.reduce((sum, { low, high }) => sum + high - low, 0) / intervals.length;
  if (Number.isNaN(width)) return { coverage80: NaN, width80: NaN };
  const inside = intervals.filter(({ low, high }, n) => low <= actual[n]! && actual[n]! <= high);
  return { coverage80: inside.length / intervals.length, width80: width };
}

/**
 * Mean and sample standard deviation (0 for a single value, NaN for none).
 *
 * @example
 * ```ts
 * assert.deepEqual(meanAndSd([1, 2, 3]), { mean: 2, sd: 1 });
 * ```
 */
export function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (values.length < 2) return { mean, sd: values.length === 1 ? 0 : NaN };
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
