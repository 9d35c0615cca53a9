import { evaluateByDescent } from "../../../test/support/evaluate-by-descent.ts";
import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { DataError } from "../errors.ts";
import type { GradientDescentOptions } from "../learn/gradient-descent-options.ts";
import { learnByGradientDescent } from "../learn/gradient-descent.ts";
import { Random } from "../random.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { biasOnlyBaseline, filmMeanBaseline } from "./baselines.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { SplitResult } from "./evaluate-split.ts";
import { starErrors } from "./metrics.ts";

const OPTIONS = { factors: 4, epochs: 30 };
const CONTEXT = { kernels: fastestKernels() };
const SPLIT = splitAtRandom(genreTable(150, 100, 6000, 1).ratings, 0.2, 1);

function evaluated(split: Split, options: GradientDescentOptions = OPTIONS): SplitResult {
  return evaluateByDescent(split, options, CONTEXT);
}

/** The same pairs with other stars. */
function withValues(ratings: Ratings, value: Float32Array): Ratings {
  const { users, movies, scale, userIndex, movieIndex } = ratings;
  return new Ratings(users, movies, scale, { userIndex, movieIndex, value });
}

/** What the features learned from the training part alone predict for the test part. */
function predictions({ train, test: part }: Split): Float32Array {
  const { head } = runToEnd(learnByGradientDescent(train, OPTIONS, CONTEXT)).result;
  return Float32Array.from(part.userIndex, (u, n) => {
    const i = part.movieIndex[n]!;
    let stars = head.mean + head.userBias[u]! + head.movieBias[i]!;
    for (let f = 0; f < 4; f++)
      stars += head.userFactors[u * 4 + f]! * head.movieFactors[i * 4 + f]!;
    return clampToScale(train.scale, stars);
  });
}

describe("measureDescent()", () => {
  test("measures what was learned from the training part on the test part", () => {
    const result = evaluated(SPLIT);
    const { rmse, mae } = starErrors(predictions(SPLIT), SPLIT.test.value);
    expect(result.rmse).toBeCloseTo(rmse, 10);
    expect(result.mae).toBeCloseTo(mae, 10);
    expect(result.predicted).toEqual(predictions(SPLIT));
    expect(result.testRatings).toBe(1200);
    expect(result.trainRmse).toBeLessThan(result.rmse);
    expect(result.rmse).toBeLessThan(result.baselines.biasOnly.rmse);
  });

  test("looks at the test ratings only to measure: other stars, the same predictions", () => {
    const shuffled = new Random(1).shuffle(SPLIT.test.value.slice());
    const other = { train: SPLIT.train, test: withValues(SPLIT.test, shuffled) };
    const [before, after] = [evaluated(SPLIT), evaluated(other)];
    expect([after.epochs, after.trainRmse]).toEqual([before.epochs, before.trainRmse]);
    const recomputed = starErrors(predictions(SPLIT), shuffled);
    expect(after.rmse).toBeCloseTo(recomputed.rmse, 10);
    expect(after.rmse).toBeGreaterThan(before.rmse + 0.1);
  });

  test("sets both baselines beside it, from the training part alone", () => {
    const { train, test: part } = SPLIT;
    const { baselines } = evaluated(SPLIT);
    for (const [errors, baseline] of [
      [baselines.filmMean, filmMeanBaseline(train)],
      [baselines.biasOnly, biasOnlyBaseline(train)],
    ] as const) {
      const stars = Array.from(part.userIndex, (u, n) => baseline(u, part.movieIndex[n]!));
      expect(errors.rmse).toBeCloseTo(starErrors(stars, part.value).rmse, 6);
    }
  });

  test.each([1, 2, 3])("covers 80 % ± 3 points of fresh ratings, seed %i", (seed) => {
    const whole = splitAtRandom(synthesize({ seed }).ratings, 0.2, seed);
    expect(Math.abs(evaluated(whole, { factors: 8, seed }).coverage80 - 0.8)).toBeLessThan(0.03);
  });

  test("covers NaN where no interval was measured", () => {
    expect(evaluated(SPLIT, { ...OPTIONS, heldOutShare: 0 }).coverage80).toBeNaN();
  });

  test("gives a DataError for an empty test part", () => {
    const { train } = SPLIT;
    const run = (): unknown => evaluated({ train, test: train.select(new Uint32Array(0)) });
    expect(run).toThrow(DataError);
    expect(run).toThrow("Cannot evaluate: the test part holds no rating; enlarge the test share");
  });

  test("gives a DataError for an empty training part", () => {
    const { train } = SPLIT;
    const run = (): unknown => evaluated({ train: train.select(new Uint32Array(0)), test: train });
    expect(run).toThrow(DataError);
    expect(run).toThrow("Cannot train: there is no rating to learn from");
  });

  test("keeps ratings of unseen users and movies in the test, and counts them", () => {
    const { userIndex, movieIndex, value } = SPLIT.train;
    const positions = Uint32Array.from(value.keys());
    const train = SPLIT.train.select(
      positions.filter((n) => userIndex[n]! >= 3 && movieIndex[n]! >= 2),
    );
    const result = evaluated({ train, test: SPLIT.test });
    const count = (index: Uint32Array, below: number): number =>
      index.filter((row) => row < below).length;
    expect(result.unseenUserRatings).toBe(count(SPLIT.test.userIndex, 3));
    expect(result.unseenMovieRatings).toBe(count(SPLIT.test.movieIndex, 2));
    expect(result.unseenMovieRatings).toBeGreaterThan(0);
    expect(result.predicted).toHaveLength(SPLIT.test.length);
  });
});
