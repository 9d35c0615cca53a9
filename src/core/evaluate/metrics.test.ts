import { describe, expect, test } from "vitest";
import { coverage, intervalMeasures, meanAndSd, starErrors } from "./metrics.ts";

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

describe("intervalMeasures()", () => {
  const intervals = [
    { low: 2, high: 4 },
    { low: 4.5, high: 5 },
  ];

  test("gives the share inside, ends included, and the mean width", () => {
    expect(intervalMeasures(intervals, [4, 4])).toEqual({ coverage80: 0.5, width80: 1.25 });
  });

  test("gives NaN where an interval was not measured, or there is none", () => {
    const unmeasured = { coverage80: NaN, width80: NaN };
    expect(intervalMeasures([...intervals, { low: NaN, high: NaN }], [4, 4, 3])).toEqual(
      unmeasured,
    );
    expect(intervalMeasures([], [])).toEqual(unmeasured);
  });

  test("refuses another number of ratings", () => {
    expect(() => intervalMeasures(intervals, [4])).toThrow(
      new RangeError('Cannot measure the intervals: "intervals" must hold N = 1 values, got 2'),
    );
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
