import type { Method, Ratings, RmseDifference } from "../index.ts";
import { meanAndSd, pairedBootstrap } from "../index.ts";
import type { MeasuredSplit } from "./evaluation-report.ts";

/** A second method on the same splits. */
export interface Comparison extends RmseDifference {
  readonly method: Method;
  /** Mean of the splits. */
  readonly rmse: number;
  readonly seconds: number;
}

/** One split, measured by both methods. */
export interface MeasuredTwice {
  readonly test: Ratings;
  readonly first: MeasuredSplit;
  readonly second: MeasuredSplit;
}

/** How much better or worse the first method is: over the test ratings of all splits, users drawn anew. */
export function compareMethods(
  method: Method,
  splits: readonly MeasuredTwice[],
  seed: number,
): Comparison {
  const joined = (of: (split: MeasuredTwice) => ArrayLike<number>): number[] =>
    splits.flatMap((split) => Array.from(of(split)));
  const difference = pairedBootstrap(
    joined(({ test }) => test.value),
    joined(({ first }) => first.predicted),
    joined(({ second }) => second.predicted),
    { clusters: joined(({ test }) => test.userIndex), seed },
  );
  return {
    method,
    rmse: meanAndSd(splits.map(({ second }) => second.rmse)).mean,
    ...difference,
    seconds: splits.reduce((sum, { second }) => sum + second.seconds, 0),
  };
}
