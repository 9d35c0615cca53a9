import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listFigures } from "./list-metrics.ts";

/** Every figure as its definition says, place by place. */
function slowly(stars: readonly number[], possible: number): Record<string, number> {
  let [hits3, rated3, hits10, gain, best] = [0, 0, 0, 0, 0];
  for (let rank = 1; rank <= 10; rank++) {
    const given = stars[rank - 1];
    const isHit = given !== undefined && given >= 4;
    if (rank <= 3 && isHit) hits3++;
    if (rank <= 3 && given !== undefined && given > 0) rated3++;
    if (isHit) hits10++;
    if (isHit) gain += Math.log(2) / Math.log(rank + 1);
    if (rank <= possible) best += Math.log(2) / Math.log(rank + 1);
  }
  return {
    precisionAt3: hits3 / 3,
    ndcgAt10: possible > 0 ? gain / best : 0,
    recallAt10: possible > 0 ? hits10 / possible : 0,
    ratedAt3: rated3 / 3,
  };
}

const STARS = fc.constantFrom(NaN, NaN, NaN, 0.5, 1, 2, 3, 3.5, 4, 4.5, 5);

describe("listFigures()", () => {
  test("by hand: hits at 1, 4 and 10 of five that are possible", () => {
    const list = [5, NaN, 3, 4, NaN, NaN, 1, NaN, NaN, 4.5];
    const { precisionAt3, ndcgAt10, recallAt10, ratedAt3 } = listFigures(list, 5);
    expect([precisionAt3, recallAt10, ratedAt3]).toEqual([1 / 3, 3 / 5, 2 / 3]);
    // Gains 1 + 1/log2 5 + 1/log2 11; best 1 + 1/log2 3 + 1/2 + 1/log2 5 + 1/log2 6.
    expect(ndcgAt10).toBeCloseTo(1.719741 / 2.948459, 6);
  });

  test("are those of their definitions for any list", () => {
    fc.assert(
      fc.property(fc.array(STARS, { maxLength: 14 }), fc.nat(20), (stars, more) => {
        const possible = stars.filter((given) => given >= 4).length + more;
        const found = listFigures(Float32Array.from(stars), possible);
        for (const [key, wanted] of Object.entries(slowly(stars, possible))) {
          const value = found[key as keyof typeof found];
          expect(value).toBeCloseTo(wanted, 12);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("are 1 for the best list there is, short or long", () => {
    for (const hits of [1, 2, 3, 9, 10]) {
      const list = Array.from({ length: 10 }, (_, k) => (k < hits ? 4 : NaN));
      const { ndcgAt10, recallAt10 } = listFigures(list, hits);
      expect([ndcgAt10, recallAt10]).toEqual([1, 1]);
    }
    expect(listFigures(new Float32Array(10).fill(5), 40)).toMatchObject({
      ndcgAt10: 1,
      recallAt10: 0.25,
    });
  });

  test("look at ten places, and fall with the place of the only hit", () => {
    const at = (place: number): number[] =>
      Array.from({ length: 12 }, (_, k) => (k === place ? 5 : NaN));
    const gains = Array.from({ length: 12 }, (_, k) => listFigures(at(k), 1).ndcgAt10);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect([gains[0], gains[9]! > 0, gains[10], gains[11]]).toEqual([1, true, 0, 0]);
  });

  test("count 3.9 stars as rated, not as a hit", () => {
    expect(listFigures([3.9], 0)).toMatchObject({ precisionAt3: 0, ratedAt3: 1 / 3 });
  });

  test("are 0 for someone who has nothing to find, and for an empty list", () => {
    const none = { precisionAt3: 0, ndcgAt10: 0, recallAt10: 0, ratedAt3: 0 };
    expect(listFigures([NaN, NaN, NaN], 0)).toEqual(none);
    expect(listFigures([], 4)).toEqual(none);
  });
});
