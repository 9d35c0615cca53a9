import { describe, expect, test } from "vitest";
import { solveDense } from "../../../test/support/dense-solve.ts";
import { Random } from "../random.ts";
import { concordance } from "./concordance.ts";
import type { Measured } from "./directions.ts";
import { findDirections, told } from "./directions.ts";
import { foldsOf } from "./folds.ts";

const FILMS = 103;
const WIDTH = 6;

function measured(seed: number): Measured {
  const random = new Random(seed);
  const values = Float64Array.from({ length: FILMS * WIDTH }, () => random.normal());
  const penalty = new Float64Array(WIDTH * WIDTH);
  for (let f = 0; f < WIDTH; f++) {
    for (let g = 0; g < WIDTH; g++) penalty[f * WIDTH + g] = f === g ? 2 : 0.3;
  }
  return { width: WIDTH, values, penalty };
}

/** Ridge regression of one trait on some films, written out. */
function ridge({ values, penalty }: Measured, trait: Float64Array, films: number[]): number[] {
  const mean = trait.reduce((sum, value) => sum + value, 0) / FILMS;
  const deviation = Math.sqrt(trait.reduce((sum, v) => sum + (v - mean) ** 2, 0) / FILMS);
  const matrix = Array.from({ length: WIDTH }, (_, f) =>
    Array.from({ length: WIDTH }, (_column, g) =>
      films.reduce(
        (sum, k) => sum + values[k * WIDTH + f]! * values[k * WIDTH + g]!,
        penalty[f * WIDTH + g]!,
      ),
    ),
  );
  const side = Array.from({ length: WIDTH }, (_, f) =>
    films.reduce((sum, k) => sum + (values[k * WIDTH + f]! * (trait[k]! - mean)) / deviation, 0),
  );
  return solveDense(matrix, side);
}

describe("findDirections()", () => {
  const films = measured(1);
  const random = new Random(2);
  const first = Float64Array.from({ length: FILMS }, (_, k) =>
    films.values[k * WIDTH]! > 0.5 ? 1 : 0,
  );
  const noise = Float64Array.from({ length: FILMS }, () => random.normal());
  const all = Array.from({ length: FILMS }, (_, k) => k);

  test("are ridge regressions on all films", () => {
    const found = findDirections(films, [first, noise]);
    for (const [t, trait] of [first, noise].entries()) {
      const wanted = ridge(films, trait, all);
      for (let f = 0; f < WIDTH; f++) expect(found[t]!.weights[f]).toBeCloseTo(wanted[f]!, 10);
    }
  });

  test("tell of each film what a regression without its tenth tells", () => {
    const [found] = findDirections(films, [first]);
    for (const own of foldsOf(FILMS)) {
      const wanted = Float64Array.from(
        ridge(
          films,
          first,
          all.filter((k) => !own.includes(k)),
        ),
      );
      for (const k of own) {
        expect(found!.leftOut[k]).toBeCloseTo(told(wanted, films.values, k), 10);
      }
    }
  });

  test("tell left-out films of what is there to be told, and of noise nothing", () => {
    const [real, chance] = findDirections(films, [first, noise]);
    expect(concordance(real!.leftOut, first)).toBeGreaterThan(0.95);
    const seeds = Array.from({ length: 30 }, (_, k) => new Random(100 + k));
    const noises = seeds.map((own) => Float64Array.from({ length: FILMS }, () => own.normal()));
    const aucs = findDirections(films, noises).map(({ leftOut }, t) =>
      concordance(leftOut, noises[t]!),
    );
    expect(aucs.reduce((sum, auc) => sum + auc, 0) / 30).toBeLessThan(0.53);
    expect(concordance(chance!.leftOut, noise)).toBeLessThan(0.65);
  });

  test("change no place when what a left-out film is said to be changes", () => {
    const other = first.slice();
    const [own] = foldsOf(FILMS);
    // Two films of one tenth exchange their values, so that mean and spread stay.
    const yes = own!.find((k) => first[k] === 1)!;
    const no = own!.find((k) => first[k] === 0)!;
    other[yes] = 0;
    other[no] = 1;
    const [before] = findDirections(films, [first]);
    const [after] = findDirections(films, [other]);
    for (const k of own!) expect(after!.leftOut[k]).toBeCloseTo(before!.leftOut[k]!, 10);
    expect(after!.weights[0]).not.toBeCloseTo(before!.weights[0]!, 4);
  });

  test("are none for no traits", () => {
    expect(findDirections(films, [])).toEqual([]);
  });
});

describe("foldsOf()", () => {
  test("has each film once, in parts that differ by one film at most, the same every time", () => {
    const folds = foldsOf(FILMS);
    expect(folds.flatMap((own) => [...own]).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: FILMS }, (_, k) => k),
    );
    expect(new Set(folds.map(({ length }) => length))).toEqual(new Set([10, 11]));
    expect(foldsOf(FILMS)).toEqual(folds);
  });
});
