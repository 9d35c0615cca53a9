import { describe, expect, test } from "vitest";
import type { FilmRecord } from "../state/own-state.ts";
import type { OwnListOptions } from "./own-list.ts";
import { ownCounts, ownList } from "./own-list.ts";

const FILMS: readonly FilmRecord[] = [
  { movieId: 1, title: "The Matrix", year: 1999, rating: 4, date: "2024-01-01" },
  { movieId: 2, title: "Amélie", year: 2001, rating: 5 },
  { movieId: 3, title: "Heat", year: 1995, mark: "seen", isWished: true, date: "2024-03-01" },
  { movieId: 4, title: "Congo", year: 1995, mark: "notForMe" },
  { movieId: 5, title: "A Bug's Life", year: 1998, mark: "notSeen" },
  { movieId: 6, title: "Fargo", year: 1996, rating: 4, date: "2024-01-01" },
];

function ids(options: Partial<OwnListOptions>): readonly unknown[] {
  const list = ownList(FILMS, { kind: "all", sort: "date", text: "", ...options });
  return list.map(({ movieId }) => movieId);
}

describe("ownList()", () => {
  test("by date: newest first, the last changed first of a day, without a date last", () => {
    expect(ids({ sort: "date" })).toEqual([3, 6, 1, 4, 2]);
  });

  test("by rating: best first, then by title; without stars last", () => {
    expect(ids({ sort: "rating" })).toEqual([2, 6, 1, 4, 3]);
  });

  test("by title, articles aside", () => {
    expect(ids({ sort: "title" })).toEqual([2, 4, 6, 3, 1]);
  });

  test.each([
    ["rated", [6, 1, 2]],
    ["seen", [3]],
    ["wished", [3]],
    ["notForMe", [4]],
    ["notSeen", [5]],
  ] as const)("of %s", (kind, wanted) => {
    expect(ids({ kind })).toEqual(wanted);
  });

  test.each([
    ["amelie", [2]],
    ["MATRIX 1999", [1]],
    ["1995", [3, 4]],
    ["zzz", []],
  ])("with %s in the name, without case and accents", (text, wanted) => {
    expect(ids({ text })).toEqual(wanted);
  });

  test("leaves the given list as it was", () => {
    const films = [...FILMS];
    ownList(films, { kind: "all", sort: "title", text: "" });
    expect(films).toEqual(FILMS);
  });
});

test("ownCounts() counts a film under each kind that it is of", () => {
  expect(ownCounts(FILMS)).toEqual({
    ...{ all: 5, rated: 3, seen: 1, wished: 1, notForMe: 1, notSeen: 1 },
  });
});
