import { describe, expect, test } from "vitest";
import type { EveningFilters } from "./evening-filters.ts";
import { countAsked, NO_FILTERS, picksOptionsOf, shortText } from "./evening-filters.ts";

const around = { shown: [1, 2], wished: [7], seed: 4 };

describe("what is asked of picks", () => {
  test("is three films besides those shown, and nothing else, without a filter", () => {
    expect(picksOptionsOf(NO_FILTERS, around)).toEqual({
      ...{ count: 3, exclude: [1, 2], fromYear: undefined, toYear: undefined },
    });
  });

  test("holds every filter that is set", () => {
    const filters: EveningFilters = {
      ...{ fromYear: 1960, toYear: 1979, genre: "Comedy", withoutGenre: "War" },
      ...({ fame: "less known", isWatchlistOnly: true, surprise: 0.5 } as const),
    };
    expect(picksOptionsOf(filters, around)).toEqual({
      ...{ count: 3, exclude: [1, 2], fromYear: 1960, toYear: 1979, genres: ["Comedy"] },
      ...{ withoutGenres: ["War"], fromRank: 301, among: [7], surprise: 0.5, seed: 4 },
    });
  });

  test("takes years in any order", () => {
    const { fromYear, toYear } = picksOptionsOf(
      { ...NO_FILTERS, fromYear: 1999, toYear: 1960 },
      around,
    );
    expect([fromYear, toYear]).toEqual([1960, 1999]);
  });
});

test("years count as one thing asked for, surprise as none", () => {
  expect(countAsked({ ...NO_FILTERS, fromYear: 1960, toYear: 1970, surprise: 1 })).toBe(1);
  expect(countAsked({ ...NO_FILTERS, genre: "War", isWatchlistOnly: true })).toBe(2);
});

describe("a list that came out short", () => {
  test("is explained by all that was asked for", () => {
    const left = [
      { filter: "all", films: 900 },
      { filter: "genres", films: 40 },
      { filter: "among", films: 1 },
    ];
    expect(shortText(left)).toBe(
      "One film is left of that genre, on your watchlist that you have not seen.",
    );
  });

  test("says when nothing is left at all", () => {
    expect(shortText([{ filter: "fromYear", films: 0 }])).toBe("No film is left from those years.");
  });
});
