import { describe, expect, test } from "vitest";
import {
  DIARY_HEADER,
  RATINGS_HEADER,
  letterboxdDiary,
  letterboxdFilms,
  letterboxdList,
} from "../../../test/support/exports/letterboxd-files.ts";
import { madeFilms, slashed } from "../../../test/support/exports/made-films.ts";
import { refusalOf, titles } from "../../../test/support/exports/read-outcome.ts";
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

  test("has the latest rating by years of two digits too", async () => {
    const rating = async (dates: readonly string[]): Promise<unknown> => {
      const rows = dates.map((date, k) => `${date},Alien,1979,x,${k + 1}\n`);
      const { ratings } = await readExport(`${RATINGS_HEADER}\n${rows.join("")}`, "x.csv");
      return ratings.map((film) => [film.date, film.rating]);
    };
    expect(await rating(["05/15/23", "05/16/22"])).toEqual([["2023-05-15", 1]]);
    expect(await rating(["15.05.23", "16.05.99"])).toEqual([["2023-05-15", 1]]);
    expect(await rating(["01/03/24", "13/02/24"])).toEqual([["2024-03-01", 1]]);
  });

  test("takes a film whose rating is empty for seen", async () => {
    const text = `${RATINGS_HEADER}\n2024-01-01,Alien,1979,u,\n2024-01-01,Heat,1995,u,4\n`;
    const { ratings, seen } = await readExport(text, "ratings.csv");
    expect([titles(ratings), titles(seen)]).toEqual([["Heat"], ["Alien"]]);
  });
});

describe("readExport() of Letterboxd's lists", () => {
  const padded = (separator: string): string =>
    letterboxdList(FILMS, { separator }).replace("v7", `v7${separator.repeat(4)}`);

  test.each([
    ["as it comes", letterboxdList(FILMS)],
    ["with CRLF", letterboxdList(FILMS, { lineEnd: "\r\n" })],
    ["with semicolons, as a spreadsheet saves it", padded(";")],
    ["with tabs, as a spreadsheet saves it", padded("\t")],
  ])("reads the films and takes them for wishes: %s", async (_, text) => {
    const found = await readExport(text, "my-watched-films.csv");
    expect([found.format, found.formatTitle]).toEqual(["letterboxd-list", "Letterboxd list (CSV)"]);
    expect([found.rows, found.watchlist.length, found.seen.length]).toEqual([12, 12, 0]);
    expect(titles(found.watchlist)).toEqual(FILMS.map(({ title }) => title.replace("\n", " ")));
    expect(found.watchlist[0]).toEqual({
      ...{ title: FILMS[0]!.title, year: FILMS[0]!.year, file: "my-watched-films.csv", line: 7 },
    });
  });

  test("takes them for what the option says, and with columns that are named", async () => {
    const text = letterboxdList(FILMS);
    const seen = await readExport(text, "watchlist.csv", { listAs: "seen" });
    expect([seen.seen.length, seen.watchlist.length]).toEqual([12, 0]);
    const named = await readExport(text, "x.csv", { columns: { title: "Name" } });
    expect([named.rows, named.seen[0]!.year]).toEqual([12, FILMS[0]!.year]);
  });

  test("refuses one without films, quoting nothing", async () => {
    const about = letterboxdList(FILMS).split("\n\n", 1)[0]!;
    const { message } = await refusalOf(about);
    expect(message).toBe(
      "my.csv:1: Cannot read the export: a list of Letterboxd must have a line such as `Position,Name,Year` above its films; export it anew",
    );
    const { message: empty } = await refusalOf(letterboxdList([]));
    expect(empty).toContain("it holds no films (Letterboxd list (CSV))");
  });
});

describe("readExport() of single other files of Letterboxd's export", () => {
  test("takes reviews for a diary, and likes for films seen, since their columns are the same", async () => {
    const header = DIARY_HEADER.replace("Rewatch", "Rewatch,Review");
    const reviews = `${header}\n2024-01-01,Alien,1979,u,4,,Secret,,2024-01-01\n`;
    const { format, ratings } = await readExport(reviews, "reviews.csv");
    expect([format, ratings.length]).toEqual(["letterboxd-diary", 1]);
    const likes = await readExport(letterboxdFilms(FILMS), "likes/films.csv");
    expect([likes.format, likes.seen.length]).toEqual(["letterboxd-watched", 12]);
  });

  test.each([
    ["profile.csv", "Date Joined,Username,Given Name\n2015-01-01,Secret,Secret\n"],
    ["comments.csv", "Date,Content,Comment\n2024-01-01,u,Secret\n"],
  ])("refuses %s", async (name, text) => {
    const { message } = await refusalOf(text, {}, name);
    expect(message).toContain("none of its columns is known to hold titles or ids of films");
    expect(message).not.toContain("Secret");
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
