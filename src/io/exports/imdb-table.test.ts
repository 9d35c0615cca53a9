import { describe, expect, test } from "vitest";
import { imdbList, imdbV3 } from "../../../test/support/exports/imdb-files.ts";
import { madeFilms } from "../../../test/support/exports/made-films.ts";
import { NOTHING_LEFT_OUT, titles } from "../../../test/support/exports/read-outcome.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);
const MOVIES = ["Movie"];
const WANTED_TITLES = FILMS.map(({ title }) => title.replace("\n", " "));

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
    expect(found.leftOut).toEqual({
      ...NOTHING_LEFT_OUT,
      shows: 2,
      episodes: 1,
      shorts: 1,
      others: 3,
    });
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
