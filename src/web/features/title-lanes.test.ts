import fc from "fast-check";
import { expect, it } from "vitest";
import { titlesInLanes } from "./title-lanes.ts";

const LANES = { count: 2, width: 200, gap: 4 };

it("a title stands to the right of its dot, to the left where the strip ends", () => {
  const placed = titlesInLanes(
    [
      { x: 10, width: 50 },
      { x: 195, width: 50 },
    ],
    LANES,
  );
  expect(placed).toEqual([
    { index: 0, lane: 0, side: "right" },
    { index: 1, lane: 0, side: "left" },
  ]);
});

it("one that does not fit goes to the next lane, and without one is left out", () => {
  const same = { x: 100, width: 60 };
  const placed = titlesInLanes([same, same, same, { x: 10, width: 20 }], LANES);
  expect(placed.map(({ index, lane }) => [index, lane])).toEqual([
    [0, 0],
    [1, 1],
    [3, 0],
  ]);
});

it("titles of one lane never touch and stay inside", () => {
  const titled = fc.record({
    x: fc.integer({ min: 0, max: 200 }),
    width: fc.integer({ min: 5, max: 90 }),
  });
  fc.assert(
    fc.property(fc.array(titled, { maxLength: 30 }), (titles) => {
      const spans = titlesInLanes(titles, LANES).map(({ index, lane, side }) => {
        const { x, width } = titles[index]!;
        const text = side === "right" ? [x + 4, x + 4 + width] : [x - 4 - width, x - 4];
        return { lane, from: Math.min(x, text[0]!), to: Math.max(x, text[1]!) };
      });
      for (const [k, { lane, from, to }] of spans.entries()) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(200);
        for (const other of spans.slice(0, k)) {
          expect(other.lane !== lane || other.to <= from || other.from >= to).toBe(true);
        }
      }
    }),
  );
});
