import { describe, expect, test } from "vitest";
import { WHOLE_STARS } from "../ratings/rating-scale.ts";
import type { SynthesisOptions } from "./synthesize.ts";
import { SYNTHESIS_DEFAULTS, synthesisBatches, synthesize } from "./synthesize.ts";

describe("synthesisBatches()", () => {
  test("gives the ratings of synthesize() in batches, and the rest in the end", () => {
    const options = { users: 900, movies: 400, ratings: 150_000, seed: 3 };
    const { ratings, catalogue, name } = synthesize(options);
    const value: number[] = [];
    const pairs: number[] = [];
    const run = synthesisBatches(options);
    let step = run.next();
    let batches = 0;
    for (; step.done !== true; step = run.next(), batches++) {
      const { userIndex, movieIndex } = step.value;
      value.push(...step.value.value);
      for (let n = 0; n < userIndex.length; n++) pairs.push(userIndex[n]! * 400 + movieIndex[n]!);
    }
    expect(batches).toBe(3);
    expect(value).toEqual([...ratings.value]);
    expect(pairs).toEqual(
      Array.from(ratings.userIndex, (u, n) => u * 400 + ratings.movieIndex[n]!),
    );
    expect(step.value.name).toBe(name);
    expect(step.value.users.toArray()).toEqual(ratings.users.toArray());
    expect(step.value.catalogue.movies).toEqual(catalogue.movies);
  });

  test("refuses what synthesize() refuses", () => {
    expect(() => synthesisBatches({ users: 0 }).next()).toThrow(RangeError);
  });
});

describe("synthesize()", () => {
  test.each([
    { users: 1, movies: 1, ratings: 0 },
    { users: 2, movies: 1, ratings: 1 },
    { users: 1, movies: 2, ratings: 1 },
    { users: 2, movies: 2, ratings: 2 },
    { users: 3, movies: 3, ratings: 4 },
    { users: 50, movies: 40, ratings: 600 },
    { users: 20, movies: 30, ratings: 300 },
    { users: 300, movies: 200, ratings: 10_000 },
  ])("makes exactly $ratings ratings of $users users and $movies movies", (size) => {
    const { ratings, catalogue } = synthesize(size);
    expect(ratings.length).toBe(size.ratings);
    expect(ratings.userCount).toBe(size.users);
    expect(ratings.movieCount).toBe(size.movies);
    expect(catalogue.size).toBe(size.movies);
    const pairs = Array.from(ratings.userIndex, (u, n) => u * size.movies + ratings.movieIndex[n]!);
    expect(new Set(pairs).size).toBe(size.ratings);
    expect(ratings.value.every((stars) => [1, 2, 3, 4, 5].includes(stars))).toBe(true);
  });

  test("makes a table the size of MovieLens 100K where nothing is asked", () => {
    const { ratings } = synthesize();
    const { users, movies } = SYNTHESIS_DEFAULTS;
    expect([ratings.userCount, ratings.movieCount, ratings.length]).toEqual([
      users,
      movies,
      100_000,
    ]);
    expect(ratings.scale).toEqual(WHOLE_STARS);
  });

  test("makes the same table for the same seed, another for another", () => {
    const make = (seed: number): unknown => {
      const { ratings, catalogue } = synthesize({ users: 60, movies: 50, ratings: 900, seed });
      const { userIndex, movieIndex, value } = ratings;
      return { userIndex, movieIndex, value, movies: catalogue.movies };
    };
    expect(make(7)).toEqual(make(7));
    expect(make(7)).not.toEqual(make(8));
  });

  test("has the skew of MovieLens: a tenth of the films has more than 35 % of the ratings", () => {
    const { ratings } = synthesize();
    const counts = [...ratings.movieCounts()].toSorted((a, b) => b - a);
    const top = counts
      .slice(0, Math.ceil(counts.length / 10))
      .reduce((sum, count) => sum + count, 0);
    expect(top / ratings.length).toBeGreaterThan(0.35);
    expect(top / ratings.length).toBeLessThan(0.75);
  });

  test("has people who rate much and people who rate little", () => {
    const counts = [...synthesize().ratings.userCounts()].toSorted((a, b) => a - b);
    const median = counts[Math.floor(counts.length / 2)]!;
    expect(counts.at(-1)).toBeGreaterThan(4 * median);
    expect(counts[0]).toBeLessThan(median / 4);
  });

  test("has better films seen more often", () => {
    const { ratings } = synthesize();
    const { rowStart, value } = ratings.byMovie();
    const counts = ratings.movieCounts();
    const mean = (often: boolean): number => {
      let sum = 0;
      let count = 0;
      for (let movie = 0; movie < counts.length; movie++) {
        if (counts[movie]! > 100 !== often) continue;
        for (let n = rowStart[movie]!; n < rowStart[movie + 1]!; n++) sum += value[n]!;
        count += counts[movie]!;
      }
      return sum / count;
    };
    expect(mean(true)).toBeGreaterThan(mean(false) + 0.1);
  });

  test("gives every film a year and one genre, and ids from 1", () => {
    const { catalogue, ratings, superseded } = synthesize({ users: 9, movies: 30, ratings: 60 });
    expect(superseded).toBe(0);
    for (const [row, movie] of catalogue.movies.entries()) {
      expect(movie.id).toBe(row + 1);
      expect(movie.genres).toHaveLength(1);
      expect(movie.year).toBeGreaterThanOrEqual(1930);
    }
    expect(ratings.users.toArray()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test.each([
    [{ users: 0 }, RangeError, '"users" must be an integer in [1, 10000000], got 0'],
    [{ movies: 1.5 }, RangeError, '"movies" must be an integer in [1, 1000000], got 1.5'],
    [{ users: 10, movies: 10, ratings: 51 }, RangeError, '"ratings" must be an integer in [0, 50]'],
    [{ ratings: -1 }, RangeError, '"ratings" must be an integer in [0, 793063], got -1'],
    [{ seed: 2 ** 32 }, RangeError, '"seed" must be an integer in [0, 4294967295]'],
    [{ users: "9" }, TypeError, '"users" must be a number, got "9"'],
    [{ films: 3 }, TypeError, '"films" is not an option'],
    [{ rating: 3 }, TypeError, '"rating" is not an option; did you mean "ratings"?'],
  ])("refuses %o", (options, type, message) => {
    const make = (): unknown => synthesize(options as SynthesisOptions);
    expect(make).toThrow(type);
    expect(make).toThrow(`Cannot make up ratings: ${message}`);
  });
});
