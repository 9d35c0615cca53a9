import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import type { BootstrapOptions, RmseDifference } from "./bootstrap.ts";
import { pairedBootstrap, pairedBootstrapOfMeans } from "./bootstrap.ts";

const N = 2000;

/** Ratings of 0, and errors of two predictors that share a part: spreads 1 and about .96. */
function errors(count: number, seed: number): { a: number[]; b: number[] } {
  const random = new Random(seed);
  const a = Array.from({ length: count }, () => random.normal());
  return { a, b: a.map((error) => 0.8 * error + 0.53 * random.normal()) };
}

/** Delta method: the SE of √mean(a²) − √mean(b²) is that of the mean of a²/2A − b²/2B. */
function analyticError(a: readonly number[], b: readonly number[]): number {
  const root = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
  const [rootA, rootB] = [root(a), root(b)];
  const terms = a.map((value, n) => value ** 2 / (2 * rootA) - b[n]! ** 2 / (2 * rootB));
  const mean = terms.reduce((sum, term) => sum + term, 0) / terms.length;
  const variance = terms.reduce((sum, term) => sum + (term - mean) ** 2, 0) / terms.length;
  return Math.sqrt(variance / terms.length);
}

const halfWidth = ({ low95, high95 }: RmseDifference): number => (high95 - low95) / 2;

describe("pairedBootstrap()", () => {
  const zeros = new Float32Array(N);
  const { a, b } = errors(N, 1);
  const compared = (options: BootstrapOptions = {}): RmseDifference =>
    pairedBootstrap(zeros, a, b, options);

  test.each([1, 2, 3])("has the width of the analytic standard error, seed %i", (seed) => {
    const { a: first, b: second } = errors(N, seed);
    const result = pairedBootstrap(zeros, first, second, { seed });
    const wanted = 1.96 * analyticError(first, second);
    expect(Math.abs(halfWidth(result) / wanted - 1)).toBeLessThan(0.1);
    expect(result.low95).toBeLessThan(result.difference);
    expect(result.high95).toBeGreaterThan(result.difference);
  });

  test("holds the true difference, 0, in about 95 of 100 tables", () => {
    let inside = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const random = new Random(seed);
      const [one, other] = [1, 2].map(() => Array.from({ length: 100 }, () => random.normal()));
      const none = new Float32Array(100);
      const { low95, high95 } = pairedBootstrap(none, one!, other!, { draws: 400, seed });
      if (low95 <= 0 && high95 >= 0) inside++;
    }
    expect(inside / 300).toBeGreaterThan(0.9);
    expect(inside / 300).toBeLessThan(0.99);
  });

  test("is twice as wide where four ratings of one user err alike", () => {
    const repeated = (values: readonly number[]): number[] =>
      values.flatMap((value) => [value, value, value, value]);
    const clusters = repeated(Array.from({ length: N }, (_, user) => 7 * user));
    const [four, other] = [repeated(a), repeated(b)];
    const actual = new Float32Array(4 * N);
    const byUser = pairedBootstrap(actual, four, other, { clusters });
    const byRating = pairedBootstrap(actual, four, other, { draws: 1000 });
    expect(halfWidth(byUser) / halfWidth(byRating)).toBeGreaterThan(1.8);
    expect(halfWidth(byUser) / halfWidth(byRating)).toBeLessThan(2.2);
    expect(byUser.difference).toBeCloseTo(compared().difference, 12);
    expect(halfWidth(byUser)).toBeCloseTo(halfWidth(compared()), 12);
  });

  test("is 0 for equal predictions, and turns round when they are exchanged", () => {
    expect(pairedBootstrap(zeros, a, a)).toEqual({ difference: 0, low95: 0, high95: 0 });
    const { difference, low95, high95 } = compared();
    const turned = pairedBootstrap(zeros, b, a);
    expect(turned.difference).toBeCloseTo(-difference, 12);
    expect(turned.low95).toBeCloseTo(-high95, 12);
    expect(turned.high95).toBeCloseTo(-low95, 12);
  });

  test("is the same for the same seed, another for another seed or number of draws", () => {
    expect(compared({ seed: 1, draws: 2000 })).toEqual(compared());
    expect(compared({ seed: 2 }).low95).not.toBe(compared().low95);
    expect(compared({ draws: 500 }).low95).not.toBe(compared().low95);
  });

  test("has no interval for one user, and no difference for no rating", () => {
    const { difference, low95, high95 } = pairedBootstrap([1, 2], [1, 2], [2, 3], {
      clusters: [4, 4],
    });
    expect([difference, low95, high95]).toEqual([-1, NaN, NaN]);
    expect(pairedBootstrap([], [], [])).toEqual({ difference: NaN, low95: NaN, high95: NaN });
  });

  test.each([
    [[1], [1, 2], {}, RangeError, '"predictedA" must hold N = 2 values, got 1'],
    [[1, 2], [1], {}, RangeError, '"predictedB" must hold N = 2 values, got 1'],
    [[1, 2], [1, 2], { clusters: [1] }, RangeError, '"clusters" must hold N = 2 values, got 1'],
    [[1, 2], [1, 2], { draws: 99 }, RangeError, '"draws" must be an integer in [100, '],
    [[1, 2], [1, 2], { seed: -1 }, RangeError, '"seed" must be an integer in [0, '],
    [[1, 2], [1, 2], { draw: 500 }, TypeError, '"draw" is not an option; did you mean "draws"?'],
  ])("refuses %j, %j, %j", (one, other, options, type, message) => {
    const compare = (): unknown => pairedBootstrap([1, 2], one, other, options as BootstrapOptions);
    expect(compare).toThrow(type);
    expect(compare).toThrow(message);
  });
});

describe("pairedBootstrapOfMeans()", () => {
  const { a, b } = errors(N, 4);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

  test("is the difference of the means, as wide as its analytic standard error", () => {
    const result = pairedBootstrapOfMeans(a, b);
    const apart = a.map((value, n) => value - b[n]!);
    const variance = mean(apart.map((value) => (value - mean(apart)) ** 2));
    expect(result.difference).toBeCloseTo(mean(a) - mean(b), 12);
    expect(Math.abs(halfWidth(result) / (1.96 * Math.sqrt(variance / N)) - 1)).toBeLessThan(0.1);
  });

  test("agrees with the RMSE of the same mechanism where the values are squared errors", () => {
    const zeros = new Float32Array(N);
    const constant = zeros.map(() => 1);
    const squares = a.map((value) => value ** 2);
    const ofMeans = pairedBootstrapOfMeans(squares, constant);
    const ofErrors = pairedBootstrap(zeros, a, constant);
    expect(ofErrors.low95 + 1).toBeCloseTo(Math.sqrt(ofMeans.low95 + 1), 4);
    expect(ofErrors.high95 + 1).toBeCloseTo(Math.sqrt(ofMeans.high95 + 1), 4);
  });

  test("draws a user with all that they have, once in every list of values", () => {
    const twice = (values: readonly number[]): number[] =>
      values.flatMap((value) => [value, value]);
    const clusters = twice(a.map((_, user) => user));
    const byUser = pairedBootstrapOfMeans(twice(a), twice(b), { clusters });
    const once = pairedBootstrapOfMeans(a, b);
    expect(byUser.low95).toBeCloseTo(once.low95, 12);
    expect(byUser.high95).toBeCloseTo(once.high95, 12);
    const byValue = pairedBootstrapOfMeans(twice(a), twice(b));
    expect(halfWidth(byUser) / halfWidth(byValue)).toBeGreaterThan(1.3);
  });

  test("has no interval for one user, and no difference for no value", () => {
    expect(pairedBootstrapOfMeans([1, 3], [0, 1], { clusters: [7, 7] })).toEqual({
      difference: 1.5,
      low95: NaN,
      high95: NaN,
    });
    expect(pairedBootstrapOfMeans([], []).difference).toBeNaN();
  });

  test.each([
    [[1], {}, RangeError, 'Cannot compare means: "valuesB" must hold N = 2 values, got 1'],
    [[1, 2], { clusters: [1] }, RangeError, '"clusters" must hold N = 2 values, got 1'],
    [[1, 2], { draw: 500 }, TypeError, '"draw" is not an option; did you mean "draws"?'],
  ])("refuses %j, %j", (other, options, type, message) => {
    const compare = (): unknown =>
      pairedBootstrapOfMeans([1, 2], other, options as BootstrapOptions);
    expect(compare).toThrow(type);
    expect(compare).toThrow(message);
  });
});
