import { describe, expect, test } from "vitest";
import { avoidFigures } from "./avoid-figures.ts";

describe("avoidFigures()", () => {
  test("by hand: of six films four had been rated, and three of these 3 or less", () => {
    const avoided = [1, NaN, 3, 3.5, NaN, 2];
    expect(avoidFigures(avoided, Float32Array.of(1, 3, 3.5, 2, 5, 4, 4, 3))).toEqual({
      rated: 4 / 6,
      low: 3 / 4,
      baseRate: 4 / 8,
    });
  });

  test("is not a number where none was rated, or none listed", () => {
    expect(avoidFigures([NaN, NaN], [4])).toEqual({ rated: 0, low: NaN, baseRate: 0 });
    expect(avoidFigures([], []).rated).toBeNaN();
  });
});
