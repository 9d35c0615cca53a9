import { existsSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../src/core/random.ts";
import type { Catalogue } from "../src/index.ts";
import { matchFilms, loadMovieLens } from "../src/index.ts";
import type { Counts, Task } from "../tools/matching/figures.mjs";
import {
  REPORTED_SEEDS,
  countOutcomes,
  filmsBetween,
  withTypos,
} from "../tools/matching/figures.mjs";

const FOLDERS = [
  ...(process.env["MATINEE_DATA"] ?? "").split(delimiter).filter((folder) => folder !== ""),
  join("data"),
  join("..", "shared", "data"),
];

/** Its films alone, from the real files where this machine has them: no ratings, to be quick. */
async function catalogueOf(name: string): Promise<Catalogue | undefined> {
  const folder = FOLDERS.map((parent) => join(parent, name)).find((path) => existsSync(path));
  if (folder === undefined) return undefined;
  const noRatings: Readonly<Record<string, string>> = {
    "ratings.dat": "1::1::5::1\n",
    "ratings.csv": "userId,movieId,rating,timestamp\n1,1,5,1\n",
  };
  const { catalogue } = await loadMovieLens({
    ...{ place: folder, names: readdirSync(folder) },
    async *open(file) {
      const made = noRatings[file];
      yield made === undefined ? readFileSync(join(folder, file)) : new TextEncoder().encode(made);
    },
  });
  return catalogue;
}

const hasBoth = ["ml-1m", "ml-latest-small"].every((name) =>
  FOLDERS.some((folder) => existsSync(join(folder, name))),
);

describe.skipIf(!hasBoth)(
  "matching of real films (skipped where ml-1m and ml-latest-small are not here)",
  () => {
    let million: Catalogue;
    let latest: Catalogue;
    beforeAll(async () => {
      [million, latest] = (await Promise.all([
        catalogueOf("ml-1m"),
        catalogueOf("ml-latest-small"),
      ])) as [Catalogue, Catalogue];
    });

    /** In percent of the films, over all seeds. */
    const mistyped = (films: readonly Task[], to: Catalogue): Record<"right" | "wrong", number> => {
      const all = REPORTED_SEEDS.map((seed) =>
        countOutcomes(withTypos(films, new Random(seed)), to),
      );
      const sum = (key: keyof Counts): number => all.reduce((total, one) => total + one[key], 0);
      const percent = (key: keyof Counts): number => (100 * sum(key)) / sum("films");
      return { right: percent("right"), wrong: percent("wrong") };
    };

    test("finds 99.2 % of the films that both have by title and year, and at most .1 % wrongly", () => {
      const { shared } = filmsBetween(million, latest);
      const { films, right, wrong } = countOutcomes(shared, latest);
      expect(films).toBe(2949);
      expect(right / films).toBeGreaterThanOrEqual(0.992);
      expect(wrong / films).toBeLessThanOrEqual(0.001);
    });

    test("finds 92 % past a typo in each title, and at most .5 % wrongly", () => {
      const { right, wrong } = mistyped(filmsBetween(million, latest).shared, latest);
      expect(right).toBeGreaterThanOrEqual(92);
      expect(wrong).toBeLessThanOrEqual(0.5);
    });

    test("matches at most one film in a thousand that is not there, typos or not", () => {
      const { absent } = filmsBetween(latest, million);
      const { films, wrong } = countOutcomes(absent, million);
      expect(films).toBe(6782);
      expect(wrong / films).toBeLessThanOrEqual(0.001);
      expect(mistyped(absent, million).wrong).toBeLessThanOrEqual(0.1);
    });

    test("finds every film by its own name, but for those whose name two films have", () => {
      const { matched, ambiguous, unknown, repeated } = matchFilms(
        latest.movies.map(({ title, year }) => ({ title, year })),
        latest,
      );
      expect([matched.length, ambiguous.length, unknown.length, repeated]).toEqual([
        9732, 10, 0, 0,
      ]);
      expect(matched.every(({ movieIndex, title }) => latest.at(movieIndex).title === title)).toBe(
        true,
      );
    });

    test("finds every film by its IMDb id and by its TMDB id", () => {
      for (const [row, { imdbId, tmdbId }] of latest.movies.entries()) {
        expect(latest.match({ title: "", imdbId })).toMatchObject({ movieIndex: row });
        if (tmdbId === undefined) continue;
        const match = latest.match({ title: "", tmdbId });
        expect(match.kind === "match" && latest.at(match.movieIndex).tmdbId).toBe(tmdbId);
      }
    });
  },
);
