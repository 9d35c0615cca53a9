import { describe, expect, test } from "vitest";
import { DataError, WriteError } from "./errors.ts";
import { printable } from "./printable.ts";

describe("printable()", () => {
  test.each([
    ["Amélie – 8½ 😀 日本", "Amélie – 8½ 😀 日本"],
    ["two\nlines", "two\nlines"],
    ["a\tb\rc", "a\\tb\\rc"],
    ["\u001b]0;title\u0007", "\\u001b]0;title\\u0007"],
    ["\u202etxt.exe", "\\u202etxt.exe"],
    ["\u{e0041}\ud800", "\\u{e0041}\\ud800"],
    ["\u009b2J\u2028", "\\u009b2J\\u2028"],
  ])("turns %j into %j", (text, wanted) => {
    expect(printable(text)).toBe(wanted);
  });
});

describe("messages of errors", () => {
  test("show the escape codes of a file's name as text, and its field keeps them", () => {
    const file = "\u001b[31mratings.csv";
    const error = new DataError("Cannot read the ratings: the file is empty", { file, line: 1 });
    expect(error.message).toBe(
      "\\u001b[31mratings.csv:1: Cannot read the ratings: the file is empty",
    );
    expect(error.file).toBe(file);
    expect(new WriteError(`Cannot write "${file}"`, file).message).not.toContain("\u001b");
  });
});
