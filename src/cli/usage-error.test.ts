import { expect, test } from "vitest";
import { flagOf, inFlags } from "./usage-error.ts";

test("messages of the library speak of what is typed", () => {
  expect(inFlags('Cannot pick: "surprise" must be in [0, 1], got 2')).toBe(
    "Cannot pick: --surprise must be in [0, 1], got 2",
  );
  expect(inFlags('"withoutGenres" and "unseenRatio"')).toBe("--without-genres and --unseen-ratio");
  for (const key of ["count", "avoid", "among", "exclude", "genres", "format", "views"]) {
    expect(inFlags(`"${key}"`)).toBe(`--${key}`);
  }
});

test("both ends of a range are the one option that takes it", () => {
  expect(["fromYear", "toYear"].map(flagOf)).toEqual(["--years", "--years"]);
  expect(inFlags('"toRank" must be an integer')).toBe("--popularity must be an integer");
});

test("what is no option stays in quotes", () => {
  expect(inFlags('Cannot find "fargo" and "userId"')).toBe('Cannot find "fargo" and "userId"');
});
