import { DataError } from "../errors.ts";
import type { Learned } from "../learn/learning.ts";
import { predictPair } from "../learn/learning.ts";
import type { PosteriorPredictions } from "../learn/parts.ts";
import { Z80 } from "../normal-quantile.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import type { StarPredictor } from "./baselines.ts";
import { biasOnlyBaseline, filmMeanBaseline } from "./baselines.ts";
import type { StarErrors } from "./metrics.ts";
import { coverage, starErrors } from "./metrics.ts";

/** What one split says about a method, baselines beside it. */
export interface SplitResult extends StarErrors {
  /** RMSE on the training part, in stars: far below `rmse` means overfitting; NaN if not measured. */
  readonly trainRmse: number;
  /** Share of the test ratings inside their 80 % interval; NaN where none was measured. */
  readonly coverage80: number;
  readonly testRatings: number;
  /** How many of them are by users without a training rating; they count too. */
  readonly unseenUserRatings: number;
  /** How many of them are of movies without a training rating; they count too. */
  readonly unseenMovieRatings: number;
  /** Epochs or sweeps. */
  readonly epochs: number;
  readonly baselines: { readonly filmMean: StarErrors; readonly biasOnly: StarErrors };
  /** Stars predicted for each test rating, in the order of the test part. */
  readonly predicted: Float32Array;
}

/**
 * Measures on the test part what was learned by gradient descent from the training part.
 *
 * @throws {DataError} if the test part is empty.
 *
 * Cost: O(N·F).
 */
export function measureDescent({ train, test }: Split, learned: Learned): SplitResult {
  checkTestPart(test);
  const model: StarPredictor = (user, movie) => predictPair(learned.head, train.scale, user, movie);
  const predicted = predictAll(model, test);
  return {
    ...starErrors(predicted, test.value),
    trainRmse: starErrors(predictAll(model, train), train.value).rmse,
    coverage80: coverage(predicted, test.value, learned.halfWidth80),
    testRatings: test.length,
    ...unseenRatings(train, test),
    epochs: learned.epochs,
    baselines: baselinesOf(train, test),
    predicted,
  };
}

/**
 * Measures biases alone: what `weighted-als`, which learns to rank, has for stars.
 *
 * @throws {DataError} if the test part is empty.
 *
 * Cost: O(N).
 */
export function evaluateBiases({ train, test }: Split): SplitResult {
  checkTestPart(test);
  const model = biasOnlyBaseline(train);
  const predicted = predictAll(model, test);
  return {
    ...starErrors(predicted, test.value),
    trainRmse: starErrors(predictAll(model, train), train.value).rmse,
    coverage80: NaN,
    testRatings: test.length,
    ...unseenRatings(train, test),
    epochs: 0,
    baselines: baselinesOf(train, test),
    predicted,
  };
}

/**
 * Measures what sampling says of the test part, having been told its pairs alone, no rating.
 *
 * @param predictions - of `test`'s pairs, sampled from `train`.
 *
 * Cost: O(N).
 */
export function measurePosterior(
  { train, test }: Split,
  { mean, sd }: Pick<PosteriorPredictions, "mean" | "sd">,
  sweeps: number,
): SplitResult {
  const { value } = test;
  const inside = mean.filter((stars, n) => Math.abs(stars - value[n]!) <= Z80 * sd[n]!).length;
  return {
    ...starErrors(mean, value),
    trainRmse: NaN,
    coverage80: inside / value.length,
    testRatings: value.length,
    ...unseenRatings(train, test),
    epochs: sweeps,
    baselines: baselinesOf(train, test),
    predicted: mean,
  };
}

/** @throws {DataError} */
export function checkTestPart(test: Ratings): void {
  if (test.length > 0) return;
  throw new DataError("Cannot evaluate: the test part holds no rating; enlarge the test share");
}

function unseenRatings(
  train: Ratings,
  { userIndex, movieIndex }: Ratings,
): Pick<SplitResult, "unseenUserRatings" | "unseenMovieRatings"> {
  const userCounts = train.userCounts();
  const movieCounts = train.movieCounts();
  return {
    unseenUserRatings: userIndex.filter((user) => userCounts[user] === 0).length,
    unseenMovieRatings: movieIndex.filter((movie) => movieCounts[movie] === 0).length,
  };
}

function baselinesOf(train: Ratings, test: Ratings): SplitResult["baselines"] {
  return {
    filmMean: starErrors(predictAll(filmMeanBaseline(train), test), test.value),
    biasOnly: starErrors(predictAll(biasOnlyBaseline(train), test), test.value),
  };
}

function predictAll(predict: StarPredictor, { userIndex, movieIndex }: Ratings): Float32Array {
  return Float32Array.from(userIndex, (user, n) => predict(user, movieIndex[n]!));
}
