import fc from "fast-check";
import { expect, it } from "vitest";
import { swarm } from "./swarm.ts";

it("dots apart stay on the line", () => {
  expect(swarm([0, 10, 20], 8)).toEqual([0, 0, 0]);
});

it("dots in one place stand around the line in turn", () => {
  const ys = swarm([5, 5, 5], 8);
  expect([...ys].sort((a, b) => a - b)).toEqual([-8, 0, 8]);
});

it("no dot ever covers another", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 60 }),
      (places) => {
        const xs = places.sort((a, b) => a - b);
        const ys = swarm(xs, 6);
        for (let a = 0; a < xs.length; a++) {
          for (let b = 0; b < a; b++) {
            expect(Math.hypot(xs[a]! - xs[b]!, ys[a]! - ys[b]!)).toBeGreaterThan(6 - 1e-4);
          }
        }
      },
    ),
  );
});

it("thousands of dots in one place are a matter of a moment", () => {
  const began = performance.now();
  const ys = swarm(Array<number>(3000).fill(100), 7);
  expect(performance.now() - began).toBeLessThan(10_000); // each place against all others: a minute
  expect(Math.max(...ys.map(Math.abs))).toBeCloseTo(1500 * 7);
});
