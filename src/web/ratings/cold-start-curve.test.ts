import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COLD_START_CURVE, errorAt, gainOf, nextMilestone } from "./cold-start-curve.ts";

interface Measured {
  readonly curve: readonly {
    readonly given: number;
    readonly rmse: number;
    readonly width80: number;
  }[];
}

describe("the cold-start curve", () => {
  test("is what was measured", () => {
    const path = new URL("../../../bench/results/accuracy.json", import.meta.url);
    const results = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, Measured>>;
    const { curve } = results["ml-latest-small cold-start bayesian"]!;
    expect(COLD_START_CURVE.map(({ ratings }) => ratings)).toEqual(curve.map((at) => at.given));
    for (const [k, { error, width }] of COLD_START_CURVE.entries()) {
      expect(error).toBeCloseTo(curve[k]!.rmse, 4);
      expect(width).toBeCloseTo(curve[k]!.width80, 3);
    }
  });

  test("goes straight from point to point and stays flat after the last", () => {
    expect(errorAt(0)).toBe(0.9724);
    expect(errorAt(20)).toBeCloseTo(0.8797, 10);
    expect(errorAt(40)).toBeCloseTo((0.8692 + 0.858) / 2, 10);
    expect(errorAt(5000)).toBe(0.858);
    expect([gainOf(0), gainOf(50)]).toEqual([0, 1]);
    expect(gainOf(10)).toBeCloseTo(0.0728 / 0.1144, 3);
  });

  test("aims at ten, twenty, fifty", () => {
    expect([0, 9, 10, 20, 49, 50].map(nextMilestone)).toEqual([10, 10, 20, 50, 50, undefined]);
  });
});
