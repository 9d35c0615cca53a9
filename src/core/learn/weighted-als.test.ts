import { describe, expect, test } from "vitest";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { AbortedError, DataError } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { PicksHead, PicksView } from "./learning.ts";
import type { WeightedAlsOptions } from "./weighted-als-options.ts";
import { WEIGHTED_ALS_DEFAULTS } from "./weighted-als-options.ts";
import type { AlsReport } from "./weighted-als.ts";
import { learnByWeightedAls } from "./weighted-als.ts";

const { ratings } = synthesize({ users: 30, movies: 20, ratings: 240, seed: 3 });

/** One view of few sweeps, unless said otherwise. */
function learn(options: WeightedAlsOptions): PicksHead {
  return runToEnd(learnByWeightedAls(ratings, { views: 1, ...options })).result;
}

const GIVEN = new Map(
  Array.from(ratings.value, (value, n) => [
    `${ratings.userIndex[n]} ${ratings.movieIndex[n]}`,
    value,
  ]),
);
const FILLED = ratings.movieCounts().filter((count) => count > 0).length;
const PEOPLE = ratings.userCounts().filter((count) => count > 0).length;

/** What is minimised, cell by cell, written out: nothing of it is shared with the code. */
function loss(users: number[][], films: number[][], options: WeightedAlsOptions): number {
  const { regularization } = { ...WEIGHTED_ALS_DEFAULTS, ...options };
  const unseenWeight = unseenWeightOf(options);
  let sum = 0;
  for (const [u, p] of users.entries()) sum += lossOfUser(u, p, films, options);
  for (const [i, q] of films.entries()) {
    const n = ratings.movieCounts()[i]!;
    sum += regularization * (n + unseenWeight * PEOPLE) * dot(q, q);
  }
  return sum;
}

/** The part of it that one person's features can change. */
function lossOfUser(
  u: number,
  p: readonly number[],
  films: number[][],
  options: WeightedAlsOptions,
): number {
  const { regularization, neutral } = { ...WEIGHTED_ALS_DEFAULTS, ...options };
  const unseenWeight = unseenWeightOf(options);
  const n = ratings.userCounts()[u]!;
  let sum = regularization * (n + unseenWeight * FILLED) * dot(p, p);
  for (const [i, q] of films.entries()) {
    const rating = GIVEN.get(`${u} ${i}`);
    const target = rating === undefined ? 0 : Math.max(0, (rating - neutral) / 2);
    sum += (rating === undefined ? unseenWeight : 1 + unseenWeight) * (target - dot(p, q)) ** 2;
  }
  return sum;
}

/** w₀: all unseen cells together weigh `unseenRatio` times all seen ones. */
function unseenWeightOf(options: WeightedAlsOptions): number {
  const { unseenRatio } = { ...WEIGHTED_ALS_DEFAULTS, ...options };
  return (unseenRatio * ratings.length) / (FILLED * PEOPLE);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, f) => sum + x * b[f]!, 0);
}

/** What having rated each film says, of the first view: what the alternation learns. */
function rowsOf({ views: [view] }: PicksHead): number[][] {
  const { givenFactors, factors } = view!;
  return Array.from({ length: givenFactors.length / factors }, (_, row) => [
    ...givenFactors.subarray(row * factors, (row + 1) * factors),
  ]);
}

/** Everyone's best features against these films: coordinate descent on the loss itself, by its slope. */
function bestUsers(films: number[][], options: WeightedAlsOptions): number[][] {
  const factors = films[0]!.length;
  const users = Array.from({ length: ratings.userCount }, () => Array<number>(factors).fill(0));
  for (let pass = 0; pass < 60; pass++) {
    for (const [u, p] of users.entries()) {
      for (let f = 0; f < factors; f++) {
        // a parabola through three points: the loss is quadratic in each number
        const at = p[f]!;
        const value = (x: number): number => {
          p[f] = x;
          return lossOfUser(u, p, films, options);
        };
        const [low, middle, high] = [value(at - 0.1), value(at), value(at + 0.1)];
        p[f] = at + (0.05 * (low - high)) / (low - 2 * middle + high);
      }
    }
  }
  return users;
}

describe("learnByWeightedAls()", () => {
  test("ends where the loss over all cells is least: no film's feature can lower it", () => {
    const options = { factors: 3, sweeps: 400 };
    const films = rowsOf(learn(options));
    const users = bestUsers(films, options);
    const least = loss(users, films, options);
    const step = 0.01;
    for (const q of films.slice(0, 6)) {
      for (let f = 0; f < 3; f++) {
        const at = q[f]!;
        const losses = [at - step, at + step].map((x) => {
          q[f] = x;
          return loss(users, films, options);
        });
        q[f] = at;
        for (const other of losses) expect(other).toBeGreaterThan(least);
        const slope = (losses[1]! - losses[0]!) / (2 * step);
        expect(Math.abs(slope)).toBeLessThan(2e-3 * least);
      }
    }
  });

  test("lowers the loss with every sweep", () => {
    const losses = [1, 2, 4, 8].map((sweeps) => {
      const films = rowsOf(learn({ factors: 2, sweeps }));
      return loss(bestUsers(films, { factors: 2 }), films, {});
    });
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  test("keeps Σ q·qᵀ over the films, and the weights that people are solved with", () => {
    const options = { factors: 5, unseenRatio: 1.3, regularization: 0.07, neutral: 2.5 };
    const head = learn(options);
    const films = rowsOf(head);
    const [{ gram }] = head.views as [PicksView];
    for (let f = 0; f < 5; f++) {
      for (let g = 0; g < 5; g++) {
        const sum = films.reduce((all, q) => all + q[f]! * q[g]!, 0);
        expect(gram[f * 5 + g]).toBeCloseTo(sum, 5);
      }
    }
    expect(head).toMatchObject({ regularization: 0.07, neutral: 2.5 });
    expect(head.unseenWeight).toBeCloseTo(unseenWeightOf(options), 6);
  });

  test("gives a film without a rating zeros", () => {
    const others = Uint32Array.from(ratings.movieIndex.keys()).filter(
      (n) => ratings.movieIndex[n] !== 4,
    );
    const run = learnByWeightedAls(ratings.select(others), { factors: 4 });
    const { views } = runToEnd(run).result;
    expect(views).toHaveLength(3);
    for (const { movieFactors, givenFactors } of views) {
      expect([...movieFactors.subarray(16, 20)]).toEqual([0, 0, 0, 0]);
      expect([...givenFactors.subarray(16, 20)]).toEqual([0, 0, 0, 0]);
      expect(movieFactors.every(Number.isFinite)).toBe(true);
    }
  });

  test("is the same for the same seed, and not for another", () => {
    const first = learn({ factors: 6, seed: 9 });
    expect(learn({ factors: 6, seed: 9 })).toEqual(first);
    expect(learn({ factors: 6, seed: 10 }).views).not.toEqual(first.views);
    const two = learn({ factors: 6, seed: 9, views: 2 });
    expect(two.views[0]).toEqual(first.views[0]); // views do not depend on each other
    expect(two.views[1]).not.toEqual(first.views[0]);
  });

  test("reports every sweep of all views", () => {
    const run = learnByWeightedAls(ratings, { factors: 2, sweeps: 2, views: 2 });
    const reports: AlsReport[] = [];
    for (let step = run.next(); step.done !== true; step = run.next()) reports.push(step.value);
    expect(reports).toEqual([1, 2, 3, 4].map((sweep) => ({ sweep, sweeps: 4 })));
  });

  test("stops at a signal", () => {
    const signal = { aborted: false };
    const run = learnByWeightedAls(ratings, {}, { kernels: jsKernels, signal });
    run.next();
    signal.aborted = true;
    expect(() => run.next()).toThrow(AbortedError);
  });

  test("gives a DataError where there is no rating", () => {
    const none = ratings.select(new Uint32Array(0));
    expect(() => learnByWeightedAls(none).next()).toThrow(DataError);
  });

  test.each([
    [{ factors: 0 }, RangeError, '"factors" must be an integer in [1, 512], got 0'],
    [{ sweeps: 1.5 }, RangeError, '"sweeps" must be an integer'],
    [{ regularization: 0 }, RangeError, '"regularization" must be in [0.000001, 100], got 0'],
    [{ unseenRatio: NaN }, RangeError, '"unseenRatio" must be in'],
    [{ views: 0 }, RangeError, '"views" must be an integer in [1, 16], got 0'],
    [{ factor: 3 }, TypeError, '"factor" is not an option; did you mean "factors"?'],
  ])("refuses %o", (options, error, message) => {
    const run = (): unknown => learnByWeightedAls(ratings, options as WeightedAlsOptions).next();
    expect(run).toThrow(error);
    expect(run).toThrow(message);
  });
});
