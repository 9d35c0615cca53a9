import { describe, expect, test } from "vitest";
import { solveDense } from "../../../test/support/dense-solve.ts";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { Ratings } from "../ratings/ratings.ts";
import type { RatingRow } from "../ratings/ratings.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import { alsDataOf } from "./als-tables.ts";
import { REFIT, refitFilms } from "./refit.ts";
import { learnByWeightedAls } from "./weighted-als.ts";

const { ratings } = synthesize({ users: 40, movies: 25, ratings: 500, seed: 8 });
const DATA = alsDataOf(ratings);
const HEAD = runToEnd(learnByWeightedAls(ratings, { factors: 4, views: 1 })).result;
const SIDE = { ...HEAD, ...HEAD.views[0]! };
const SETTINGS = { ...REFIT, neutral: HEAD.neutral, seed: 3, flattening: 0 };

describe("refitFilms()", () => {
  test("is the same for the same seed, and not for another", () => {
    expect(refitFilms(DATA, SIDE, SETTINGS)).toEqual(refitFilms(DATA, SIDE, SETTINGS));
    const other = refitFilms(DATA, SIDE, { ...SETTINGS, seed: 4 });
    expect(other.movieFactors).not.toEqual(refitFilms(DATA, SIDE, SETTINGS).movieFactors);
  });

  test("leaves films where they were if they are drawn there without end", () => {
    const { movieFactors } = refitFilms(DATA, SIDE, { ...SETTINGS, pull: 1e9 });
    for (const [at, value] of movieFactors.entries()) {
      expect(Math.abs(value - SIDE.givenFactors[at]!)).toBeLessThan(1e-5);
    }
  });

  test("solves a film that nobody asked has rated as one of no worth to all of them", () => {
    // Ann alone rated the last film, and too little to be asked.
    const rows: RatingRow[] = Array.from(ratings.value, (rating, n) => ({
      userId: ratings.userIndex[n]!,
      movieId: ratings.movieIndex[n]!,
      rating,
    }));
    const table = Ratings.fromRows([...rows, { userId: "ann", movieId: "rare", rating: 5 }]);
    const head = runToEnd(learnByWeightedAls(table, { factors: 3, views: 1, sweeps: 3 })).result;
    const { givenFactors } = head.views[0]!;
    const rare = table.movies.indexOf("rare");
    const settings = { ...SETTINGS, mostSamples: 10 };
    const { movieFactors } = refitFilms(alsDataOf(table), { ...head, ...head.views[0]! }, settings);
    const length = (rows_: Float32Array): number =>
      Math.hypot(...rows_.subarray(3 * rare, 3 * rare + 3));
    expect(length(givenFactors)).toBeGreaterThan(0);
    expect(length(movieFactors)).toBeLessThanOrEqual(length(givenFactors));
  });

  test("leaves everything as it is where nobody can be asked", () => {
    const rows = [1, 2, 3].map((id) => ({ userId: id, movieId: id, rating: 4 }));
    const table = Ratings.fromRows(rows);
    const [view] = runToEnd(learnByWeightedAls(table, { factors: 2, views: 1 })).result.views;
    expect(view!.movieFactors).toEqual(view!.givenFactors);
    expect([...view!.crowd]).toEqual([0, 0]);
  });

  test("of one person asked solves each film by least squares over what they said of it", () => {
    // One user, two ratings: one is given, the other to be told.
    const one = Ratings.fromRows([
      { userId: "ann", movieId: "a", rating: 5 },
      { userId: "ann", movieId: "b", rating: 5 },
      { userId: "bob", movieId: "c", rating: 4 },
    ]);
    const q = Float32Array.of(0.8, 0.1, 0.7, -0.2, 0.3, 0.9);
    const gram = Float32Array.from({ length: 4 }, (_, at) => {
      const [f, g] = [Math.floor(at / 2), at % 2];
      return [0, 1, 2].reduce((sum, row) => sum + q[2 * row + f]! * q[2 * row + g]!, 0);
    });
    const side = { factors: 2, givenFactors: q, gram, unseenWeight: 0.5, regularization: 0.1 };
    const settings = { ...SETTINGS, neutral: 2, rounds: 1, given: 1, pull: 3 };
    const { movieFactors, crowd } = refitFilms(alsDataOf(one), side, settings);
    const [given, told] = [0, 1]
      .map((row) => {
        // which of the two was given: the one from which the crowd follows
        const matrix = [0, 1].map((f) =>
          [0, 1].map(
            (g) =>
              0.5 * gram[2 * f + g]! +
              q[2 * row + f]! * q[2 * row + g]! +
              (f === g ? 0.1 * (1 + 0.5 * 3) : 0),
          ),
        );
        const p = solveDense(
          matrix,
          [0, 1].map((f) => 1.5 * 1.5 * q[2 * row + f]!),
        );
        return { row, p };
      })
      .sort((a, b) => distance(a.p, crowd) - distance(b.p, crowd));
    expect(distance(given!.p, crowd)).toBeLessThan(1e-5);
    const p = given!.p;
    const expected = (row: number, weight: number, pull: number): number[] =>
      solveDense(
        [0, 1].map((f) => [0, 1].map((g) => weight * p[f]! * p[g]! + (f === g ? 3 : 0))),
        [0, 1].map((f) => 3 * q[2 * row + f]! + pull * p[f]!),
      );
    const films = [
      [given!.row, expected(given!.row, 0, 0)],
      [told!.row, expected(told!.row, 2, 2 * 1.5)],
      [2, expected(2, 1, 0)],
    ] as const;
    for (const [row, wanted] of films) {
      expect(distance(wanted, movieFactors.subarray(2 * row, 2 * row + 2))).toBeLessThan(1e-5);
    }
  });
});

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
}
