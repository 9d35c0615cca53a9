import { expect, test } from "vitest";
import type { FoundRow, ImportedFile, OpenRow } from "../messages.ts";
import { guestOfFile, ratedText } from "./guest-of-file.ts";

const TOLD = { title: "x", year: undefined, imdbId: undefined, tmdbId: undefined };

function found(list: FoundRow["list"], movieId: number, rating?: number): FoundRow {
  const match = { reason: "imdb id", confidence: 1, told: TOLD, date: undefined } as const;
  return { list, movieId, title: "x", year: undefined, rating, ...match };
}

function file(rows: Partial<ImportedFile>): ImportedFile {
  const nothing = { found: [], ambiguous: [], unknown: [], leftOut: [], faults: [] };
  return { file: "x", formatTitle: "x", rows: 0, advice: undefined, ...nothing, ...rows };
}

const OPEN: OpenRow = {
  ...{ list: "rated", rating: 4, date: undefined, told: TOLD },
  candidates: [],
};

test("ratings count, of a film rated twice the last; seen and refused films are out", () => {
  const { data } = guestOfFile(
    file({
      found: [
        found("rated", 1, 3),
        found("rated", 1, 4),
        found("rated", 2),
        found("seen", 1),
        found("seen", 3),
        found("watchlist", 4),
        found("notForMe", 5),
        found("notSeen", 6),
      ],
    }),
  );
  expect(data).toEqual({ ratings: [{ movieId: 1, rating: 4 }], seen: [2, 3], notForMe: [5] });
});

test("what is ambiguous or unknown is left out and counted", () => {
  const { summary } = guestOfFile(
    file({
      found: [found("rated", 1, 3), found("seen", 2)],
      ambiguous: [OPEN],
      unknown: Array.from({ length: 1200 }, () => OPEN),
    }),
  );
  expect(summary).toBe(
    "1 film rated, 1 more seen. Left out: 1 that could be several films, 1,200 not known here.",
  );
});

test("a file of which everything counts says no more", () => {
  const { summary, data } = guestOfFile(
    file({ found: [found("rated", 1, 3), found("rated", 2, 3)] }),
  );
  expect(summary).toBe("2 films rated.");
  expect(ratedText(data)).toBe("2 films rated");
});
