import { describe, expect, test } from "vitest";
import { cleanName, nameOfFile } from "./person-name.ts";

describe("cleanName()", () => {
  test.each([
    ["  Anna   B. ", "Anna B."],
    ["An\u202ena\n\u0000!", "An na !"],
    ["a".repeat(100), "a".repeat(40)],
    ["🎬".repeat(50), "🎬".repeat(40)],
    ["\u200b", ""],
  ])("%j becomes %j", (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });
});

describe("nameOfFile()", () => {
  test.each([
    ["letterboxd-anna-2024-05-01-10-00-utc.zip", "Anna"],
    ["ratings.csv", ""],
    ["Ben's ratings.csv", "Ben s"],
    ["örjan_imdb_export.csv", "Örjan"],
    ["matinee.csv.gz", ""],
  ])("%s is of %j", (file, name) => {
    expect(nameOfFile(file)).toBe(name);
  });
});
