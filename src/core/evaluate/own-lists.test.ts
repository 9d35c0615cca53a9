import { describe, expect, test } from "vitest";
import type { HiddenFilm } from "./own-hidden.ts";
import { picksScores, topRating } from "./own-lists.ts";

const film = (parts: Partial<HiddenFilm>): HiddenFilm => ({
  ...{ movieId: 1, actual: 3, fold: 0, stars: 3, low: 2, high: 4, worth: 0.5 },
  ...{ isBelowUsual: false, crowd: 3, biasOnly: 3, ratedBy: 10 },
  ...parts,
});

describe("picksScores()", () => {
  test("sort by worth, films below the usual after all others", () => {
    const films = [
      film({ worth: 0.9, isBelowUsual: true }),
      film({ worth: -0.1 }),
      film({ worth: 0.4 }),
      film({ worth: 0.2, isBelowUsual: true }),
    ];
    const scores = picksScores(films);
    const order = [0, 1, 2, 3].toSorted((a, b) => scores[b]! - scores[a]!);
    expect(order).toEqual([2, 1, 0, 3]);
  });
});

describe("topRating()", () => {
  test("is the mean of what the first fifth of each part got", () => {
    const part = (fold: number, given: readonly number[]): HiddenFilm[] =>
      given.map((actual) => film({ fold, actual }));
    const films = [...part(0, [5, 4, 1, 1, 1, 1, 1, 1, 1, 1]), ...part(1, [2, 5, 5, 5, 5])];
    const scores = films.map((_, n) => -n); // 5 and 4 of the first part, 2 of the second
    expect(topRating(films, scores)).toBeCloseTo(11 / 3, 12);
  });

  test("takes one film of a small part, and of equal scores the earlier", () => {
    const films = [film({ actual: 5 }), film({ actual: 1 }), film({ actual: 1 })];
    expect(topRating(films, [0, 0, 0])).toBe(5);
    expect(topRating(films, [0, 0, 1])).toBe(1);
  });
});
