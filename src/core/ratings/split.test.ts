import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ratings } from "./ratings.ts";
import { splitAtRandom } from "./split.ts";

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
