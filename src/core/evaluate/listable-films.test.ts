import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Catalogue } from "../catalogue/catalogue.ts";
import { ListableFilms, bestRows } from "./listable-films.ts";

/** Rows 1 and 4 are one film, 2 and 3 another; row 5 has no training rating. */
const FILMS = new ListableFilms({
  catalogue: new Catalogue(
    ["Fargo", "Chasing Amy", "Ulee's Gold", "Ulee's Gold", "Chasing Amy", "Kundun"].map(
      (title, id) => ({ id, title, year: 1997, genres: [], alternatives: [] }),
    ),
  ),
  movieCounts: Uint32Array.of(7, 3, 7, 2, 9, 0),
});

describe("ListableFilms", () => {
  test("lists a film that stands twice once, as its row with the most ratings, in ascending order", () => {
    expect([...FILMS.rows]).toEqual([0, 2, 4]);
    expect([0, 1, 2, 3, 4].map((row) => FILMS.listedAs(row))).toEqual([0, 4, 2, 2, 4]);
  });

  test("leaves a film out by either of its rows, and none without a training rating in", () => {
    expect([...FILMS.without([1])]).toEqual([0, 2]);
    expect([...FILMS.without([4, 3])]).toEqual([0]);
    expect([...FILMS.without([5])]).toEqual([0, 2, 4]);
  });

  test("ranks by training ratings, of equals the lower row first", () => {
    expect([...FILMS.popularityRank]).toEqual([2, 0, 3, 0, 1, 0]);
  });
});

describe("bestRows()", () => {
  test("puts the lower row first where scores are equal", () => {
    const all = Uint32Array.of(0, 1, 2, 3, 4, 5);
    expect([...bestRows([1, 2, 2, 1, 2, 0], all, 4)]).toEqual([1, 2, 4, 0]);
    expect([...bestRows([7, 7, 7, 7, 7, 7], all, 3)]).toEqual([0, 1, 2]);
    expect([...bestRows([-0, 0, -0], Uint32Array.of(0, 1, 2), 2)]).toEqual([0, 1]);
  });

  test("is the head of the sorted rows, whatever the scores", () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(NaN)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 12 }), (values, count) => {
        const rows = Uint32Array.from(values.keys()).filter((row) => row % 5 !== 2);
        const known = Array.from(rows).filter((row) => !Number.isNaN(values[row]));
        const sorted = known.toSorted((a, b) => values[b]! - values[a]! || a - b);
        expect([...bestRows(values, rows, count)]).toEqual(sorted.slice(0, count));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
