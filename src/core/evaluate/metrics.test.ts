import { describe, expect, test } from "vitest";
import { coverage, meanAndSd, starErrors } from "./metrics.ts";

describe("starErrors()", () => {
  test("gives RMSE and MAE over all pairs", () => {
    const errors = starErrors([1, 2, 3, 5], [2, 2, 5, 1]); // errors 1, 0, 2, 4
    expect(errors.rmse).toBeCloseTo(Math.sqrt(21 / 4), 12);
    expect(errors.mae).toBeCloseTo(7 / 4, 12);
  });

  test("is 0 for perfect predictions and NaN for none", () => {
    expect(starErrors([3, 4], Float32Array.of(3, 4))).toEqual({ rmse: 0, mae: 0 });
    expect(starErrors([], [])).toEqual({ rmse: NaN, mae: NaN });
  });

  test.each([
    [[1], []],
    [[], [1]],
    [[1, 2], [1]],
  ])("refuses %o for %o", (predicted, actual) => {
    const measure = (): unknown => starErrors(predicted, actual);
    expect(measure).toThrow(RangeError);
    expect(measure).toThrow(
      `Cannot measure the error: "predicted" must hold N = ${actual.length} values, got ${predicted.length}`,
    );
  });
});

describe("coverage()", () => {
  test("is the share within the half-width, its ends included", () => {
    expect(coverage([3, 3, 3, 3], [3, 4, 5, 2.5], 1)).toBe(0.75);
    expect(coverage([3, 3], [4, 2], 0.5)).toBe(0);
    expect(coverage([3], [3], 0)).toBe(1);
  });

  // An interval that was not measured was once reported to cover nothing.
  test("is NaN where no interval was measured, or there is no rating", () => {
    expect(coverage([3], [3], NaN)).toBeNaN();
    expect(coverage([], [], 1)).toBeNaN();
  });
});

describe("meanAndSd()", () => {
  test("gives the mean and the sample's standard deviation", () => {
    const { mean, sd } = meanAndSd([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(mean).toBe(5);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  test("gives no deviation for one value, and NaN for none", () => {
    expect(meanAndSd([3])).toEqual({ mean: 3, sd: 0 });
    expect(meanAndSd([])).toEqual({ mean: NaN, sd: NaN });
  });
});
