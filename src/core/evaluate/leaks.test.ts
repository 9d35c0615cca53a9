import { evaluateByDescent } from "../../../test/support/evaluate-by-descent.ts";
import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import type { ProbePairs } from "../learn/chains.ts";
import { sampleByGibbs } from "../learn/gibbs.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { Random } from "../random.ts";
import { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { biasOnlyBaseline } from "./baselines.ts";
import { evaluatePeople } from "./evaluate-people.ts";
import { measurePosterior } from "./evaluate-split.ts";
import type { LeftOutPeople } from "./left-out-people.ts";
import { leaveOutPeople } from "./left-out-people.ts";
import { starErrors } from "./metrics.ts";

const CONTEXT = { kernels: fastestKernels() };
const GIBBS = { factors: 2, sweeps: 6, burnIn: 2 };
const WHOLE = genreTable(60, 40, 1200, 1).ratings;
const SPLIT = splitAtRandom(WHOLE, 0.2, 1);

/** Stars for the test part, by whatever a predictor looks at. */
type Predictor = (split: Split) => Float32Array;

const byDescent: Predictor = (split) =>
  evaluateByDescent(split, { factors: 3, epochs: 6 }, CONTEXT).predicted;
const byGibbs: Predictor = (split) => {
  const { result } = runToEnd(sampleByGibbs(split.train, split.test, GIBBS, CONTEXT));
  return measurePosterior(split, result, GIBBS.sweeps).predicted;
};

/** The same pairs with their stars in another order. */
function permuted(ratings: Ratings): Ratings {
  const { users, movies, scale, userIndex, movieIndex } = ratings;
  const value = new Random(9).shuffle(ratings.value.slice());
  return new Ratings(users, movies, scale, { userIndex, movieIndex, value });
}

/** Whether predictions of the test part change with its own stars: nothing could know those. */
function leaksStars(predict: Predictor, { train, test: asked }: Split): boolean {
  return differs(predict({ train, test: asked }), predict({ train, test: permuted(asked) }));
}

/** Whether predictions of the first half of the pairs change with what else is asked for. */
function leaksPairs(predict: Predictor, { train, test: asked }: Split): boolean {
  const half = asked.select(Uint32Array.from({ length: asked.length / 2 }, (_, n) => n));
  const alone = predict({ train, test: half });
  return differs(alone, predict({ train, test: asked }).subarray(0, half.length));
}

function differs(one: Float32Array, other: Float32Array): boolean {
  expect(one).toHaveLength(other.length);
  return one.some((stars, n) => !Object.is(stars, other[n]));
}

/** All ratings, test part included, as MyMediaLite once took them: too good by far. */
const cheating: Predictor = ({ train, test: asked }) => {
  const predict = biasOnlyBaseline(joined(train, asked));
  return Float32Array.from(asked.userIndex, (u, n) => predict(u, asked.movieIndex[n]!));
};

/** Given every pair, with the mean for the stars of the test part: knows who rated what. */
const transductive: Predictor = ({ train, test: asked }) => {
  const { users, movies, scale, userIndex, movieIndex } = asked;
  const value = new Float32Array(asked.length).fill(train.mean());
  const blank = new Ratings(users, movies, scale, { userIndex, movieIndex, value });
  const all = joined(train, blank);
  return runToEnd(sampleByGibbs(all, asked, GIBBS, CONTEXT)).result.mean;
};

function joined(one: Ratings, other: Ratings): Ratings {
  return new Ratings(one.users, one.movies, one.scale, {
    userIndex: Uint32Array.of(...one.userIndex, ...other.userIndex),
    movieIndex: Uint32Array.of(...one.movieIndex, ...other.movieIndex),
    value: Float32Array.of(...one.value, ...other.value),
  });
}

describe("predictions of the test part", () => {
  test.each([
    ["gradient descent", byDescent],
    ["Gibbs sampling", byGibbs],
    ["a sampler that is told who rated what", transductive],
  ])("by %s do not change with its stars", (_, predict) => {
    expect(leaksStars(predict, SPLIT)).toBe(false);
  });

  test.each([
    ["gradient descent", byDescent],
    ["Gibbs sampling", byGibbs],
  ])("by %s do not change with which other pairs are asked for", (_, predict) => {
    expect(leaksPairs(predict, SPLIT)).toBe(false);
  });

  test("are caught by the same checks where a predictor was given the test ratings", () => {
    expect(leaksStars(cheating, SPLIT)).toBe(true);
    expect(leaksPairs(cheating, SPLIT)).toBe(true);
  });

  test("are caught where a predictor was told who rated what in the test part", () => {
    expect(leaksPairs(transductive, SPLIT)).toBe(true);
  });
});

describe("sampleByGibbs()", () => {
  const { train, test: asked } = SPLIT;
  const sampled = (probe: ProbePairs): Float32Array =>
    runToEnd(sampleByGibbs(train, probe, GIBBS, CONTEXT)).result.mean;

  test("says the same of a pair among any others, in any order, or asked for twice", () => {
    const all = sampled(asked);
    const order = new Random(2).shuffle(Uint32Array.from(asked.value.keys()));
    expect(sampled(asked.select(order))).toEqual(Float32Array.from(order, (n) => all[n]!));
    const twice = {
      userIndex: Uint32Array.of(asked.userIndex[7]!, asked.userIndex[7]!),
      movieIndex: Uint32Array.of(asked.movieIndex[7]!, asked.movieIndex[7]!),
    };
    expect([...sampled(twice)]).toEqual([all[7], all[7]]);
  });

  test("says the same of the others where a pair is asked for that nobody rated", () => {
    const rated = sampled(asked);
    const others = { userIndex: asked.userIndex, movieIndex: asked.movieIndex.slice() };
    others.movieIndex[0] = (others.movieIndex[0]! + 1) % train.movieCount;
    expect(sampled(others).subarray(1)).toEqual(rated.subarray(1));
  });
});

describe("the baselines", () => {
  test("do not change with the stars of the test part, though their errors do", () => {
    const { train, test: asked } = SPLIT;
    const other = permuted(asked);
    const before = evaluateByDescent({ train, test: asked }, { epochs: 2 }, CONTEXT);
    const after = evaluateByDescent({ train, test: other }, { epochs: 2 }, CONTEXT);
    const predict = biasOnlyBaseline(train);
    const stars = Array.from(asked.userIndex, (u, n) => predict(u, asked.movieIndex[n]!));
    for (const [result, actual] of [
      [before, asked.value],
      [after, other.value],
    ] as const) {
      expect(result.baselines.biasOnly.rmse).toBeCloseTo(starErrors(stars, actual).rmse, 6);
    }
  });
});

describe("people left out", () => {
  const leftOut = leaveOutPeople(WHOLE, { people: 10, leastRatings: 20, given: [5] }, 1);
  const hidden: LeftOutPeople = {
    ...leftOut,
    people: leftOut.people.map((own) => ({ ...own, heldOut: permuted(own.heldOut) })),
  };

  test("are predicted from what they bring: held-out stars change nothing, baselines included", () => {
    const model = {
      taste: (brought: readonly { rating: number }[]) => {
        const stars = brought.reduce((sum, { rating }) => sum + rating, 0) / brought.length;
        return { predict: () => ({ stars, low: 1, high: 5 }) };
      },
    };
    const before = evaluatePeople(model, leftOut, 5);
    const after = evaluatePeople(model, hidden, 5);
    expect(after.predicted).toEqual(before.predicted);
    expect(after.actual).not.toEqual(before.actual);
  });

  test("cannot be in the training part: their ratings change nothing of it", () => {
    const gone = new Set(leftOut.people.map(({ userIndex }) => userIndex));
    const value = WHOLE.value.map((stars, n) =>
      gone.has(WHOLE.userIndex[n]!) ? 6 - stars : stars,
    );
    const { users, movies, scale, userIndex, movieIndex } = WHOLE;
    const other = new Ratings(users, movies, scale, { userIndex, movieIndex, value });
    const again = leaveOutPeople(other, { people: 10, leastRatings: 20, given: [5] }, 1);
    expect(again.people.map((own) => own.userIndex)).toEqual([...gone]);
    expect(again.train.value).toEqual(leftOut.train.value);
  });
});
