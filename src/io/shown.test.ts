import { describe, expect, test } from "vitest";
import { shown, shownList } from "./shown.ts";

describe("shown()", () => {
  test.each([
    ["", '""'],
    ["3.5", '"3.5"'],
    ["a\tb\r\n", '"a\\tb\\r\\n"'],
    ["\u0000\u001b[2J", '"\\u0000\\u001b[2J"'],
    ["\u202egnp", '"\\u202egnp"'],
    ["\ud800", '"\\ud800"'],
    ["Amélie 映画", '"Amélie 映画"'],
  ])("shows %j as %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test("cuts after forty characters, between characters", () => {
    expect(shown("x".repeat(40))).toBe(`"${"x".repeat(40)}"`);
    expect(shown("x".repeat(41))).toBe(`"${"x".repeat(40)}…"`);
    expect(shown("😀".repeat(1_000_000))).toBe(`"${"😀".repeat(40)}…"`);
  });
});

test("shownList() names the first six and counts the rest", () => {
  expect(shownList(["a", "b"])).toBe('"a", "b"');
  expect(shownList(Array.from("abcdefgh"))).toBe('"a", "b", "c", "d", "e", "f" and 2 more');
});
