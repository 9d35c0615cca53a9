import { expect, test } from "vitest";
import type { FoundRow, ImportedFile } from "../messages.ts";
import { addedText, looseRows, outcomeTexts, rowsText } from "./review-words.ts";

const NONE = { added: 0, changed: 0, same: 0, older: 0, seen: 0, wished: 0, marked: 0, left: 0 };

test("what adding does is said in one sentence each, and nothing of what it does not", () => {
  expect(outcomeTexts({ ...NONE, added: 1200, changed: 1, older: 1, left: 2 })).toEqual([
    "1,200 new ratings.",
    "1 rating changes to what the file says.",
    "1 rating of yours is of a later day and stays.",
    "2 films not known or not decided: kept aside, and part of what you download.",
  ]);
  expect(outcomeTexts(NONE)).toEqual([]);
  expect(addedText({ ...NONE, added: 2, seen: 3 }, "a.csv")).toBe("a.csv: 2 new ratings, 3 seen");
  expect(addedText(NONE, "a.csv")).toBe("a.csv: nothing new");
});

test("rows are told by where they ended", () => {
  const file = { rows: 1284, found: { length: 1100 }, ambiguous: { length: 12 } };
  const rest = { unknown: { length: 130 } };
  expect(rowsText({ ...file, ...rest } as unknown as ImportedFile)).toBe(
    "1,284 rows: 1,100 recognised, 12 unsure, 130 unknown, 42 left out.",
  );
});

test("rows recognised less surely come with the least sure first", () => {
  const rows = [
    { title: "a", reason: "typo", confidence: 0.997 },
    { title: "b", reason: "title and year", confidence: 0.999 },
    { title: "c", reason: "subtitle", confidence: 0.932 },
    { title: "d", reason: "imdb id", confidence: 0.999 },
  ] as unknown as FoundRow[];
  expect(looseRows({ found: rows }).map(({ title }) => title)).toEqual(["c", "a"]);
});
