import { describe, expect, test } from "vitest";
import { pureNoise } from "../../../test/support/planted-tables.ts";
import { DataError } from "../errors.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { leaveOutPeople } from "./left-out-people.ts";

/** 30 users with 20 ratings each of 40 films. */
const RATINGS = pureNoise(30, 40, 600, 3);
const DRAW = { people: 8, leastRatings: 20, given: [0, 2, 5] };

const keys = ({ userIndex, movieIndex, value }: Ratings): string[] =>
  Array.from(value, (stars, n) => `${userIndex[n]} ${movieIndex[n]} ${stars}`);

describe("leaveOutPeople()", () => {
  const { train, people, eligible } = leaveOutPeople(RATINGS, DRAW, 1);

  test("parts the table: every rating is trained on, given or held out, once", () => {
    const parts = [train, ...people.flatMap(({ given, heldOut }) => [given, heldOut])];
    expect(parts.flatMap(keys).toSorted()).toEqual(keys(RATINGS).toSorted());
    expect([people.length, eligible, train.length]).toEqual([8, 30, 22 * 20]);
  });

  test("leaves no rating of the people in training, and gives them their own alone", () => {
    const counts = train.userCounts();
    for (const { userIndex, given, heldOut } of people) {
      expect(counts[userIndex]).toBe(0);
      expect([given.length, heldOut.length]).toEqual([5, 15]);
      expect(new Set([...given.userIndex, ...heldOut.userIndex])).toEqual(new Set([userIndex]));
    }
    expect(new Set(people.map(({ userIndex }) => userIndex)).size).toBe(8);
    expect([train.userCount, train.movieCount]).toEqual([30, 40]);
  });

  test("draws the same by the same seed, other people by another", () => {
    const drawn = (seed: number): unknown =>
      leaveOutPeople(RATINGS, DRAW, seed).people.map(({ given }) => keys(given));
    expect(drawn(1)).toEqual(people.map(({ given }) => keys(given)));
    expect(drawn(2)).not.toEqual(drawn(1));
  });

  test("holds the same ratings out whatever smaller numbers are given", () => {
    const other = leaveOutPeople(RATINGS, { ...DRAW, given: [5] }, 1);
    expect(other.people.map(({ heldOut }) => keys(heldOut))).toEqual(
      people.map(({ heldOut }) => keys(heldOut)),
    );
  });

  test("takes all who are eligible where they are fewer than asked for", () => {
    const uneven = RATINGS.select(
      Uint32Array.from(RATINGS.value.keys()).filter((n) => RATINGS.userIndex[n]! < 4 || n < 300),
    );
    const drawn = leaveOutPeople(uneven, { ...DRAW, people: 250 }, 1);
    expect(drawn.people.map(({ userIndex }) => userIndex).toSorted()).toEqual([0, 1, 2, 3]);
    expect(drawn.eligible).toBe(4);
  });

  test("gives a DataError where nobody has ratings enough, or nobody would be left", () => {
    const few = (): unknown => leaveOutPeople(RATINGS, { ...DRAW, leastRatings: 60 }, 1);
    expect(few).toThrow(DataError);
    expect(few).toThrow("each must have 60 ratings or more, and nobody has more than 20; use");
    const none = (): unknown => leaveOutPeople(RATINGS, { ...DRAW, people: 250 }, 1);
    expect(none).toThrow(DataError);
    expect(none).toThrow("all 30 people with ratings would be left out, and none be left");
  });

  test.each([
    [{ ...DRAW, people: 0 }, '"people" must be an integer in [1, '],
    [{ ...DRAW, leastRatings: 5 }, '"leastRatings" must be an integer in [6, '],
    [{ ...DRAW, given: [-1] }, '"given" must be an integer in [0, '],
  ])("refuses %j", (draw, message) => {
    expect(() => leaveOutPeople(RATINGS, draw, 1)).toThrow(RangeError);
    expect(() => leaveOutPeople(RATINGS, draw, 1)).toThrow(message);
  });
});
