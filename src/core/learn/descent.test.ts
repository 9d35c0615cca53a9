import { describe, expect, test } from "vitest";
import { predicted, rmse } from "../../../test/support/head-errors.ts";
import { plantedSign, plantedSigns } from "../../../test/support/planted-tables.ts";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { RowBlocks } from "../ratings/row-blocks.ts";
import { dealRows } from "../ratings/row-blocks.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { blockCount } from "./bucket-source.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import { resolveGradientDescentOptions } from "./gradient-descent-options.ts";
import { learnByGradientDescent } from "./gradient-descent.ts";
import type { StarsHead } from "./learning.ts";

const USERS = 5000; // three blocks of 2048
const MOVIES = 4500;
const OPTIONS = {
  factors: 3,
  epochs: 12,
  learningRate: 0.06,
  regularization: 0.008,
  heldOutShare: 0,
};

function learned(ratings: Ratings, options: GradientDescentOptions = OPTIONS): StarsHead {
  const run = learnByGradientDescent(ratings, options, { kernels: fastestKernels() });
  return runToEnd(run).result.head;
}

/** Gradient descent as every textbook has it: f64, one rating after the other in any order. */
function textbook(ratings: Ratings, options: GradientDescentOptions): StarsHead {
  const { factors, epochs, learningRate, regularization, biasRegularization, initialSpread } =
    resolveGradientDescentOptions(options);
  const random = new Random(99);
  const start = (): number => (initialSpread / Math.sqrt(factors)) * (2 * random.uniform() - 1);
  const P = Float64Array.from({ length: ratings.userCount * factors }, start);
  const Q = Float64Array.from({ length: ratings.movieCount * factors }, start);
  const bu = new Float64Array(ratings.userCount);
  const bi = new Float64Array(ratings.movieCount);
  const mean = ratings.mean();
  const userCounts = ratings.userCounts();
  const movieCounts = ratings.movieCounts();
  const decay = (count: number): number => regularization * (1 + 35 / Math.sqrt(count));
  const order = random.shuffle(Uint32Array.from({ length: ratings.length }, (_, n) => n));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate * (0.02 + 0.98 * (0.5 + 0.5 * Math.cos((Math.PI * epoch) / epochs)));
    for (const n of order) {
      const u = ratings.userIndex[n]!;
      const i = ratings.movieIndex[n]!;
      let error = ratings.value[n]! - mean - bu[u]! - bi[i]!;
      for (let f = 0; f < factors; f++) error -= P[u * factors + f]! * Q[i * factors + f]!;
      const [ofUser, ofMovie] = [userCounts[u]!, movieCounts[i]!];
      bu[u]! += rate * (error - (biasRegularization / ofUser) * bu[u]!);
      bi[i]! += rate * (error - (biasRegularization / ofMovie) * bi[i]!);
      for (let f = 0; f < factors; f++) {
        const p = P[u * factors + f]!;
        const q = Q[i * factors + f]!;
        P[u * factors + f] = p + rate * (error * q - decay(ofUser) * p);
        Q[i * factors + f] = q + rate * (error * p - decay(ofMovie) * q);
      }
    }
  }
  return {
    factors,
    mean,
    userBias: Float32Array.from(bu),
    movieBias: Float32Array.from(bi),
    userFactors: Float32Array.from(P),
    movieFactors: Float32Array.from(Q),
  };
}

describe("more users and movies than a block holds", () => {
  const { train, test: fresh } = splitAtRandom(
    plantedSigns(USERS, MOVIES, 160_000, 0.5, 1),
    0.1,
    1,
  );
  const head = learned(train);

  test("are learned as well as by a textbook's descent without blocks", () => {
    const reference = rmse(textbook(train, OPTIONS), fresh);
    expect(reference).toBeLessThan(0.7); // of 1.1 for the mean alone: there is something to learn
    expect(Math.abs(rmse(head, fresh) - reference)).toBeLessThan(0.01);
  });

  test("are told apart in every pair of blocks", () => {
    const users = dealRows(train.userCounts(), blockCount(USERS, train.length));
    const movies = dealRows(train.movieCounts(), blockCount(MOVIES, train.length));
    const blockOf = ({ rowOf, start }: RowBlocks, index: number): number =>
      start.findLastIndex((first) => first <= rowOf[index]!);
    const hits = new Map<string, { right: number; all: number }>();
    for (let k = 0; k < fresh.length; k++) {
      const [u, i] = [fresh.userIndex[k]!, fresh.movieIndex[k]!];
      const pair = `${blockOf(users, u)} ${blockOf(movies, i)}`;
      const tally = hits.get(pair) ?? { right: 0, all: 0 };
      const loved = plantedSign(u, "user") * plantedSign(i, "movie") > 0;
      if (predicted(head, u, i) > 3 === loved) tally.right++;
      tally.all++;
      hits.set(pair, tally);
    }
    expect(hits.size).toBe(9);
    for (const { right, all } of hits.values()) expect(right / all).toBeGreaterThan(0.95);
  });
});

describe("rows of a later block", () => {
  // Users and movies of the first block have four ratings at most, the others at least eighteen: a
  // row that took the weight decay of a row of another block would learn far less.
  const whole = plantedSigns(4096, 4096, 300_000, 0.5, 3);
  const kept = Uint32Array.from({ length: whole.length }, (_, n) => n).filter(
    (n) => (whole.userIndex[n]! >= 2048 && whole.movieIndex[n]! >= 2048) || n < 4 * 4096,
  );
  const { train, test: fresh } = splitAtRandom(whole.select(kept), 0.1, 1);

  test("decay by their own number of ratings, as a textbook's descent has it", () => {
    expect(Math.max(...train.userCounts().subarray(0, 2048))).toBeLessThanOrEqual(4);
    expect(Math.min(...train.userCounts().subarray(2048))).toBeGreaterThanOrEqual(18);
    const options = { ...OPTIONS, epochs: 30, regularization: 0.02, biasRegularization: 20 };
    const [head, reference] = [learned(train, options), textbook(train, options)];
    expect(Math.abs(rmse(head, fresh) - rmse(reference, fresh))).toBeLessThan(0.01);
    const later = (values: Float32Array): number =>
      Math.hypot(...values.subarray(values.length / 2));
    for (const name of ["userFactors", "movieFactors", "userBias", "movieBias"] as const) {
      expect(Math.abs(later(head[name]) / later(reference[name]) - 1)).toBeLessThan(0.02);
    }
  });
});

describe("a table of exactly one block, and one row more", () => {
  test.each([2047, 2048, 2049, 4096, 4097])(
    "with %i users and movies learns the last row",
    (rows) => {
      const ratings = plantedSigns(rows, rows, 40 * rows, 0, 1);
      const head = learned(ratings);
      const { userIndex, movieIndex, value } = ratings;
      let squares = 0;
      let count = 0;
      for (let n = 0; n < ratings.length; n++) {
        if (userIndex[n] !== rows - 1 && movieIndex[n] !== rows - 1) continue;
        squares += (value[n]! - predicted(head, userIndex[n]!, movieIndex[n]!)) ** 2;
        count++;
      }
      expect(count).toBeGreaterThan(40);
      expect(Math.sqrt(squares / count)).toBeLessThan(0.4);
    },
  );
});
