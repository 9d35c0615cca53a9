import { describe, expect, test } from "vitest";
import { madeFilms } from "../../../test/support/exports/made-films.ts";
import { told } from "../../../test/support/exports/read-outcome.ts";
import {
  traktCsv,
  traktFiles,
  traktHistory,
  traktShowRatings,
  traktWatched,
} from "../../../test/support/exports/trakt-files.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);

describe("readExport() of Trakt's files", () => {
  test("tells ratings, films watched, history and watchlist apart by their entries", async () => {
    const { ratings, watched, history, watchlist } = traktFiles(FILMS);
    const counts = async (entries: object[]): Promise<number[]> => {
      const found = await readExport(JSON.stringify(entries), "anything");
      return [found.ratings.length, found.seen.length, found.watchlist.length];
    };
    expect(await counts(ratings)).toEqual([5, 0, 0]);
    expect(await counts(watched)).toEqual([0, 7, 0]);
    expect(await counts(history)).toEqual([0, 2, 0]);
    expect(await counts(watchlist)).toEqual([0, 0, 3]);
  });

  test("leaves shows and episodes out, with or without a type", async () => {
    const entries = [...traktHistory(FILMS), ...traktShowRatings(3), { plays: 1, show: {} }];
    const found = await readExport(JSON.stringify([...entries, ...traktWatched(FILMS)]), "x.json");
    expect(found.leftOut).toMatchObject({ episodes: 12, shows: 4, repeated: 12 });
  });

  test("takes films without an id, and ids that are none for missing", async () => {
    const ids = { trakt: 1, imdb: "none", tmdb: -4 };
    const entries = [
      { rating: 8, movie: { title: "A", year: null, ids } },
      { rating: 8, movie: { title: "B" } },
      { rating: 8, movie: { title: null, ids: { tmdb: 5 } } },
    ];
    const { ratings } = await readExport(JSON.stringify(entries), "x.json");
    expect(ratings.map(told)).toEqual([{ title: "A" }, { title: "B" }, { title: "", tmdbId: 5 }]);
  });

  test("says what is wrong with an entry", async () => {
    const movie = { title: "A" };
    const entries = [
      ...[
        7,
        { rating: 8, type: "movie" },
        { rating: 11, movie },
        { movie },
        { rating: 1, movie: {} },
      ],
      { rating: 6, movie },
    ];
    const { ratings, faults, leftOut } = await readExport(JSON.stringify(entries), "x.json");
    expect([ratings.length, leftOut.unreadable]).toEqual([1, 5]);
    expect(faults.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      "1: an entry must be an object",
      '2: an entry must have a "movie"',
      '3: "rating" must be a number in [1, 10]',
      '4: an entry must have a "rating", "watched_at", "last_watched_at" or "listed_at"',
      '5: a "movie" must have a "title" or "ids"',
    ]);
  });

  test.each([
    ["rated_at", [12, 0, 0]],
    ["watched_at", [0, 12, 0]],
    ["listed_at", [0, 0, 12]],
  ])("reads its table with %s", async (column, counts) => {
    const found = await readExport(traktCsv(FILMS, column), "x.csv");
    expect([found.format, found.leftOut.episodes]).toEqual(["trakt-csv", 1]);
    expect([found.ratings.length, found.seen.length, found.watchlist.length]).toEqual(counts);
    expect([...found.ratings, ...found.seen, ...found.watchlist].map(told)[0]).toEqual({
      ...{ title: FILMS[0]!.title, year: FILMS[0]!.year, date: FILMS[0]!.day },
      ...{ imdbId: 1_000_000, tmdbId: 100 },
    });
  });
});
