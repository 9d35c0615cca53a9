import { describe, expect, test } from "vitest";
import { ENCODINGS } from "../../../test/support/exports/encodings.ts";
import { imdbList, imdbV1, imdbV2, imdbV3 } from "../../../test/support/exports/imdb-files.ts";
import {
  FILMS_HEADER,
  RATINGS_HEADER,
  letterboxdDiary,
  letterboxdRatings,
} from "../../../test/support/exports/letterboxd-files.ts";
import { madeFilms } from "../../../test/support/exports/made-films.ts";
import {
  letterboxdImport,
  matineeSaved,
  movieLensOwn,
} from "../../../test/support/exports/other-files.ts";
import {
  refusalOf,
  titles,
  told,
  NOTHING_LEFT_OUT,
} from "../../../test/support/exports/read-outcome.ts";
import { traktCsv, traktRatings } from "../../../test/support/exports/trakt-files.ts";
import type { ExportContent } from "./export-content.ts";
import type { PersonExport } from "./person-export.ts";
import type { ReadExportOptions } from "./read-export.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);
const MOVIES = ["Movie"];
const WANTED_TITLES = FILMS.map(({ title }) => title.replace("\n", " "));

describe("readExport() reads whole", () => {
  test.each<[string, string, string]>([
    ["Letterboxd's ratings", letterboxdRatings(FILMS), "letterboxd-ratings"],
    ["IMDb's ratings until 2017", imdbV1(FILMS, ["Feature Film"]), "imdb-ratings"],
    ["IMDb's ratings until 2024", imdbV2(FILMS, ["movie", "video"]), "imdb-ratings"],
    ["IMDb's ratings since", imdbV3(FILMS, ["Movie", "TV Movie"]), "imdb-ratings"],
    ["Trakt's ratings", JSON.stringify(traktRatings(FILMS)), "trakt-json"],
    ["MovieLens's", movieLensOwn(FILMS), "movielens-csv"],
    ["a table for Letterboxd", letterboxdImport(FILMS), "letterboxd-import"],
    ["what matinee saved", matineeSaved(FILMS), "matinee-csv"],
  ])("%s", async (_, text, format) => {
    const found = await readExport(text, "a file");
    expect([found.format, found.rows, found.leftOut]).toEqual([format, 12, NOTHING_LEFT_OUT]);
    // MovieLens writes articles last, and a title that ends so is put right.
    const wanted = WANTED_TITLES.map((t) =>
      format === "movielens-csv" && t === "Matrix, The" ? "The Matrix" : t,
    );
    expect(titles(found.ratings)).toEqual(wanted);
    expect(found.ratings.map(({ rating }) => rating)).toEqual(
      FILMS.map((film) => film.outOfTen / 2),
    );
    expect(found.ratings.map(({ year }) => year)).toEqual(FILMS.map(({ year }) => year));
    expect([found.seen, found.watchlist, found.faults]).toEqual([[], [], []]);
  });

  test("days, ids and other names as far as each file has them", async () => {
    const film = FILMS[0]!;
    const first = async (text: string): Promise<object> =>
      told((await readExport(text, "a file")).ratings[0]!);
    const bare = { title: film.title, year: film.year, date: film.day };
    const imdbId = 1_000_000;
    expect(await first(letterboxdRatings(FILMS))).toEqual(bare);
    for (const text of [imdbV1(FILMS, MOVIES), imdbV2(FILMS, MOVIES), imdbV3(FILMS, MOVIES)]) {
      expect(await first(text)).toEqual({ ...bare, imdbId });
    }
    expect(await first(JSON.stringify(traktRatings(FILMS)))).toEqual({
      ...bare,
      imdbId,
      tmdbId: 100,
    });
    expect(await first(letterboxdImport(FILMS))).toEqual({ ...bare, imdbId, tmdbId: 100 });
    expect(await first(movieLensOwn(FILMS))).toEqual({
      ...bare,
      date: undefined,
      imdbId,
      tmdbId: 100,
    });
    const { ratings } = await readExport(imdbV3(FILMS, MOVIES), "a file");
    expect(ratings.map(({ otherTitle }) => otherTitle).slice(0, 4)).toEqual([
      ...["Original 0", undefined, undefined, "Original 3"],
    ]);
    expect(ratings[1]!.imdbId).toBe(20_000_001);
  });

  test("the line of each film, also after a title that goes on for two", async () => {
    const { ratings } = await readExport(letterboxdRatings(FILMS), "ratings.csv");
    expect(ratings.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14]);
    const json = await readExport(JSON.stringify(traktRatings(FILMS)), "ratings.json");
    expect(json.ratings.map(({ line }) => line)).toEqual(FILMS.map((_, k) => k + 1));
  });

  test.each(Object.entries(ENCODINGS))("a table in %s", async (_, encoded) => {
    const wanted = await readExport(letterboxdRatings(FILMS), "x.csv");
    expect(await readExport(encoded(letterboxdRatings(FILMS)), "x.csv")).toEqual(wanted);
    const json = JSON.stringify(traktRatings(FILMS));
    expect(await readExport(encoded(json), "x")).toEqual(await readExport(json, "x"));
  });

  test.each([
    ["CRLF", { lineEnd: "\r\n" }],
    ["CR", { lineEnd: "\r" }],
    ["semicolons", { separator: ";" }],
    ["tabs", { separator: "\t", lineEnd: "\r\n" }],
    ["quotes everywhere", { quoteAll: true }],
  ])("a table with %s", async (_, form) => {
    const wanted = await readExport(letterboxdRatings(FILMS), "x.csv");
    expect(await readExport(letterboxdRatings(FILMS, form), "x.csv")).toEqual(wanted);
  });
});

describe("readExport() of rows that cannot be used", () => {
  test.each([
    [
      "a rating above the scale",
      "2019-03-02,Alien,1979,x,5.5",
      5,
      '"Rating" must be a number in [0.5, 5]',
      "5.5",
    ],
    [
      "zero stars",
      "2019-03-02,Alien,1979,x,0",
      5,
      '"Rating" must be a number in [0.5, 5] (0 is no rating in stars)',
      "0",
    ],
    ["words", "2019-03-02,Alien,1979,x,four", 5, '"Rating" must be a number in [0.5, 5]', "four"],
    [
      "stars as signs",
      "2019-03-02,Alien,1979,x,★★★",
      5,
      '"Rating" must be a number in [0.5, 5]',
      "★★★",
    ],
    [
      "an empty name",
      "2019-03-02, ,1979,x,4",
      2,
      '"Name" must be a title or an id that is not empty',
      " ",
    ],
    [
      "no year",
      "2019-03-02,Alien,79,x,4",
      3,
      '"Year" must be a year of four digits or empty',
      "79",
    ],
    [
      "a title without end",
      `,${"Alien ".repeat(200)},1979,x,4`,
      2,
      '"Name" must have at most 1000 characters',
      "Alien ",
    ],
    [
      "too many cells",
      "2019-03-02,Paris, Texas,1984,x,4",
      undefined,
      "a row must have 5 cells as the header has, this one has 6",
      undefined,
    ],
    [
      "too few cells",
      "2019-03-02,Paris",
      undefined,
      "a row must have 5 cells as the header has, this one has 2",
      undefined,
    ],
  ])(
    "counts %s, says where, and quotes it only when asked to",
    async (_, row, column, message, found) => {
      const text = `${RATINGS_HEADER}\n2019-03-02,"a\nb",1999,x,4\n${row}\n`;
      const { rows, ratings, leftOut, faults } = await readExport(text, "x.csv");
      expect([rows, ratings.length, leftOut]).toEqual([
        2,
        1,
        { ...NOTHING_LEFT_OUT, unreadable: 1 },
      ]);
      const place = column === undefined ? { line: 4 } : { line: 4, column };
      expect(faults).toEqual([{ file: "x.csv", ...place, message }]);
      const loud = await readExport(text, "x.csv", { verbose: true });
      expect(loud.faults[0]!.message).toContain(
        found === undefined ? message : `${message}, got "${found}`,
      );
    },
  );

  test("keeps the first ten faults and counts all", async () => {
    const text = `${RATINGS_HEADER}\n${",Alien,1979,u,9\n".repeat(25)},Heat,1995,u,4\n`;
    const { faults, leftOut } = await readExport(text, "x.csv");
    expect([faults.length, leftOut.unreadable]).toEqual([10, 25]);
  });

  test("refuses a file of which none can be used, with the place of the first", async () => {
    const text = `${RATINGS_HEADER}\n,Secret,1979,u,9\n,Secret,1979,u,8\n`;
    const error = await refusalOf(text);
    expect(error.message).toBe(
      'my.csv:2:5: Cannot read the export: no row can be used of the 2 there are; it was taken for Letterboxd ratings (CSV), where "Rating" must be a number in [0.5, 5]; mend it, or name the columns and the scale',
    );
    expect([error.code, error.line, error.column]).toEqual(["E_DATA", 2, 5]);
    expect((await refusalOf(text, { verbose: true })).message).toContain(', got "9"');
  });

  test.each([
    ...[letterboxdRatings(FILMS), letterboxdDiary(FILMS), letterboxdImport(FILMS)],
    ...[imdbV1(FILMS, MOVIES), imdbV2(FILMS, MOVIES), imdbV3(FILMS, MOVIES)],
    ...[imdbList(FILMS, MOVIES), traktCsv(FILMS), movieLensOwn(FILMS), matineeSaved(FILMS)],
  ])("says nothing of what stands in cells, wherever they are wrong: %#", async (text) => {
    const header = text.split(/\r?\n/u, 1)[0]!;
    const { length } = header.split(",");
    for (let wrong = 0; wrong < length; wrong++) {
      const cells = Array.from({ length }, (_, k) => (k === wrong ? "Secret 77" : ""));
      const rows = [
        cells.join(","),
        `${cells.join(",")},Secret`,
        "Secret",
        `"Secret" "${"x,".repeat(length)}"`,
      ];
      for (const row of [...rows, '"Secret', `Secret,"Secret" Secret\nSecret",Secret`]) {
        const outcome = await readExport(`${header}\n${row}\n`, "x.csv").catch((e: unknown) => e);
        const messages =
          outcome instanceof Error
            ? [outcome.message]
            : (outcome as PersonExport).faults.map(({ message }) => message);
        expect(messages.join()).not.toContain("Secret");
      }
    }
  });

  test("speaks of one row as of one", async () => {
    const { message } = await refusalOf(`${RATINGS_HEADER}\n,Secret,1979,u,9\n`);
    expect(message).toContain("the only row cannot be used; it was taken for Letterboxd ratings");
  });

  test("says so where a file holds shows only, or nothing", async () => {
    expect((await refusalOf(imdbV3(FILMS, ["Serie TV", "Corto"]))).message).toBe(
      "my.csv: Cannot read the export: it holds no film, but 6 shows and 6 shorts; films are what is read",
    );
    const types = ["TV Series", "TV Episode", "Short", "Podcast Series", "Video Game"];
    expect((await refusalOf(imdbV3(FILMS.slice(0, 5), types))).message).toContain(
      "it holds no film, but 1 show, 1 episode, 1 short and 2 other things; films are what is read",
    );
    expect((await refusalOf(imdbV3(FILMS.slice(0, 1), types))).message).toContain(
      "it holds no film, but 1 show; films are what is read",
    );
    expect((await refusalOf(`${FILMS_HEADER}\n`)).message).toBe(
      "my.csv: Cannot read the export: it holds no films (Letterboxd films watched (CSV))",
    );
  });
});

describe("readExport() refuses", () => {
  test.each<[string, ExportContent, string]>([
    ["an empty file", new Uint8Array(0), "my.csv: Cannot read the export: the file is empty"],
    ["an empty text", "", "my.csv: Cannot read the export: the file is empty"],
    ["blank lines", " \n\n", "my.csv: Cannot read the export: the file is empty"],
    [
      "binary junk",
      Uint8Array.of(1, 2, 10, 0, 5),
      "my.csv:2: Cannot read the export: the file is not text, got a NUL byte",
    ],
    [
      "a text with NUL",
      "a\0b",
      "my.csv: Cannot read the export: the file is not text, got a NUL character",
    ],
    [
      "a web page",
      "<!doctype html>\n<title>Sign in</title>",
      "my.csv:1: Cannot read the export: it is a web page and no export; download the export itself",
    ],
    [
      "a quote that swallows the rest",
      `${RATINGS_HEADER}\n,Heat,1995,u,4\n,"Secret,1979,u,5\n,Secret,1979,u,5\n`,
      "my.csv:3: Cannot read the table: a quoted cell must end with a quote before the next comma or line",
    ],
    [
      "an empty archive",
      new Blob([Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18))]),
      "my.csv: Cannot read the export: no file in it is an export; give the archive as it was downloaded, or one table",
    ],
  ])("%s", async (_, content, message) => {
    expect((await refusalOf(content)).message).toBe(message);
  });

  test("more rows, cells or columns than a person has", async () => {
    expect((await refusalOf(`title,rating\n${"a,1\n".repeat(500_001)}`)).message).toContain(
      "at most 500,000 rows",
    );
    const padded = `title,rating${",".repeat(300)}
A,1
`;
    expect((await readExport(padded, "x.csv")).ratings.length).toBe(1);
    const wide = `title,rating,${"x,".repeat(300)}x\nA,1\n`;
    expect((await refusalOf(wide)).message).toContain("at most 200 columns");
    const cells = `title,rating${",x".repeat(198)}\n${`A${",".repeat(199)}\n`.repeat(50_001)}`;
    expect((await refusalOf(cells)).message).toContain("at most 10,000,000 cells");
  });

  test("more bytes, before it reads them", async () => {
    const huge = {
      size: 2 ** 40,
      slice: () => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(4)) }),
    };
    expect((await refusalOf(huge)).message).toContain("may hold at most 128 MB, got 1,024 GB");
  });

  test("what cannot be read, with the reason", async () => {
    const lost = {
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new RangeError("the disk is gone")) }),
    };
    const error = await refusalOf(lost);
    expect(error.message).toBe(
      "my.csv: Cannot read the export: it cannot be read (the disk is gone); give it anew",
    );
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("mistakes of the program with TypeError and RangeError", async () => {
    const read = (content: unknown, options?: unknown): Promise<PersonExport> =>
      readExport(content as string, "x", options as ReadExportOptions);
    await expect(read(7)).rejects.toThrow(
      '"content" must be a text, bytes (a Uint8Array or an ArrayBuffer) or a Blob, got 7',
    );
    for (const content of [undefined, null, {}, [1], new Uint16Array(2), { size: 1, slice: 1 }]) {
      await expect(read(content)).rejects.toThrow(TypeError);
      await expect(read(content)).rejects.toThrow('"content" must be a text, bytes');
    }
    const nameless = readExport as unknown as (...given: unknown[]) => Promise<unknown>;
    for (const given of [["x"], ["x", 7], ["x", { scale: "1-10" }]]) {
      await expect(nameless(...given)).rejects.toThrow(TypeError);
      await expect(nameless(...given)).rejects.toThrow(
        `Cannot read the export: "file" must be the file's name, such as "ratings.csv", got `,
      );
    }
    await expect(read("x", { scal: 1 })).rejects.toThrow(
      '"scal" is not an option; did you mean "scale"?',
    );
    await expect(read("x", { scale: "1-5" })).rejects.toThrow(RangeError);
    await expect(read("x", { listAs: "x" })).rejects.toThrow(RangeError);
    await expect(read("x", { verbose: 1 })).rejects.toThrow(TypeError);
    await expect(read("x", { columns: { titel: "x" } })).rejects.toThrow('did you mean "title"?');
    await expect(read("x", { columns: { title: 1 } })).rejects.toThrow(TypeError);
  });
});
