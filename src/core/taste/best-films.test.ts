import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { makeListsWith } from "../list-kernels.ts";
import { fastestListKernels } from "../../kernels/wasm-list-kernels.ts";
import { Random } from "../random.ts";
import { bestFilms } from "./best-films.ts";
import type { Model } from "../model/model.ts";
import { filmIndexOf } from "./film-index.ts";
import { openFilms } from "./open-films.ts";
import { resolvePicksOptions } from "./picks-options.ts";

const CASES = fc.record({
  films: fc.integer({ min: 1, max: 80 }),
  factors: fc.integer({ min: 1, max: 7 }),
  count: fc.integer({ min: 1, max: 100 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  /** Few distinct values: many scores are equal. */
  isCoarse: fc.boolean(),
});

afterEach(() => makeListsWith(() => undefined));

/** Models of so many films that a scan in WebAssembly has them, where there is any. */
function largeModel(seed: number, films = 3000): Model {
  const random = new Random(seed);
  return handMadeModel(
    Array.from({ length: films }, (_, id) => {
      const length = 10 ** -(random.uniform() * 2);
      return {
        id,
        year: 1900 + (id % 120),
        genres: id % 3 === 0 ? ["Drama"] : ["Comedy", "War"],
        features: Array.from({ length: 16 }, () => length * random.normal()),
      };
    }),
  );
}

describe("bestFilms()", () => {
  test("are the same with SIMD and without, near ties and all", () => {
    for (const seed of [1, 2, 3, 4]) {
      const lists = [fastestListKernels, () => undefined].map((kernels) => {
        makeListsWith(kernels);
        const random = new Random(seed);
        const index = filmIndexOf(largeModel(seed));
        // Films in pairs that single precision can hardly tell apart.
        const { features, width } = index;
        for (let k = 0; k + width < features.length; k += 2 * width) {
          for (let f = 0; f < width; f++) {
            features[k + width + f] = features[k + f]! * (f === 0 ? 1 + 2 ** -23 : 1);
          }
          index.lengths[k / width + 1] = index.lengths[k / width]! * (1 + 2 ** -23);
        }
        return Array.from({ length: 20 }, () => {
          const person = Float64Array.from({ length: width }, () => random.normal());
          return bestFilms(index, person, 30, (row) => row % 7 !== 0);
        });
      });
      expect(lists[0]).toEqual(lists[1]);
    }
  });

  test("passes over films that are not open, and forgets that they were not", () => {
    const side = largeModel(5);
    const index = filmIndexOf(side);
    const person = new Float64Array(index.width).fill(1);
    const all = bestFilms(index, person, 3000, () => true);
    const settings = resolvePicksOptions("Cannot test", { genres: ["war"], fromYear: 1950 });
    const open = openFilms(side, settings);
    const wanted = all.filter(({ row }) => row % 3 !== 0 && row % 120 >= 50);
    expect(wanted.length).toBeGreaterThan(900);
    expect(bestFilms(index, person, 3000, () => true, open)).toEqual(wanted);
    expect(bestFilms(index, person, 3000, () => true)).toEqual(all);
  });

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
