import { describe, expect, test } from "vitest";
import { Catalogue } from "../core/catalogue/catalogue.ts";
import type { ExportedRating } from "./match-ratings.ts";
import { matchRatings } from "./match-ratings.ts";

const catalogue = new Catalogue([
  { id: 10, title: "Seven", year: 1995, genres: [], alternatives: ["Se7en"] },
  { id: 11, title: "Heat", year: 1995, genres: [], alternatives: [] },
  { id: 12, title: "Heat", year: 1986, genres: [], alternatives: [] },
  { id: 13, title: "Amélie", year: 2001, genres: [], alternatives: [] },
]);

function rated(
  title: string,
  year: number | undefined,
  rating: number,
  line: number,
): ExportedRating {
  return { title, year, rating, line };
}

describe("matchRatings()", () => {
  test("sorts ratings into films found, films not known, and titles of several films", () => {
    const { matched, unknown, ambiguous, superseded } = matchRatings(
      [
        rated("se7en", 1995, 4.5, 2),
        rated("Heat", 1987, 3, 3),
        rated("Heat", undefined, 2, 4),
        rated("Stalker", 1979, 5, 5),
        rated("Amélie", 2008, 4, 6),
      ],
      catalogue,
    );
    expect(matched).toEqual([
      { title: "se7en", year: 1995, rating: 4.5, line: 2, movieId: 10, movieIndex: 0 },
      { title: "Heat", year: 1987, rating: 3, line: 3, movieId: 12, movieIndex: 2 },
    ]);
    expect(unknown.map(({ line }) => line)).toEqual([5, 6]);
    expect(ambiguous).toEqual([
      { title: "Heat", year: undefined, rating: 2, line: 4, candidates: [1, 2] },
    ]);
    expect(superseded).toBe(0);
  });

  test("takes the last of two ratings of one film, in its place, and counts the other", () => {
    const { matched, superseded } = matchRatings(
      [
        rated("Seven", 1995, 1, 2),
        rated("Amelie", 2001, 3, 3),
        rated("Se7en", 1995, 5, 4),
        rated("Seven", 1996, 4, 5),
      ],
      catalogue,
    );
    expect(matched.map(({ movieIndex, rating }) => [movieIndex, rating])).toEqual([
      [3, 3],
      [0, 4],
    ]);
    expect(superseded).toBe(2);
  });

  test("gives nothing for nothing", () => {
    expect(matchRatings([], catalogue)).toEqual({
      ...{ matched: [], unknown: [], ambiguous: [], superseded: 0 },
    });
  });

  test("takes of two spellings of one film the rating of the later date, wherever it stands", () => {
    const spellings = (first: string | undefined, second: string | undefined): unknown => {
      const { matched, superseded } = matchRatings(
        [
          { ...rated("Amélie", 2001, 5, 2), date: first },
          { ...rated("Amelie", 2002, 1, 3), date: second },
        ],
        catalogue,
      );
      expect(superseded).toBe(1);
      return matched.map(({ rating }) => rating);
    };
    expect(spellings("2024-05-09", "2024-05-02")).toEqual([5]);
    expect(spellings("2024-05-02", "2024-05-09")).toEqual([1]);
    expect(spellings("2024-05-02", "2024-05-02")).toEqual([1]);
    expect(spellings("2024-05-02", undefined)).toEqual([5]);
    expect(spellings(undefined, undefined)).toEqual([1]);
  });
});
