import { describe, expect, test } from "vitest";
import { Random, splitAtRandom, synthesize } from "../../../index.ts";
import type { StarsHead } from "../../../index.ts";
import { watchRatings } from "./watched-ratings.ts";

const data = synthesize({ users: 200, movies: 120, ratings: 6000, seed: 4 });
const films = data.catalogue.movies.slice(0, 30);
const own = films.map(({ id }, k) => ({ movieId: id, rating: 1 + (k % 5) }));
const joined = { ...data, ratings: data.ratings.withUser("you", own) };
const you = joined.ratings.userCount - 1;
const { test: heldOut } = splitAtRandom(joined.ratings, 0.05, 3);

/** Every rating of the table by who gave it to what. */
const table = new Map<string, number>();
for (const [n, rating] of joined.ratings.value.entries()) {
  const user = joined.ratings.users.toArray()[joined.ratings.userIndex[n]!]!;
  const who = user === "you" ? "you" : `person ${user}`;
  table.set(`${who} ${joined.catalogue.at(joined.ratings.movieIndex[n]!).id}`, rating);
}
const apart = new Set(
  Array.from(heldOut.value, (_, n) => {
    const user = joined.ratings.users.toArray()[heldOut.userIndex[n]!]!;
    const who = user === "you" ? "you" : `person ${user}`;
    return `${who} ${joined.catalogue.at(heldOut.movieIndex[n]!).id}`;
  }),
);

describe("watchRatings()", () => {
  test.each([1, 2, 3])("tells ratings as they are, and which are held out (seed %i)", (seed) => {
    const { told } = watchRatings(joined, heldOut, you, seed);
    for (const { who, film, rating, isHeldOut } of told) {
      const key = `${who} ${film.movieId}`;
      expect(rating).toBe(table.get(key));
      expect(isHeldOut).toBe(apart.has(key));
    }
  });

  test("shows four of the person's and six of others, some of each held out, each once", () => {
    const { told } = watchRatings(joined, heldOut, you, 1);
    const mine = told.filter(({ who }) => who === "you");
    const others = told.filter(({ who }) => who !== "you");
    expect([mine.length, others.length]).toEqual([4, 6]);
    expect(mine.filter(({ isHeldOut }) => isHeldOut)).toHaveLength(1);
    expect(others.filter(({ isHeldOut }) => isHeldOut)).toHaveLength(2);
    expect(new Set(others.map(({ who }) => who)).size).toBe(6);
    expect(new Set(others.map(({ rating }) => rating)).size).toBeGreaterThanOrEqual(3);
  });

  test("chooses the same with one seed, others with another, and does without a person", () => {
    const of = (seed: number): unknown => watchRatings(joined, heldOut, you, seed).told;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    const { told } = watchRatings(data, heldOut, -1, 1);
    expect(told).toHaveLength(6);
    expect(told.some(({ who }) => who === "you")).toBe(false);
  });

  test("predicts what features say, within the scale", () => {
    const { userCount, movieCount } = joined.ratings;
    const random = new Random(1);
    const head: StarsHead = {
      factors: 1,
      mean: 3,
      userBias: Float32Array.from({ length: userCount }, () => 0.5 * random.normal()),
      movieBias: new Float32Array(movieCount),
      userFactors: new Float32Array(userCount),
      movieFactors: new Float32Array(movieCount),
    };
    const { told, predict } = watchRatings(joined, heldOut, you, 1);
    const ids = joined.ratings.users.toArray();
    const wanted = told.map(({ who }) => {
      const user = ids.findIndex((id) => who === (id === "you" ? "you" : `person ${id}`));
      return Math.min(5, Math.max(1, 3 + head.userBias[user]!));
    });
    for (const [k, stars] of predict(head).entries()) expect(stars).toBeCloseTo(wanted[k]!, 5);
  });

  test("makes do with hardly any ratings, and with none held out", () => {
    const few = synthesize({ users: 3, movies: 3, ratings: 4, seed: 1 });
    const none = few.ratings.select(new Uint32Array(0));
    const { told } = watchRatings(few, none, -1, 1);
    expect(told.length).toBeGreaterThan(0);
    expect(told.some(({ isHeldOut }) => isHeldOut)).toBe(false);
  });
});
