import { describe, expect, test } from "vitest";
import { Catalogue, HALF_STARS, IdMap, Ratings } from "../index.ts";
import { largerSetAdvice, shortfallText } from "./known-set.ts";

describe("largerSetAdvice()", () => {
  test.each([
    ["MovieLens 100K", /^try --data ml-latest-small$/u],
    ["MovieLens 1M", /^try --data ml-latest-small$/u],
    ["MovieLens latest small", /^try --data ml-32m, which "matinee data get ml-32m" gets \(/u],
    ["MovieLens 25M", /^try --data ml-32m/u],
  ])("for %s is a set with more films", (name, advice) => {
    expect(largerSetAdvice({ name })).toMatch(advice);
  });

  test.each(["MovieLens 32M", "MovieLens latest", "Ratings in mine", "Ratings"])(
    "for %s is nothing",
    (name) => {
      expect(largerSetAdvice({ name })).toBeUndefined();
    },
  );
});

test("shortfallText() is about sets that never change, and nothing else", () => {
  const none = { userIndex: new Uint32Array(0), movieIndex: new Uint32Array(0) };
  const ratings = new Ratings(new IdMap(), new IdMap(), HALF_STARS, {
    ...none,
    value: new Float32Array(0),
  });
  const set = { ratings, catalogue: new Catalogue([]), superseded: 0 };
  expect(shortfallText({ ...set, name: "MovieLens 1M" })).toBe(
    "MovieLens 1M has only 0 of its 1,000,209 ratings here; its files may have been cut off",
  );
  expect(shortfallText({ ...set, name: "MovieLens latest small" })).toBeUndefined();
  expect(shortfallText({ ...set, name: "Ratings in mine" })).toBeUndefined();
});
