import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { Random } from "../random.ts";
import { bestFilms } from "./best-films.ts";
import { filmIndexOf } from "./film-index.ts";

const CASES = fc.record({
  films: fc.integer({ min: 1, max: 80 }),
  factors: fc.integer({ min: 1, max: 7 }),
  count: fc.integer({ min: 1, max: 100 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  /** Few distinct values: many scores are equal. */
  isCoarse: fc.boolean(),
});

describe("bestFilms()", () => {
  test("finds what sorting all scores finds, equal ones by row", () => {
    fc.assert(
      fc.property(CASES, ({ films, factors, count, seed, isCoarse }) => {
        const random = new Random(seed);
        const value = (): number => (isCoarse ? random.below(3) - 1 : random.normal());
        const side = handMadeModel(
          Array.from({ length: films }, (_, id) => ({
            id,
            features: Array.from({ length: factors }, value),
            count: random.below(3),
          })),
        );
        const index = filmIndexOf(side);
        const person = new Float64Array(index.width).map((_, f) => (f < factors ? value() : 0));
        const passes = (row: number): boolean => row % 5 !== 2;
        const all = Array.from({ length: films }, (_, row) => {
          const q = side.picksHead.views[0]!.movieFactors.subarray(
            row * factors,
            (row + 1) * factors,
          );
          return { row, score: q.reduce((sum, x, f) => sum + x * person[f]!, 0) };
        })
          .filter(({ row }) => side.movieCounts[row]! > 0 && passes(row))
          .sort((a, b) => b.score - a.score || a.row - b.row)
          .slice(0, count);
        const found = bestFilms(index, person, count, passes);
        expect(found.map(({ row }) => row)).toEqual(all.map(({ row }) => row));
        for (const [k, { score }] of found.entries()) expect(score).toBeCloseTo(all[k]!.score, 10);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("asks about few films where their features are of very different lengths", () => {
    const side = handMadeModel(
      Array.from({ length: 1000 }, (_, id) => ({ id, features: [1 / (id + 1)] })),
    );
    let asked = 0;
    const passes = (): boolean => ++asked > 0;
    const features = Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0);
    bestFilms(filmIndexOf(side), features, 10, passes);
    expect(asked).toBeLessThan(100);
  });
});
