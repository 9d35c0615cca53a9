/** How far predictions are off for someone new who brings so many ratings. */
export interface ColdStartPoint {
  readonly ratings: number;
  /** RMSE, in stars. */
  readonly error: number;
  /** Of the 80 % interval, in stars. */
  readonly width: number;
}

/**
 * What ratings buy, for the model that comes with matinee: protocol `cold-start` by the Bayesian method on
 * MovieLens latest small (`npm run accuracy -- --only ml-latest-small,cold-start,bayesian`; five draws of 250
 * people taken out of training). A test compares with `bench/results/accuracy.json`.
 */
export const COLD_START_CURVE: readonly ColdStartPoint[] = Object.freeze([
  { ratings: 0, error: 0.9724, width: 2.487 },
  { ratings: 5, error: 0.916, width: 2.355 },
  { ratings: 10, error: 0.8996, width: 2.307 },
  { ratings: 15, error: 0.8865, width: 2.276 },
  { ratings: 20, error: 0.8797, width: 2.256 },
  { ratings: 30, error: 0.8692, width: 2.228 },
  { ratings: 50, error: 0.858, width: 2.198 },
]);

/** Where the words change: what ten, twenty, fifty ratings buy. */
export const MILESTONES: readonly number[] = Object.freeze([10, 20, 50]);

/** The error at any number of ratings, between measured ones along a straight line; flat after the last. */
export function errorAt(ratings: number): number {
  const after = COLD_START_CURVE.findIndex((point) => point.ratings >= ratings);
  if (after === 0) return COLD_START_CURVE[0]!.error;
  const high = COLD_START_CURVE[after];
  if (high === undefined) return COLD_START_CURVE.at(-1)!.error;
  const low = COLD_START_CURVE[after - 1]!;
  const share = (ratings - low.ratings) / (high.ratings - low.ratings);
  return low.error + share * (high.error - low.error);
}

/** Of all that fifty ratings gain over none, how much so many do: 0 … 1. */
export function gainOf(ratings: number): number {
  const [none, most] = [COLD_START_CURVE[0]!.error, COLD_START_CURVE.at(-1)!.error];
  return (none - errorAt(ratings)) / (none - most);
}

/** The next number of ratings worth aiming for; undefined past the last. */
export function nextMilestone(ratings: number): number | undefined {
  return MILESTONES.find((milestone) => milestone > ratings);
}
