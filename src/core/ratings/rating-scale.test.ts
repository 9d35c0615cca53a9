import { describe, expect, test } from "vitest";
import { HALF_STARS, WHOLE_STARS, checkScale, clampToScale, onScale } from "./rating-scale.ts";

describe("onScale()", () => {
  test.each([
    [0.5, true, false],
    [1, true, true],
    [3.7, true, true],
    [5, true, true],
    [5.1, false, false],
    [0, false, false],
    [-1, false, false],
    [NaN, false, false],
    [Infinity, false, false],
  ])("judges %d", (rating, half, whole) => {
    expect([onScale(HALF_STARS, rating), onScale(WHOLE_STARS, rating)]).toEqual([half, whole]);
  });
});

describe("clampToScale()", () => {
  test.each([
    [0.2, 1],
    [3.3, 3.3],
    [7, 5],
    [-Infinity, 1],
  ])("brings %d to %d", (rating, clamped) => {
    expect(clampToScale(WHOLE_STARS, rating)).toBe(clamped);
  });
});

describe("checkScale()", () => {
  test("gives back a scale that is one", () => {
    expect(checkScale("Cannot rate", HALF_STARS)).toBe(HALF_STARS);
  });

  test.each([
    [{ min: NaN, max: 5, step: 1 }, '"scale.min"'],
    [{ min: 5, max: 1, step: 1 }, '"scale.max" must be in [5, 1000000], got 1'],
    [{ min: 1, max: Infinity, step: 1 }, '"scale.max"'],
    [{ min: 1, max: 5, step: 0 }, '"scale.step"'],
    [{ min: 1, max: 5, step: -1 }, '"scale.step"'],
  ])("refuses %j", (scale, message) => {
    expect(() => checkScale("Cannot rate", scale)).toThrow(RangeError);
    expect(() => checkScale("Cannot rate", scale)).toThrow(`Cannot rate: ${message}`);
  });
});
