import { expect, test } from "vitest";
import { Random } from "../random.ts";
import { normalInterval } from "../normal-distribution.ts";
import { truncatedNormal } from "./truncated-normal.ts";

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const scaled = (x: number): number => (Number.isFinite(x) ? x * density(x) : 0);

const INTERVALS: readonly (readonly [low: number, high: number])[] = [
  [-Infinity, Infinity],
  [-Infinity, -2.5],
  [-Infinity, 0.3],
  [-0.4, Infinity],
  [5, Infinity],
  [-1, 0.2],
  [-3, 2],
  [0, 1],
  [0.5, 4],
  [1.2, 1.3],
  [6, 7],
  [-4.1, -3.4],
];

test.each(INTERVALS)("truncatedNormal() between %d and %d has the moments known", (low, high) => {
  const random = new Random(5);
  const count = 40_000;
  const drawn = Float64Array.from({ length: count }, () => truncatedNormal(random, low, high));
  const mass = normalInterval(low, high);
  const mean = (density(low) - density(high)) / mass;
  const variance = 1 + (scaled(low) - scaled(high)) / mass - mean * mean;
  expect(drawn.every((z) => z >= low && z <= high)).toBe(true);
  const found = drawn.reduce((sum, z) => sum + z, 0) / count;
  const spread = drawn.reduce((sum, z) => sum + (z - found) ** 2, 0) / count;
  expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(variance / count));
  expect(Math.abs(spread / variance - 1)).toBeLessThan(0.06);
});

test("truncatedNormal() is the same for the same seed", () => {
  const draw = (seed: number): number => truncatedNormal(new Random(seed), -0.5, 0.5);
  expect(draw(3)).toBe(draw(3));
  expect(draw(4)).not.toBe(draw(3));
});
