import { describe, expect, test } from "vitest";
import { letterboxdRatings } from "../../../test/support/exports/letterboxd-files.ts";
import { madeFilms } from "../../../test/support/exports/made-films.ts";
import type { PersonExport } from "./person-export.ts";
import type { ReadExportOptions } from "./read-export.ts";
import { readExport } from "./read-export.ts";

const FILMS = madeFilms(12);

describe("readExport() and scales", () => {
  const of = async (
    values: readonly (number | string)[],
    options?: ReadExportOptions,
  ): Promise<PersonExport> => {
    const rows = values.map((value, k) => `Film ${k},${value}\n`);
    return readExport(`title,rating\n${rows.join("")}`, "x.csv", options);
  };

  test.each([
    ["0.5-5", [0.5, 3, 5], [0.5, 3, 5]],
    ["1-10", [1, 6, 10], [0.5, 3, 5]],
    ["0-10", [0, 0.5, 7.5, 10], [0.5, 0.5, 3.75, 5]],
    ["0-10", [0, 0, 6], [0.5, 0.5, 3]],
    ["0-100", [0, 5, 60, 100], [0.5, 0.5, 3, 5]],
  ])("finds %s from the values", async (scale, values, stars) => {
    const found = await of(values);
    expect(found.scale).toBe(scale);
    expect(found.ratings.map(({ rating }) => rating)).toEqual(stars);
  });

  test("takes one slip in fifty for a fault, not for a scale", async () => {
    const found = await of([...Array.from({ length: 60 }, (_, k) => 1 + (k % 5)), 45]);
    expect([found.scale, found.leftOut.unreadable]).toEqual(["0.5-5", 1]);
    expect(found.faults[0]).toEqual({
      ...{ file: "x.csv", line: 62, column: 2 },
      message: '"rating" must be a number in [0.5, 5]',
    });
  });

  test.each([
    [22, 1, "0.5-5"],
    [10, 1, "0.5-5"],
    [9, 1, "0-100"],
    [22, 2, "0-100"],
    [99, 2, "0-100"],
    [100, 2, "0.5-5"],
  ])(
    "of %i ratings, %i of them 45 and the others stars, finds %3$s",
    async (count, slips, scale) => {
      const values = Array.from({ length: count }, (_, k) => (k < slips ? 45 : 1 + (k % 5)));
      const found = await of(values);
      expect([found.scale, found.rows]).toEqual([scale, count]);
      expect(found.leftOut.unreadable).toBe(scale === "0.5-5" ? slips : 0);
      expect(found.faults.length).toBe(found.leftOut.unreadable);
    },
  );

  test("takes a table of which nothing is above 5 for stars, and its zeros for no ratings", async () => {
    const found = await of([0, 0, 3, 4.5, 5]);
    expect([found.scale, found.ratings.map(({ rating }) => rating)]).toEqual([
      "0.5-5",
      [3, 4.5, 5],
    ]);
    expect(found.leftOut.unreadable).toBe(2);
    expect(found.faults[0]!.message).toBe(
      '"rating" must be a number in [0.5, 5] (0 is no rating in stars)',
    );
    const outOfTen = await of([0, 0, 3, 4.5, 5], { scale: "0-10" });
    expect([outOfTen.ratings.length, outOfTen.leftOut.unreadable]).toEqual([5, 0]);
  });

  test("obeys the option, whatever the format", async () => {
    expect((await of([1, 2, 5], { scale: "1-10" })).ratings.map(({ rating }) => rating)).toEqual([
      ...[0.5, 1, 2.5],
    ]);
    const found = await readExport(letterboxdRatings(FILMS), "x.csv", { scale: "0-10" });
    expect(found.ratings[0]!.rating).toBe(0.5);
  });
});
