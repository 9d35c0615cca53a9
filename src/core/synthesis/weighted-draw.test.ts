import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import { WeightedDraw } from "./weighted-draw.ts";

describe("WeightedDraw", () => {
  test.each([
    { weights: [1] },
    { weights: [1, 1, 1] },
    { weights: [1, 2, 3, 4] },
    { weights: [1000, 1, 1, 1] },
    { weights: [0.001, 0.5, 0.001, 12, 7, 1e-6] },
    { weights: Array.from({ length: 100 }, (_, k) => 1 / (k + 1)) },
  ])("draws each index as often as its share of $weights", ({ weights }) => {
    const draw = new WeightedDraw(Float64Array.from(weights));
    const random = new Random(3);
    const counts = new Float64Array(weights.length);
    const draws = 100_000;
    for (let k = 0; k < draws; k++) counts[draw.next(random)]!++;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [k, weight] of weights.entries()) {
      const share = weight / total;
      const deviation = Math.sqrt(draws * share * (1 - share)); // of a binomial count
      expect(Math.abs(counts[k]! - draws * share)).toBeLessThanOrEqual(4.5 * deviation + 1);
    }
  });

  test("does not change the weights", () => {
    const weights = Float64Array.of(3, 1, 2);
    expect(new WeightedDraw(weights).next(new Random(1))).toBeLessThan(3);
    expect([...weights]).toEqual([3, 1, 2]);
  });
});
