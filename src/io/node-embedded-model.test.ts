import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Model } from "../core/model/model.ts";
import type { Pick } from "../core/taste/prediction.ts";
import type { Tensor } from "../core/model/safetensors.ts";
import { decodeTensors } from "../core/model/safetensors.ts";
import { train } from "../train.ts";
import { findDataSet, openDataSet } from "./node-data-sets.ts";
import { loadEmbeddedModel } from "./node-embedded-model.ts";

const ASSETS = join(import.meta.dirname, "../../assets");
const FILE = join(ASSETS, "movielens-latest-small.safetensors");

const DATA = await findDataSet("ml-latest-small");
const WHY = DATA === undefined ? " (skipped: ml-latest-small is in none of the data folders)" : "";

let model: Model;

beforeAll(async () => {
  model = await loadEmbeddedModel();
});

describe("loadEmbeddedModel()", () => {
  test("reads a file of 3 MB at most, with the terms it is under beside it", () => {
    expect(statSync(FILE).size).toBeLessThanOrEqual(3_000_000);
    const terms = readFileSync(join(ASSETS, "LICENSE-MovieLens.md"), "utf8");
    for (const word of ["Not for commercial use", "Harper", "Konstan", "2015", "endorse"]) {
      expect(terms).toContain(word);
    }
  });

  test("gives a model that says where it is from: latest small, all of it, by the defaults", () => {
    const { data, users, movies, ratings, method, options } = model.provenance;
    expect({ data, users, movies, ratings, method }).toEqual({
      ...{ data: "MovieLens latest small", users: 610, movies: 9742, ratings: 100_836 },
      method: "bayesian",
    });
    expect(options).toMatchObject({ factors: [16, 32, 64], sweeps: 150, keptFactors: 32, seed: 1 });
    expect(model.movieCounts.reduce((sum, count) => sum + count, 0)).toBe(100_836);
    expect(model.users.size).toBe(610);
  });

  test("has both heads: stars with variances, and three views of what people pick", () => {
    expect(model.head.factors).toBe(32);
    expect(model.head.posterior!.movieVariance.length).toBe(9742);
    expect(model.picksHead.views.map(({ factors }) => factors)).toEqual([32, 32, 32]);
  });

  test("knows films by the ids of IMDb and TMDB, nearly all of them", () => {
    const { movies } = model.catalogue;
    for (const id of ["imdbId", "tmdbId", "year"] as const) {
      const known = movies.filter((movie) => movie[id] !== undefined).length;
      expect(known / movies.length).toBeGreaterThan(0.99);
    }
    expect(model.catalogue.at(model.catalogue.indexOf(1))).toEqual({
      ...{ id: 1, title: "Toy Story", year: 1995, imdbId: 114_709, tmdbId: 862 },
      genres: ["Adventure", "Animation", "Children", "Comedy", "Fantasy"],
      alternatives: [],
    });
  });

  test("gives someone who likes Pixar animated films, and someone who likes horror none", () => {
    const picksFor = (ids: readonly number[]): Pick[] =>
      model.taste(ids.map((movieId) => ({ movieId, rating: 5 }))).picks({ count: 10 });
    const animated = (picks: readonly Pick[]): number =>
      picks.filter(({ movieId }) =>
        model.catalogue.at(model.catalogue.indexOf(movieId)).genres.includes("Animation"),
      ).length;
    const pixar = picksFor([1, 2355, 4886]);
    expect(animated(pixar)).toBeGreaterThanOrEqual(3);
    expect(animated(picksFor([1258, 1214, 2288]))).toBe(0); // The Shining, Alien, The Thing
    for (const { low, stars, high } of pixar) {
      expect(low).toBeLessThan(stars);
      expect(high).toBeGreaterThan(stars);
    }
  });

  test("is the same bytes when written again: nothing was lost by reading", () => {
    expect(Buffer.from(model.toBytes({ precision: "compact" })).equals(readFileSync(FILE))).toBe(
      true,
    );
  });

  test("holds nothing but what its terms name: no rating, no tag, no date", () => {
    const { tensors, metadata } = decodeTensors(readFileSync(FILE));
    const names = Array.from(tensors.keys(), (name) => name.replace(/\.scale$|\.\d/gu, ""));
    expect([...new Set(names)].sort()).toEqual([
      ...["films.genres", "films.id", "films.imdbId", "films.texts", "films.tmdbId", "films.year"],
      "movieCounts",
      ...["picks.crowd", "picks.givenFactors", "picks.gram", "picks.movieFactors"],
      ...["stars.movieBias", "stars.movieFactors", "stars.movieVariance", "stars.ratedBias"],
      ...["stars.ratedFactors", "stars.ratedMean", "stars.ratedVariance", "stars.userBias"],
      "stars.userFactors",
    ]);
    expect(Object.keys(metadata).sort()).toEqual([
      ...["checksum", "format", "model", "userIds", "version"],
    ]);
  });
});

// All of it, sampling too, is compared by `npm run build:model -- --check`, which takes half a minute.
describe.skipIf(DATA === undefined)(`the embedded model's file${WHY}`, () => {
  test("has films, counts and a picks head as reading and training give them today, bit for bit", async () => {
    const { dataSet, files } = await openDataSet(DATA!.path);
    await files.close();
    const learned = await train(dataSet, { method: "weighted-als" });
    const today = decodeTensors(learned.toBytes({ precision: "compact" })).tensors;
    const { tensors } = decodeTensors(readFileSync(FILE));
    const names = [...tensors.keys()].filter((name) => !name.startsWith("stars."));
    expect(names.length).toBeGreaterThan(20);
    const other = names.filter((name) => !sameBytes(tensors.get(name)!, today.get(name)!));
    expect(other, 'run "npm run build:model"').toEqual([]);
  }, 60_000);
});

function sameBytes({ data: a }: Tensor, { data: b }: Tensor): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: Tensor["data"]): Buffer =>
    Buffer.from(buffer, byteOffset, byteLength);
  return bytes(a).equals(bytes(b));
}
