import { describe, expect, test } from "vitest";
import { madeFilms } from "../../../test/support/exports/made-films.ts";
import { matineeJson } from "../../../test/support/exports/other-files.ts";
import { refusalOf, titles, told } from "../../../test/support/exports/read-outcome.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);

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
      "the JSON of an export may hold 5,000,000 values at most",
    ],
    ["cut short", '[{"title":"Secret"},\n{"ti', "it begins as JSON does, but is none; get it anew"],
    ["of another kind", '{"films": []}', "its JSON is neither Trakt's nor of the form"],
    ["an empty array", "[]", "it holds no films (Trakt export (JSON))"],
  ])("refuses a text that is %s", async (_, text, message) => {
    const error = await refusalOf(text);
    expect(error.message).toContain(`Cannot read the export: ${message}`);
    expect(error.message).not.toContain("Secret");
    expect(error.cause).toBeUndefined();
  });
});
