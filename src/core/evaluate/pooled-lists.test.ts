import { describe, expect, test } from "vitest";
import { Catalogue } from "../catalogue/catalogue.ts";
import { ListableFilms } from "./listable-films.ts";
import type { JudgedList } from "./pooled-lists.ts";
import { pooledFigures } from "./pooled-lists.ts";

/** Films 0 … 5 with 50, 9, 10, 200, 1 and 30 training ratings: ranks 2, 5, 4, 1, 6, 3. */
const FILMS = new ListableFilms({
  catalogue: new Catalogue(
    Array.from({ length: 6 }, (_, id) => {
      return { id, title: `Film ${id}`, year: 2000, genres: [], alternatives: [] };
    }),
  ),
  movieCounts: Uint32Array.of(50, 9, 10, 200, 1, 30),
});

const list = (...films: readonly (readonly [row: number, stars: number])[]): JudgedList => ({
  rows: Uint32Array.from(films, ([row]) => row),
  stars: Float32Array.from(films, ([, stars]) => stars),
});

describe("pooledFigures()", () => {
  test("by hand: two people, the first three films of each", () => {
    const lists = [
      list([3, 5], [1, NaN], [0, 2], [5, 1]),
      list([3, NaN], [4, 4], [2, NaN], [0, 5]),
    ];
    expect(pooledFigures(FILMS, lists)).toEqual({
      meanTrueRating: (5 + 2 + 4) / 3,
      distinct: 5,
      medianPopularityRank: (2 + 4) / 2, // of 1, 1, 2, 4, 5, 6
      obscureShare: 2 / 6, // films 1 and 4; film 2 has ten
    });
  });

  test("has the middle rank of an odd number, and takes lists that are short", () => {
    const { medianPopularityRank, distinct } = pooledFigures(FILMS, [
      list([4, NaN], [3, 1]),
      list([5, 2]),
    ]);
    expect([medianPopularityRank, distinct]).toEqual([3, 3]);
  });

  test("is not a number where there is nothing to tell from", () => {
    expect(pooledFigures(FILMS, [list([0, NaN])]).meanTrueRating).toBeNaN();
    expect(pooledFigures(FILMS, [list(), list()])).toEqual({
      meanTrueRating: NaN,
      distinct: 0,
      medianPopularityRank: NaN,
      obscureShare: NaN,
    });
  });
});
