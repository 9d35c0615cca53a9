import { describe, expect, test } from "vitest";
import {
  letterboxdArchive,
  letterboxdRatings,
} from "../../../test/support/exports/letterboxd-files.ts";
import { imdbV3 } from "../../../test/support/exports/imdb-files.ts";
import { madeFilms } from "../../../test/support/exports/made-films.ts";
import { refusalOf } from "../../../test/support/exports/read-outcome.ts";
import { traktFiles } from "../../../test/support/exports/trakt-files.ts";
import { ZIP_ATTACKS } from "../../../test/support/exports/zip-attacks.ts";
import { zipOf } from "../../../test/support/exports/zip-of.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);

describe("readExport() of Letterboxd's archive", () => {
  test("has each film once, ratings before what was seen, and nothing of the other files", async () => {
    const found = await readExport(await zipOf(letterboxdArchive(FILMS)), "x.zip");
    expect([found.format, found.formatTitle]).toEqual([
      "letterboxd-zip",
      "Letterboxd export (ZIP)",
    ]);
    expect(found.rows).toBe(5 + 7 + 3 + 3);
    const titles = FILMS.map(({ title }) => title.replace("\n", " "));
    expect(found.ratings.map(({ title }) => title)).toEqual([...titles.slice(0, 5), titles[10]]);
    expect(found.seen.map(({ title }) => title).sort()).toEqual(titles.slice(5, 7).sort());
    expect(found.watchlist.map(({ title }) => title)).toEqual(titles.slice(7, 10));
    expect(found.leftOut).toMatchObject({ repeated: 5 + 1 + 1, unreadable: 0 });
    expect(found.replaced).toBe(0); // what is watched and rated is no rating replaced
    expect(found.ratings[0]!.file).toBe("x.zip/ratings.csv");
  });

  test("takes the rating of ratings.csv, and of the diary only films that it lacks", async () => {
    const header = "Date,Name,Year,Letterboxd URI,Rating";
    const archive = await zipOf({
      "diary.csv": `${header},Rewatch,Tags,Watched Date\n2024-09-09,Alien,1979,u,1,,,2024-09-09\n2024-01-01,Heat,1995,u,2,,,\n2024-02-01,Heat,1995,u,4,Yes,,\n`,
      "ratings.csv": `${header}\n2020-01-01,Alien,1979,u,5\n`,
    });
    const { ratings, leftOut, rows } = await readExport(archive, "x.zip");
    expect(ratings.map(({ title, rating }) => [title, rating])).toEqual([
      ["Heat", 4],
      ["Alien", 5],
    ]);
    expect([rows, leftOut.repeated]).toEqual([4, 2]);
  });

  test("is found in a folder, and without the files that are empty or missing", async () => {
    const files = { "me/ratings.csv": letterboxdRatings(FILMS), "me/watched.csv": "" };
    const found = await readExport(await zipOf(files), "x.zip");
    expect([found.format, found.ratings.length]).toEqual(["letterboxd-zip", 12]);
  });

  test("comes from bytes, an ArrayBuffer and a Blob alike", async () => {
    const bytes = await zipOf(letterboxdArchive(FILMS));
    const whole = await readExport(bytes, "x.zip");
    const copy = bytes.slice();
    expect(await readExport(copy.buffer as ArrayBuffer, "x.zip")).toEqual(whole);
    expect(await readExport(new Blob([copy as Uint8Array<ArrayBuffer>]), "x.zip")).toEqual(whole);
  });
});

describe("readExport() of Trakt's archive", () => {
  const { ratings, shows, watched, history, watchlist } = traktFiles(FILMS);
  const profile = { "user-profile.json": [{}], "lists-list-best.json": [{ junk: 1 }] };
  test.each([
    [
      "as it is now",
      {
        ...{ "ratings-movies.json": ratings, "ratings-shows.json": shows },
        ...{ "watched-movies-1.json": watched, "watched-history-1.json": history },
        ...{ "lists-watchlist.json": watchlist, ...profile },
      },
    ],
    [
      "as it was, in a folder of the user's name",
      {
        ...{ "me/ratings/ratings-movies.json": ratings, "me/ratings/ratings-shows.json": shows },
        ...{
          "me/watched/watched-movies.json": watched,
          "me/watched/watched-history.json": history,
        },
        ...{ "me/lists/watchlist.json": watchlist, "me/profile.json": [{}] },
      },
    ],
    [
      "as backup scripts write it",
      {
        ...{ "ratings_movies.json": ratings, "ratings_shows.json": shows },
        ...{ "watched_movies.json": watched, "history_movies.json": history },
        ...{ "watchlist_movies.json": watchlist },
      },
    ],
  ])("%s", async (_, files: Readonly<Record<string, object[]>>) => {
    const found = await readExport(await zipOf(files), "x.zip");
    expect([found.format, found.scale]).toEqual(["trakt-zip", "1-10"]);
    expect(found.rows).toBe(5 + 2 + 7 + 4 + 3);
    expect([found.ratings.length, found.seen.length, found.watchlist.length]).toEqual([5, 2, 3]);
    const counts = { shows: 2, episodes: 2, shorts: 0, others: 0, repeated: 7, unreadable: 0 };
    expect(found.leftOut).toEqual(counts);
  });
});

describe("readExport() of any other archive", () => {
  test("reads the only table there is, whatever it is called", async () => {
    const archive = await zipOf({ "ratings.csv": imdbV3(FILMS, ["Movie"]), "readme.md": "hello" });
    const found = await readExport(archive, "x.zip");
    expect([found.format, found.ratings.length]).toEqual(["imdb-ratings", 12]);
    const other = await readExport(await zipOf({ "a/b.txt": "Film,Score\nAlien,90\n" }), "x.zip");
    expect(other.ratings[0]).toMatchObject({ title: "Alien", rating: 4.5, file: "x.zip/b.txt" });
  });

  test.each([
    ["none of them", { "notes.md": "x" }, "no file in it is an export; give the archive as it was"],
    ["pictures only", { "a.png": "x", "b/c.jpg": "y" }, "no file in it is an export"],
    [
      "several unknown tables",
      { "a.csv": "x", "b.csv": "y" },
      "it holds 2 tables and none is known",
    ],
    [
      "the exports of two people",
      { "a/ratings.csv": "x", "b/ratings.csv": "y" },
      "it holds more than one export; give them one by one",
    ],
    [
      "a MovieLens data set",
      { "ml-1m/ratings.dat": "x", "ml-1m/movies.dat": "y" },
      "it is a MovieLens data set, the ratings of many people; give the export of one",
    ],
    ["nothing", {}, "no file in it is an export"],
  ])("refuses one with %s", async (_, files: Record<string, string>, message) => {
    expect((await refusalOf(await zipOf(files), {}, "x.zip")).message).toContain(
      `x.zip: Cannot read the export: ${message}`,
    );
  });
});

describe("readExport() refuses an archive at once", () => {
  test.each(ZIP_ATTACKS.map((attack) => [attack.name, attack] as const))(
    "with %s",
    async (_, { make, says, names }) => {
      const archive = await make();
      const started = process.cpuUsage();
      const error = await refusalOf(archive, {}, "x.zip");
      expect([error.code, error.file]).toEqual(["E_DATA", names]);
      expect(error.message).toContain(says);
      const { user, system } = process.cpuUsage(started); // as others may have the cores
      expect((user + system) / 1000).toBeLessThan(2_000); // 1 s with room for a slow machine
    },
  );
});
