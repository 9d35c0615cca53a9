import { describe, expect, test } from "vitest";
import { starLevels } from "./star-levels.ts";

describe("starLevels()", () => {
  test("lists all ratings that occur, and gives each its place", () => {
    const { stars, level } = starLevels(Float32Array.of(4, 4, 0.5, 4, 2.25, 0.5));
    expect([...stars!]).toEqual([4, 0.5, 2.25]);
    expect([...level]).toEqual([0, 0, 1, 0, 2, 1]);
  });

  test("of more than a byte can tell apart, they are their own places", () => {
    const value = Float32Array.from({ length: 257 }, (_, k) => k / 3);
    expect(starLevels(value.subarray(0, 256)).stars).toHaveLength(256);
    const { stars, level } = starLevels(value);
    expect(stars).toBeUndefined();
    expect(level).toEqual(value);
  });

  test("of no rating there is none", () => {
    expect(starLevels(new Float32Array(0))).toEqual({
      stars: new Float32Array(0),
      level: new Uint8Array(0),
    });
  });
});
