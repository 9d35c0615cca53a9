import { existsSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DataFiles } from "./data-files.ts";
import { loadFold, loadMovieLens } from "./movielens.ts";

const FOLDERS = [
  ...(process.env["MATINEE_DATA"] ?? "").split(delimiter).filter((folder) => folder !== ""),
  join("data"),
  join("..", "shared", "data"),
];

/** The real files, where this machine has them: they may not be shipped with the tests. */
function realFiles(name: string, needed: string): DataFiles | undefined {
  const folder = FOLDERS.map((parent) => join(parent, name)).find((path) =>
    existsSync(join(path, needed)),
  );
  if (folder === undefined) return undefined;
  const names = readdirSync(folder);
  return {
    ...{ place: folder, names },
    async *open(file) {
      yield readFileSync(join(folder, file));
    },
  };
}

const real100k = realFiles("ml-100k", "u.data");
const real1m = realFiles("ml-1m", "ratings.dat");
const realSmall = realFiles("ml-latest-small", "ratings.csv");

describe.skipIf(real100k === undefined)(
  "MovieLens 100K (skipped where ml-100k is not here)",
  () => {
    test("has the counts of its README and of REFERENCE", async () => {
      const { ratings, catalogue, superseded } = await loadMovieLens(real100k!);
      expect([ratings.length, ratings.userCount, superseded]).toEqual([100_000, 943, 0]);
      expect([catalogue.size, catalogue.filmCount]).toEqual([1682, 1664]);
      expect(ratings.mean()).toBeCloseTo(3.52986, 5);
      const counts = [1, 2, 3, 4, 5].map((star) => ratings.value.filter((v) => v === star).length);
      expect(counts).toEqual([6110, 11_370, 27_145, 34_174, 21_201]);
    });

    test("keeps the eighteen films that stand twice as two rows of one film", async () => {
      const { catalogue } = await loadMovieLens(real100k!);
      const twice = catalogue.movies.filter((_, row) => catalogue.filmOf[row] !== row);
      expect(twice).toHaveLength(18);
      expect(twice.map(({ title }) => title)).toContain("Chasing Amy");
      expect(catalogue.match({ title: "Chasing Amy", year: 1997 }).kind).toBe("match");
    });

    test("gives every film but one a year, and no film an odd title", async () => {
      const { catalogue } = await loadMovieLens(real100k!);
      expect(catalogue.movies.filter(({ year }) => year === undefined)).toMatchObject([
        { title: "unknown", genres: [] },
      ]);
      expect(catalogue.movies.filter(({ title }) => /\)$|, (?:The|A|An)$/u.test(title))).toEqual(
        [],
      );
      expect(catalogue.match({ title: "Les Mis\u00e9rables", year: 1995 }).kind).toBe("match");
    });

    test("has folds with the users that REFERENCE counts", async () => {
      const dataSet = await loadMovieLens(real100k!);
      const users: number[] = [];
      for (const fold of [1, 2, 3, 4, 5] as const) {
        const { train, test: held } = await loadFold(real100k!, fold, dataSet);
        expect([train.length, held.length]).toEqual([80_000, 20_000]);
        users.push(new Set(held.userIndex).size);
      }
      expect(users).toEqual([459, 653, 869, 923, 927]);
    });
  },
);

describe.skipIf(real1m === undefined)("MovieLens 1M (skipped where ml-1m is not here)", () => {
  test("has the counts of its README", async () => {
    const { name, ratings, catalogue } = await loadMovieLens(real1m!);
    expect(name).toBe("MovieLens 1M");
    expect([ratings.length, ratings.userCount, catalogue.size]).toEqual([1_000_209, 6040, 3883]);
    expect(ratings.mean()).toBeCloseTo(3.58156, 5);
    expect(catalogue.movies.every(({ year }) => year !== undefined)).toBe(true);
    expect(catalogue.match({ title: "Et Dieu… Cr\u00e9a la femme", year: 1956 }).kind).toBe(
      "match",
    );
  });
});

describe.skipIf(realSmall === undefined)(
  "MovieLens latest small (skipped where ml-latest-small is not here)",
  () => {
    test("has the counts of its README, and ids of IMDb and TMDB", async () => {
      const { name, ratings, catalogue } = await loadMovieLens(realSmall!);
      expect(name).toBe("MovieLens latest small");
      expect([ratings.length, ratings.userCount, catalogue.size]).toEqual([100_836, 610, 9742]);
      expect(ratings.scale.min).toBe(0.5);
      expect(catalogue.movies.every(({ imdbId }) => imdbId !== undefined)).toBe(true);
      expect(catalogue.movies.filter(({ tmdbId }) => tmdbId === undefined)).toHaveLength(8);
      expect(catalogue.movies.filter(({ year }) => year === undefined)).toHaveLength(12);
    });
  },
);
