import { describe, expect, test } from "vitest";
import {
  RATINGS_HEADER,
  letterboxdDiary,
  letterboxdFilms,
} from "../../../test/support/exports/letterboxd-files.ts";
import { madeFilms, slashed } from "../../../test/support/exports/made-films.ts";
import { titles } from "../../../test/support/exports/read-outcome.ts";
import type { ReadExportOptions } from "./read-export.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);

describe("readExport() of Letterboxd's tables", () => {
  test("takes a list for what its name says, or the option", async () => {
    const text = letterboxdFilms(FILMS);
    const lists = async (file: string, options?: ReadExportOptions): Promise<number[]> => {
      const { seen, watchlist } = await readExport(text, file, options);
      return [seen.length, watchlist.length];
    };
    expect(await lists("watched.csv")).toEqual([12, 0]);
    expect(await lists("films.csv")).toEqual([12, 0]);
    expect(await lists("old/My Watchlist (2).csv")).toEqual([0, 12]);
    expect(await lists("watchlist/films.csv")).toEqual([12, 0]);
    expect(await lists("watchlist.csv", { listAs: "seen" })).toEqual([12, 0]);
    expect(await lists("watched.csv", { listAs: "watchlist" })).toEqual([0, 12]);
  });

  test("takes entries of the diary without a rating for seen", async () => {
    const found = await readExport(letterboxdDiary(FILMS), "diary.csv");
    expect(found.format).toBe("letterboxd-diary");
    expect([found.ratings.length, found.seen.length]).toEqual([6, 6]);
    expect(found.seen[0]!.date).toBe(FILMS[1]!.day);
  });

  test("has a film that stands twice with the latest rating, or else the lower one", async () => {
    const text = `${RATINGS_HEADER}
2020-01-10,Alien,1979,x,5
12/31/2019,Alien,1979,x,1
1/9/2020,Alien,1979,x,2
2018-05-05,Heat,1995,x,3
2018-05-05,Heat,1995,x,4
,Heat,1995,x,1
2018-05-05,Heat,1986,x,2
`;
    const { ratings, leftOut, replaced } = await readExport(text, "ratings.csv");
    expect(ratings.map(({ title, year, rating, line }) => [title, year, rating, line])).toEqual([
      ["Alien", 1979, 5, 2],
      ["Heat", 1995, 4, 6],
      ["Heat", 1986, 2, 8],
    ]);
    expect(leftOut.repeated).toBe(4);
    expect(replaced).toBe(4);
  });

  test("reads what a spreadsheet made of it: other dates, commas in numbers, empty cells", async () => {
    const rows = FILMS.map(({ day, title, year, outOfTen }) =>
      [
        slashed(day),
        `"${title.replaceAll('"', '""')}"`,
        year,
        "u",
        String(outOfTen / 2).replace(".", ","),
      ].join(";"),
    );
    const lines = rows.map((row) => `${row};;\n`).join("");
    const text = `${RATINGS_HEADER.replaceAll(",", ";")};;\n${lines};;;;;;\n`;
    const found = await readExport(text, "ratings.csv");
    expect(found.rows).toBe(12);
    expect(found.ratings.map(({ date, rating }) => [date, rating])).toEqual(
      FILMS.map(({ day, outOfTen }) => [day, outOfTen / 2]),
    );
  });

  test("takes days for first in the whole file where one of them can be nothing else", async () => {
    const rows = ["01/03/2024,Alien,1979,x,5", "02/02/2024,Alien,1979,x,1"];
    const dates = async (text: string): Promise<unknown> =>
      (await readExport(text, "x.csv")).ratings.map(({ date }) => date);
    expect(await dates(`${RATINGS_HEADER}\n${rows.join("\n")}\n`)).toEqual(["2024-02-02"]);
    const european = `${RATINGS_HEADER}\n${rows.join("\n")}\n13/02/2024,Heat,1995,x,3\n`;
    expect(await dates(european)).toEqual(["2024-03-01", "2024-02-13"]);
  });

  test("takes a film whose rating is empty for seen", async () => {
    const text = `${RATINGS_HEADER}\n2024-01-01,Alien,1979,u,\n2024-01-01,Heat,1995,u,4\n`;
    const { ratings, seen } = await readExport(text, "ratings.csv");
    expect([titles(ratings), titles(seen)]).toEqual([["Heat"], ["Alien"]]);
  });
});

describe("readExport() of tables for Letterboxd", () => {
  test("takes `Rating10` where there is no `Rating`, and an id where there is no title", async () => {
    const found = await readExport("imdbID,Rating10\ntt0116282,9\ntt0078748,\n", "x.csv");
    expect([found.format, found.scale]).toEqual(["letterboxd-import", "1-10"]);
    expect(found.ratings.map(({ imdbId, rating }) => [imdbId, rating])).toEqual([[116_282, 4.5]]);
    expect(found.seen.map(({ imdbId }) => imdbId)).toEqual([78_748]);
  });

  test("finds the scale of others that call their ids so", async () => {
    const { ratings } = await readExport("Title,imdbID,Rating\nFargo,tt0116282,9\n", "x.csv");
    expect(ratings[0]!.rating).toBe(4.5);
  });
});
