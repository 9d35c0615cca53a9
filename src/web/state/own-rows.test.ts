import { describe, expect, test } from "vitest";
import { keyOf, rowFrom, storedEdit } from "./own-rows.ts";

const FILM = { movieId: 608, title: "Fargo", year: 1996, rating: 4.5 };
const TOLD = { title: "Lost", year: 2001, imdbId: 7, tmdbId: undefined };

describe("films", () => {
  test("fields stand in one order, without those that say nothing", () => {
    const mixed = { rating: 4.5, year: 1996, mark: undefined, title: "Fargo", movieId: 608, x: 1 };
    expect(JSON.stringify(rowFrom("films", mixed))).toBe(JSON.stringify(FILM));
  });

  test.each([
    ["no object", "Fargo"],
    ["null", null],
    ["a list", [FILM]],
    ["no id", { ...FILM, movieId: undefined }],
    ["an id that is no number", { ...FILM, movieId: Number.NaN }],
    ["no title", { ...FILM, title: undefined }],
    ["a title that is no text", { ...FILM, title: 7 }],
    ["a year that is text", { ...FILM, year: "1996" }],
    ["a rating that is text", { ...FILM, rating: "4" }],
    ["a rating above the scale", { ...FILM, rating: 6 }],
    ["a rating below the scale", { ...FILM, rating: -1 }],
    ["a rating without end", { ...FILM, rating: Number.POSITIVE_INFINITY }],
    ["a mark that there is not", { ...FILM, mark: "loved" }],
    ["a wish that is text", { ...FILM, isWished: "yes" }],
    ["a date that is one", { ...FILM, date: new Date(0) }],
  ])("%s is no record", (_, value) => {
    expect(rowFrom("films", value)).toBeUndefined();
  });

  test("a record at another film's place is none", () => {
    expect(storedEdit("films", 608, FILM)).toEqual({ table: "films", key: 608, row: FILM });
    expect(storedEdit("films", "608", FILM)).toBeUndefined();
  });
});

describe("left rows", () => {
  test("one place a film and list, whatever the case of its title", () => {
    const row = rowFrom("left", { list: "rated", told: TOLD, rating: 3 })!;
    expect(keyOf("left", row)).toBe(keyOf("left", { ...row, told: { ...TOLD, title: "LOST" } }));
    expect(keyOf("left", row)).not.toBe(keyOf("left", { ...row, list: "seen" }));
    expect(keyOf("left", row)).not.toBe(keyOf("left", { ...row, told: { ...TOLD, year: 2002 } }));
  });

  test.each([
    ["an unknown list", { list: "loved", told: TOLD }],
    ["no film", { list: "rated" }],
    ["a film without a title", { list: "rated", told: { year: 2001 } }],
    ["a number that is text", { list: "rated", told: { ...TOLD, imdbId: "tt7" } }],
    ["a film that is none", { list: "rated", told: TOLD, film: { title: "Fargo" } }],
  ])("%s is no row", (_, value) => {
    expect(rowFrom("left", value)).toBeUndefined();
  });
});

describe("rows that someone decided", () => {
  test.each(["rated", "seen", "watchlist", "notForMe", "notSeen"])(
    "of %s keep the film",
    (list) => {
      const film = { movieId: 608, title: "Fargo", year: 1996 };
      const row = rowFrom("left", { list, told: TOLD, film: { ...film, print: [1] } })!;
      expect([row.list, row.film]).toEqual([list, film]);
      expect(rowFrom("left", { list, told: TOLD, film: "none" })!.film).toBe("none");
      expect(keyOf("left", row)).toBe(keyOf("left", { ...row, film: undefined }));
    },
  );
});

describe("guests", () => {
  const data = { ratings: [{ movieId: 1, rating: 4 }], seen: ["a"], notForMe: [2] };

  test("a guest is kept with what they said of films", () => {
    const guest = { key: "k", name: "Anna", data };
    expect(rowFrom("guests", guest)).toEqual(guest);
    expect(keyOf("guests", guest)).toBe("k");
  });

  test.each([
    ["no name", { key: "k", data }],
    ["no ratings", { key: "k", name: "Anna", data: { ...data, ratings: undefined } }],
    [
      "a rating without a film",
      { key: "k", name: "A", data: { ...data, ratings: [{ rating: 1 }] } },
    ],
    ["marks that are no ids", { key: "k", name: "Anna", data: { ...data, seen: [null] } }],
  ])("%s is no guest", (_, value) => {
    expect(rowFrom("guests", value)).toBeUndefined();
  });
});
