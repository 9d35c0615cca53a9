import { describe, expect, test } from "vitest";
import { ENCODINGS } from "../../../test/support/exports/encodings.ts";
import { imdbList, imdbV1, imdbV2, imdbV3 } from "../../../test/support/exports/imdb-files.ts";
import {
  FILMS_HEADER,
  RATINGS_HEADER,
  letterboxdDiary,
  letterboxdFilms,
  letterboxdRatings,
} from "../../../test/support/exports/letterboxd-files.ts";
import { madeFilms, slashed } from "../../../test/support/exports/made-films.ts";
import {
  letterboxdImport,
  matineeJson,
  matineeSaved,
  movieLensOwn,
} from "../../../test/support/exports/other-files.ts";
import {
  traktCsv,
  traktFiles,
  traktHistory,
  traktRatings,
  traktShowRatings,
  traktWatched,
} from "../../../test/support/exports/trakt-files.ts";
import { DataError } from "../../core/errors.ts";
import type { ExportContent } from "./export-content.ts";
import type { ExportedFilm, PersonExport } from "./person-export.ts";
import type { ReadExportOptions } from "./read-export.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);
const MOVIES = ["Movie"];
const NONE = { shows: 0, episodes: 0, shorts: 0, others: 0, repeated: 0, unreadable: 0 };

async function thrownBy(content: ExportContent, options?: ReadExportOptions): Promise<DataError> {
  const error: unknown = await readExport(content, "my.csv", options).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
}

/** What of a film is not where it stands. */
function told({ title, year, date, imdbId, tmdbId }: ExportedFilm): object {
  return { title, year, date, imdbId, tmdbId };
}

function titles(films: readonly ExportedFilm[]): string[] {
  return films.map(({ title }) => title);
}

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
    expect([found.format, found.rows, found.leftOut]).toEqual([format, 12, NONE]);
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
    const { ratings, leftOut } = await readExport(text, "ratings.csv");
    expect(ratings.map(({ title, year, rating, line }) => [title, year, rating, line])).toEqual([
      ["Alien", 1979, 5, 2],
      ["Heat", 1995, 4, 6],
      ["Heat", 1986, 2, 8],
    ]);
    expect(leftOut.repeated).toBe(4);
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

describe("readExport() of IMDb's tables", () => {
  test("leaves out and counts what is no film", async () => {
    const types = ["Movie", "TV Series", "TV Mini Series", "TV Episode", "Short", "Video Game"];
    const others = [
      "TV Movie",
      "Video",
      "TV Special",
      "Music Video",
      "Podcast Series",
      "Film noir",
    ];
    const found = await readExport(imdbV3(FILMS, [...types, ...others]), "ratings.csv");
    expect(titles(found.ratings)).toEqual([0, 6, 7, 8, 11].map((k) => WANTED_TITLES[k]));
    expect(found.leftOut).toEqual({ ...NONE, shows: 2, episodes: 1, shorts: 1, others: 3 });
  });

  test("of a list, films that are not rated are wishes", async () => {
    const found = await readExport(imdbList(FILMS, MOVIES), "list.csv");
    expect([found.format, found.ratings.length, found.watchlist.length]).toEqual([
      "imdb-list",
      4,
      8,
    ]);
    expect(found.ratings[1]).toMatchObject({ imdbId: 20_000_003, otherTitle: "Original 3" });
  });

  test("refuses rows whose id is none", async () => {
    const text =
      "Const,Your Rating,Title,Title Type\nnm0000123,5,A Person,Movie\ntt1,5,B,Movie\ntt0116282,9,Fargo,Movie\n";
    const { ratings, faults } = await readExport(text, "x.csv");
    expect(titles(ratings)).toEqual(["Fargo"]);
    expect(faults.map(({ line, column, message }) => [line, column, message])).toEqual([
      [2, 1, '"Const" must be an id such as tt0114709'],
      [3, 1, '"Const" must be an id such as tt0114709'],
    ]);
  });
});

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

describe("readExport() of this project's JSON", () => {
  test("reads all three lists", async () => {
    const found = await readExport(JSON.stringify(matineeJson(FILMS)), "x.json");
    expect([found.format, found.rows, found.scale]).toEqual(["matinee-json", 12, "0.5-5"]);
    // The first film of `seen` has a rating, which says more.
    expect([found.ratings.length, found.seen.length, found.watchlist.length]).toEqual([12, 0, 0]);
    const lists = {
      ratings: [{ imdbId: 5, rating: 4 }],
      seen: [{ title: "A" }],
      watchlist: [{ tmdbId: 6 }],
    };
    const small = await readExport(JSON.stringify(lists), "x.json");
    expect([small.ratings.length, small.seen.length, small.watchlist.length]).toEqual([1, 1, 1]);
  });

  test("reads an array without a name", async () => {
    const text = JSON.stringify([
      { title: "A", rating: "4,5" },
      { title: "B", year: "1999" },
    ]);
    const found = await readExport(text, "x.json");
    expect([found.ratings.map(told), found.seen.map(told)]).toEqual([
      [{ title: "A" }],
      [{ title: "B", year: 1999 }],
    ]);
    expect((await readExport(text, "watchlist.json")).watchlist.length).toBe(1);
  });

  test("takes nothing from what all objects have, nor from a made-up prototype", async () => {
    const text =
      '[{"__proto__": {"title": "Evil", "rating": 5}}, {"title": "A", "rating": 4, "__proto__": null}]';
    const { ratings, leftOut } = await readExport(text, "x.json");
    expect([titles(ratings), leftOut.unreadable]).toEqual([["A"], 1]);
    expect(Object.hasOwn(Object.prototype, "title")).toBe(false);
  });

  test.each([
    [
      "nested too deep",
      `${"[".repeat(40)}${"]".repeat(40)}`,
      "the JSON of an export may be nested 32 deep at most",
    ],
    [
      "too many values",
      `[${"1,".repeat(5_000_001)}1]`,
      "the JSON of an export may hold 5000000 values at most",
    ],
    ["cut short", '[{"title":"Secret"},\n{"ti', "it begins as JSON does, but is none; get it anew"],
    ["of another kind", '{"films": []}', "its JSON is neither Trakt's nor of the form"],
    ["an empty array", "[]", "it holds no films (Trakt export (JSON))"],
  ])("refuses a text that is %s", async (_, text, message) => {
    const error = await thrownBy(text);
    expect(error.message).toContain(`Cannot read the export: ${message}`);
    expect(error.message).not.toContain("Secret");
    expect(error.cause).toBeUndefined();
  });
});

describe("readExport() of other tables", () => {
  test.each([
    ["title,my rating,year", "0.5-5"],
    ["Film;Score;Release Year", "0.5-5"],
    ["MOVIE\tStars\tYear", "0.5-5"],
  ])("knows usual columns by themselves: %s", async (header, scale) => {
    const separator = /[;\t]/u.exec(header)?.[0] ?? ",";
    const found = await readExport(
      `${header}\nAlien${separator}4,5${separator}1979\n`.replace(",5,", ".5,"),
      "x.csv",
    );
    expect([found.format, found.scale]).toEqual(["table", scale]);
    expect(found.ratings.map(({ title, year, rating }) => [title, year, rating])).toEqual([
      ["Alien", 1979, 4.5],
    ]);
  });

  test("takes the year out of the title where there is no column for it", async () => {
    const { ratings } = await readExport(
      'title,rating\n"Matrix, The (1999)",4\nAlien,5\n',
      "x.csv",
    );
    expect(ratings.map(told)).toEqual([{ title: "The Matrix", year: 1999 }, { title: "Alien" }]);
  });

  test("takes the columns that are named, also those with unusual names", async () => {
    const text = "Nome,Voto,Anno,Quando,Id\nAlien,9,1979,01.05.2024,tt0078748\n";
    const columns = { title: "nome", rating: "Voto", year: "Anno", date: "Quando", imdb: "Id" };
    const found = await readExport(text, "x.csv", { columns });
    expect(found.ratings).toEqual([
      {
        ...{ title: "Alien", year: 1979, imdbId: 78_748, rating: 4.5, date: "2024-05-01" },
        ...{ file: "x.csv", line: 2 },
      },
    ]);
    const wishes = await readExport(text, "x.csv", {
      columns: { title: "Nome" },
      listAs: "watchlist",
    });
    expect(wishes.watchlist.length).toBe(1);
  });

  test("names the columns there are, and the nearest", async () => {
    const error = await thrownBy("Nome,Voto\nAlien,9\n", { columns: { title: "Nmoe" } });
    expect(error.message).toBe(
      'my.csv:1: Cannot read the export: there is no column "Nmoe", got the columns "Nome", "Voto"; did you mean "Nome"?',
    );
    const unknown = await thrownBy("Nome,Voto\nAlien,9\n");
    expect(unknown.message).toBe(
      'my.csv:1: Cannot read the export: none of its columns is known to hold titles or ids of films, got the columns "Nome", "Voto"; say which is which with --columns title=…,rating=… (the option `columns`)',
    );
    expect((await thrownBy("Nome,Voto\nAlien,9\n", { columns: { rating: "Voto" } })).line).toBe(1);
  });

  test("quotes no first line that holds data", async () => {
    for (const text of [
      "Secret Film,1979,5\n",
      "Secret Film\nAnother\n",
      "https://x.y/Secret,Secret\n",
    ]) {
      expect((await thrownBy(text)).message).not.toContain("Secret");
    }
  });
});

describe("readExport() and scales", () => {
  const of = async (
    values: readonly (number | string)[],
    options?: ReadExportOptions,
  ): Promise<PersonExport> => {
    const rows = values.map((value, k) => `Film ${k},${value}\n`);
    return readExport(`title,rating\n${rows.join("")}`, "x.csv", options);
  };

  test.each([
    ["0.5-5", [0.5, 3, 5], [0.5, 3, 5]],
    ["1-10", [1, 6, 10], [0.5, 3, 5]],
    ["0-10", [0, 0.5, 7.5, 10], [0.5, 0.5, 3.75, 5]],
    ["0-100", [0, 5, 60, 100], [0.5, 0.5, 3, 5]],
  ])("finds %s from the values", async (scale, values, stars) => {
    const found = await of(values);
    expect(found.scale).toBe(scale);
    expect(found.ratings.map(({ rating }) => rating)).toEqual(stars);
  });

  test("takes one slip in fifty for a fault, not for a scale", async () => {
    const found = await of([...Array.from({ length: 60 }, (_, k) => 1 + (k % 5)), 45]);
    expect([found.scale, found.leftOut.unreadable]).toEqual(["0.5-5", 1]);
    expect(found.faults[0]).toEqual({
      ...{ file: "x.csv", line: 62, column: 2 },
      message: '"rating" must be a number in [0.5, 5]',
    });
  });

  test("obeys the option, whatever the format", async () => {
    expect((await of([1, 2, 5], { scale: "1-10" })).ratings.map(({ rating }) => rating)).toEqual([
      ...[0.5, 1, 2.5],
    ]);
    const found = await readExport(letterboxdRatings(FILMS), "x.csv", { scale: "0-10" });
    expect(found.ratings[0]!.rating).toBe(0.5);
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
    ["zero stars", "2019-03-02,Alien,1979,x,0", 5, '"Rating" must be a number in [0.5, 5]', "0"],
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
      expect([rows, ratings.length, leftOut]).toEqual([2, 1, { ...NONE, unreadable: 1 }]);
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
    const error = await thrownBy(text);
    expect(error.message).toBe(
      'my.csv:2:5: Cannot read the export: no row can be used of the 2 there are; it was taken for Letterboxd ratings (CSV), where "Rating" must be a number in [0.5, 5]; mend it, or name the columns and the scale',
    );
    expect([error.code, error.line, error.column]).toEqual(["E_DATA", 2, 5]);
    expect((await thrownBy(text, { verbose: true })).message).toContain(', got "9"');
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

  test("says so where a file holds shows only, or nothing", async () => {
    expect((await thrownBy(imdbV3(FILMS, ["Serie TV", "Corto"]))).message).toBe(
      "my.csv: Cannot read the export: it holds no film, but 6 shows, 0 episodes, 6 shorts and 0 other things; films are what is read",
    );
    expect((await thrownBy(`${FILMS_HEADER}\n`)).message).toBe(
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
      "my.csv: Cannot read the export: it holds no ratings; give the export",
    ],
  ])("%s", async (_, content, message) => {
    expect((await thrownBy(content)).message).toBe(message);
  });

  test("more rows, cells or columns than a person has", async () => {
    expect((await thrownBy(`title,rating\n${"a,1\n".repeat(500_001)}`)).message).toContain(
      "at most 500000 rows",
    );
    const padded = `title,rating${",".repeat(300)}
A,1
`;
    expect((await readExport(padded, "x.csv")).ratings.length).toBe(1);
    const wide = `title,rating,${"x,".repeat(300)}x\nA,1\n`;
    expect((await thrownBy(wide)).message).toContain("at most 200 columns");
    const cells = `title,rating${",x".repeat(198)}\n${`A${",".repeat(199)}\n`.repeat(50_001)}`;
    expect((await thrownBy(cells)).message).toContain("at most 10000000 cells");
  });

  test("more bytes, before it reads them", async () => {
    const huge = {
      size: 2 ** 40,
      slice: () => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(4)) }),
    };
    expect((await thrownBy(huge)).message).toContain(
      "may hold at most 134217728 bytes, got 1099511627776",
    );
  });

  test("what cannot be read, with the reason", async () => {
    const lost = {
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new RangeError("the disk is gone")) }),
    };
    const error = await thrownBy(lost);
    expect(error.message).toBe(
      "my.csv: Cannot read the export: it cannot be read (the disk is gone); give it anew",
    );
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("mistakes of the program with TypeError and RangeError", async () => {
    const read = (content: unknown, options?: unknown): Promise<PersonExport> =>
      readExport(content as string, "x", options as ReadExportOptions);
    await expect(read(7)).rejects.toThrow(
      '"content" must be a Uint8Array or an ArrayBuffer, got 7',
    );
    await expect(read({})).rejects.toThrow(TypeError);
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
