import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../errors.ts";
import { Ratings } from "./ratings.ts";
import { splitAtRandom, splitByTime } from "./split.ts";

function table(length: number): Ratings {
  return Ratings.fromRows(
    Array.from({ length }, (_, n) => ({
      ...{ userId: `u${n % 13}`, movieId: n, rating: 1 + (n % 5) },
    })),
  );
}

/** Movie ids are the places in the table, so they tell which ratings these are. */
function placesOf(ratings: Ratings): number[] {
  return [...ratings.movieIndex].map((index) => ratings.movies.idAt(index) as number);
}

/** The same ratings with these times. */
function timed(ratings: Ratings, times: readonly number[]): Ratings {
  const { users, movies, scale, userIndex, movieIndex, value } = ratings;
  const timestamp = Uint32Array.from(times);
  return new Ratings(users, movies, scale, { userIndex, movieIndex, value, timestamp });
}

describe("splitByTime()", () => {
  test("puts the last ⌊N · share⌋ by time in the test, ties by the order of the table", () => {
    const times = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 });
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(times, share, (stamps, testShare) => {
        const { train, test: later } = splitByTime(timed(table(stamps.length), stamps), testShare);
        const byTime = stamps.map((_, n) => n).toSorted((a, b) => stamps[a]! - stamps[b]!);
        const cut = stamps.length - Math.floor(stamps.length * testShare);
        expect(placesOf(train)).toEqual(byTime.slice(0, cut).toSorted((a, b) => a - b));
        expect(placesOf(later)).toEqual(byTime.slice(cut).toSorted((a, b) => a - b));
        expect([...later.timestamp!]).toEqual(placesOf(later).map((n) => stamps[n]));
      }),
    );
  });

  test("keeps times beyond 2038 in order", () => {
    const { test: later } = splitByTime(timed(table(2), [4_000_000_000, 900_000_000]), 0.5);
    expect(placesOf(later)).toEqual([0]);
  });

  test.each([
    ["no rating has a timestamp", table(4), "4 of 4"],
    ["some are 0", timed(table(4), [7, 0, 9, 0]), "2 of 4"],
  ])("gives a DataError where %s", (_, ratings, count) => {
    expect(() => splitByTime(ratings, 0.2)).toThrow(DataError);
    expect(() => splitByTime(ratings, 0.2)).toThrow(
      "Cannot split the ratings by time: every rating must have a timestamp other than 0, and " +
        `${count} have none; split them at random`,
    );
  });

  test("refuses a share of 1 and more", () => {
    expect(() => splitByTime(timed(table(2), [1, 2]), 1)).toThrow(RangeError);
  });
});

describe("splitAtRandom()", () => {
  test("puts each rating in one part, in the order of the table, ⌊N · share⌋ of them in the test", () => {
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.nat(60), share, fc.nat(99), (length, testShare, seed) => {
        const ratings = table(length);
        const { train, test: held } = splitAtRandom(ratings, testShare, seed);
        expect(held.length).toBe(Math.floor(length * testShare));
        const [kept, given] = [placesOf(train), placesOf(held)];
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        expect(given).toEqual(given.toSorted((a, b) => a - b));
        const all = [...kept, ...given].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length }, (_, n) => n));
        for (const part of [train, held]) {
          for (let n = 0; n < part.length; n++) {
            const place = placesOf(part)[n]!;
            expect(part.value[n]).toBe(1 + (place % 5));
            expect(part.users.idAt(part.userIndex[n]!)).toBe(`u${place % 13}`);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("keeps users, movies and scale of the table in both parts", () => {
    const ratings = table(20);
    const { train, test: held } = splitAtRandom(ratings, 0.5, 1);
    for (const part of [train, held]) {
      expect(part.users).toBe(ratings.users);
      expect(part.movies).toBe(ratings.movies);
      expect(part.scale).toBe(ratings.scale);
    }
  });

  test("draws the same for the same seed and something else for another", () => {
    const drawn = (seed: number): number[] => placesOf(splitAtRandom(table(100), 0.2, seed).test);
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
  });

  test("draws each place about as often", () => {
    const times = new Uint32Array(20);
    for (let seed = 0; seed < 2_000; seed++) {
      for (const place of placesOf(splitAtRandom(table(20), 0.25, seed).test)) times[place]!++;
    }
    // 500 each, with a standard deviation of √(2000 · ¼ · ¾) = 19.4: five of these either way
    expect(Math.min(...times)).toBeGreaterThan(403);
    expect(Math.max(...times)).toBeLessThan(597);
  });

  test.each([
    [-0.1, 1, '"testShare"'],
    [1, 1, '"testShare"'],
    [NaN, 1, '"testShare"'],
    [0.5, -1, '"seed"'],
    [0.5, 2 ** 32, '"seed"'],
    [0.5, 1.5, '"seed"'],
  ])("refuses a share of %d with seed %d", (testShare, seed, name) => {
    const split = (): unknown => splitAtRandom(table(5), testShare, seed);
    expect(split).toThrow(RangeError);
    expect(split).toThrow(`Cannot split the ratings: ${name} must be`);
  });

  test.each([1, -0.1, NaN])("refuses the share %d in plain numbers", (share) => {
    const ratings = Ratings.fromRows([{ userId: 1, movieId: 1, rating: 3 }]);
    expect(() => splitAtRandom(ratings, share, 1)).toThrow(RangeError);
    expect(() => splitAtRandom(ratings, share, 1)).toThrow(
      `Cannot split the ratings: "testShare" must be in [0, 1), got ${share}`,
    );
  });
});
