import { describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import type { Correction } from "./corrections.ts";
import { correctionsCsv, decisions, readCorrections, withUndecided } from "./corrections.ts";

function caughtFrom(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const WORLDS: Correction = {
  title: "War of the Worlds",
  year: 2005,
  film: "tt0407304",
  candidates: "tt0407304 | tt0449040",
};
const NO_YEAR: Correction = { title: "Emma, again", film: "none", candidates: "" };

describe("readCorrections()", () => {
  test("reads what correctionsCsv writes", () => {
    const text = correctionsCsv([WORLDS, NO_YEAR]);
    expect(readCorrections(bytes(text), "mine.csv")).toEqual([
      { ...WORLDS, line: 2 },
      { ...NO_YEAR, line: 3 },
    ]);
  });

  test("reads a table that a spreadsheet saved, in any order of columns, without candidates", () => {
    const text = "\ufeffFilm;Title;Year\r\ntt0407304;War of the Worlds;2005\r\n";
    expect(readCorrections(bytes(text), "mine.csv")).toEqual([
      { ...WORLDS, candidates: "", line: 2 },
    ]);
  });

  test.each([
    [
      "Title,Year\nSecret film,2005\n",
      1,
      undefined,
      /the columns "Title" and "Film" are expected/u,
    ],
    ["Secret film;none\n", 1, undefined, /expected, got 2 columns without "Title"$/u],
    ["Title,Year,Film\n,2005,none\n", 2, 1, /"Title" must be a title/u],
    ["Title,Year,Film\nSecret film,20x5,none\n", 2, 2, /"Year" must be a year of four digits/u],
    ["Title,Year,Film\nSecret film,2005\n", 2, undefined, /a row must have 3 cells/u],
  ])(
    "tells what is wrong with %j and where, without naming a film",
    (text, line, column, message) => {
      const error = caughtFrom(() => readCorrections(bytes(text), "mine.csv"));
      expect(error).toBeInstanceOf(DataError);
      expect(error).toMatchObject({ file: "mine.csv", line, column });
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toContain("Secret");
    },
  );
});

describe("decisions()", () => {
  const decide = decisions([
    WORLDS,
    NO_YEAR,
    { title: "Dune", year: 1984, film: "Dune (2021)", candidates: "" },
    { title: "Eros", year: 2004, film: "", candidates: "tt0377059 | tt0396171" },
  ]);

  test.each([
    ["War of the Worlds", 2005, { title: "", imdbId: 407304 }],
    ["WAR OF THE WORLDS!", 2005, { title: "", imdbId: 407304 }],
    ["Dune", 1984, { title: "Dune", year: 2021 }],
    ["Emma, again", undefined, "none"],
  ])("takes %s (%s) as it was decided", (title, year, decision) => {
    expect(decide({ title, year })).toEqual(decision);
  });

  test.each([
    ["War of the Worlds", 1953],
    ["War of the Worlds", undefined],
    ["Eros", 2004],
  ])("says nothing of %s (%s), which is not decided", (title, year) => {
    expect(decide({ title, year })).toBeUndefined();
  });

  test("of two decisions on one film the lower one counts", () => {
    const twice = decisions([WORLDS, { ...WORLDS, film: "none" }]);
    expect(twice({ title: "War of the Worlds", year: 2005 })).toBe("none");
  });
});

describe("withUndecided()", () => {
  test("adds what is still to be decided below, once, and leaves what was typed as it is", () => {
    const open = { title: "Eros", year: 2004, candidates: "tt0377059 | tt0396171" };
    const all = withUndecided([WORLDS], [{ ...WORLDS, candidates: "other" }, open, open]);
    expect(all).toEqual([WORLDS, { ...open, film: "" }]);
  });
});
