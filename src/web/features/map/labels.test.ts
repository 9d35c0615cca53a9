import fc from "fast-check";
import { expect, it } from "vitest";
import { freeLabels } from "./labels.ts";

const SIZE = { width: 600, height: 400 };

it("a label stands right of its dot, left where the screen ends, nowhere where there is no room", () => {
  const labels = freeLabels(
    [
      { at: { x: 100, y: 100 }, width: 80, gap: 7 },
      { at: { x: 590, y: 100 }, width: 80, gap: 7 },
      { at: { x: 100, y: 2 }, width: 80, gap: 7 },
      { at: { x: 300, y: 200 }, width: 700, gap: 7 },
    ],
    SIZE,
    10,
  );
  expect(labels).toEqual([
    { index: 0, left: 107, y: 100 },
    { index: 1, left: 503, y: 100 },
  ]);
});

it("the first asked comes first, and no more than are wanted", () => {
  const here = { at: { x: 300, y: 200 }, width: 50, gap: 7 };
  const below = { at: { x: 300, y: 260 }, width: 50, gap: 7 };
  expect(freeLabels([here, here, here, below], SIZE, 3).map(({ index }) => index)).toEqual([
    0, 1, 3,
  ]);
  expect(freeLabels([here, below], SIZE, 1)).toHaveLength(1);
});

it("a label keeps clear of what stands there already", () => {
  const wanted = [{ at: { x: 300, y: 200 }, width: 50, gap: 7 }];
  const taken = [{ left: 310, right: 400, y: 195, half: 4 }];
  expect(freeLabels(wanted, SIZE, 1, taken)).toEqual([{ index: 0, left: 243, y: 200 }]);
});

it("labels never cover each other", () => {
  const wanted = fc.record({
    at: fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 400 }) }),
    width: fc.integer({ min: 10, max: 200 }),
    gap: fc.constant(7),
  });
  fc.assert(
    fc.property(fc.array(wanted, { maxLength: 80 }), (asked) => {
      const labels = freeLabels(asked, SIZE, 80);
      for (const [k, a] of labels.entries()) {
        for (const b of labels.slice(0, k)) {
          const isApart =
            Math.abs(a.y - b.y) >= 17 ||
            a.left + asked[a.index]!.width <= b.left ||
            b.left + asked[b.index]!.width <= a.left;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});
