import { describe, expect, test } from "vitest";
import { Catalogue, HALF_STARS, IdMap, Ratings } from "../index.ts";
import { largerSetAdvice, shortfallText } from "./known-set.ts";

describe("largerSetAdvice()", () => {
  test.each([
    ["MovieLens 100K", /^leave out --data and --model: the model that comes with matinee/u],
    ["MovieLens 1M", /^leave out --data and --model/u],
    [
      "MovieLens latest small",
      /^learn from a larger set once \(.*\n {2}matinee data get ml-32m\n {2}matinee train/u,
    ],
    ["MovieLens 25M", /^learn from a larger set once/u],
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
