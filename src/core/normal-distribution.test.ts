import { describe, expect, test } from "vitest";
import { normalCdf, normalInterval, normalQuantile } from "./normal-distribution.ts";

/** ∫ of the normal density from `low` to `high` by Simpson's rule. */
function integrated(low: number, high: number, pieces = 4000): number {
  const width = (high - low) / pieces;
  let sum = 0;
  for (let k = 0; k <= pieces; k++) {
    const weight = k === 0 || k === pieces ? 1 : k % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((low + k * width) ** 2) / 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

describe("normalCdf()", () => {
  test.each([-9, -7.2, -7, -4, -1.5, -0.2])("is the integral of the density up to %d", (x) => {
    expect(normalCdf(x) / integrated(x - 12, x) - 1).toBeCloseTo(0, 7);
    expect(normalCdf(-x)).toBeCloseTo(1 - normalCdf(x), 14);
  });

  test("is a half at 0, and 0 and 1 at the ends", () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 15);
    expect([-Infinity, Infinity].map(normalCdf)).toEqual([0, 1]);
  });
});

test.each([
  [-1, 2],
  [6, 6.5],
  [-8, -7],
])("normalInterval() is the integral between its ends %d and %d", (low, high) => {
  expect(normalInterval(low, high) / integrated(low, high) - 1).toBeCloseTo(0, 7);
  expect(normalInterval(high, low)).toBe(0);
});

test.each([1e-9, 0.025, 0.5, 0.9])("normalQuantile() undoes normalCdf() at %d", (p) => {
  expect(normalCdf(normalQuantile(p)) / p - 1).toBeCloseTo(0, 7);
});
