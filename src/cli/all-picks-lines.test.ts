import { describe, expect, test } from "vitest";
import { Catalogue } from "../core/catalogue/catalogue.ts";
import type { PeopleLists } from "../core/taste/lists-of-people.ts";
import { allPicksLines } from "./all-picks-lines.ts";

const CATALOGUE = new Catalogue([
  { id: 7, title: "Heat", year: undefined, genres: [], alternatives: [] },
  { id: 8, title: "Casino", year: 1995, genres: [], alternatives: [] },
]);

/** Two people's lists; of the films without a year nothing but stars and score is known. */
const LISTS: PeopleLists = {
  rated: Uint32Array.of(9, 9),
  counts: Uint32Array.of(1, 2),
  rows: Uint32Array.of(0, 0, 1),
  numbers: Float64Array.of(4.5, NaN, NaN, 0.25, 4, NaN, NaN, 0.125, 3, 2, 4, 0.0625),
};

describe("allPicksLines()", () => {
  test("leaves cells empty that nothing is known of, in the first row of a block too", () => {
    const { header, lines } = allPicksLines("csv", CATALOGUE);
    expect(header).toBe("userId,rank,movieId,title,year,stars,low,high,score\n");
    expect(lines(LISTS, ["ann", 2])).toBe(
      "ann,1,7,Heat,,4.5,,,0.25\n2,1,7,Heat,,4,,,0.125\n2,2,8,Casino,1995,3,2,4,0.0625\n",
    );
  });

  test("writes null for it in JSON", () => {
    const { header, lines } = allPicksLines("jsonl", CATALOGUE);
    expect(header).toBe("");
    const [first, second] = lines(LISTS, ["ann", 2]).split("\n");
    expect(JSON.parse(first!)).toEqual({
      userId: "ann",
      picks: [
        { movieId: 7, title: "Heat", year: null, stars: 4.5, low: null, high: null, score: 0.25 },
      ],
    });
    expect(JSON.parse(second!)).toMatchObject({ userId: 2, picks: [{}, { year: 1995, low: 2 }] });
  });

  test("writes nothing for people who get nothing", () => {
    const none = { rows: new Uint32Array(0), numbers: new Float64Array(0) };
    const lists = { ...none, rated: Uint32Array.of(3), counts: Uint32Array.of(0) };
    expect(allPicksLines("csv", CATALOGUE).lines(lists, ["ann"])).toBe("");
  });
});
