import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { biasOnlyBaseline } from "../evaluate/baselines.ts";
import { starErrors } from "../evaluate/metrics.ts";
import { jsKernels } from "../kernels.ts";
import { HALF_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { splitAtRandom } from "../ratings/split.ts";
import type { RaterSettings } from "./rater-model.ts";
import { RaterModel } from "./rater-model.ts";

const SETTINGS: RaterSettings = { width: 8, epochs: 12, seed: 1 };
const { train, test: asked } = splitAtRandom(genreTable(150, 80, 5000, 2).ratings, 0.2, 1);

function learned(
  ratings: Ratings,
  settings: RaterSettings = SETTINGS,
  kernels = fastestKernels(),
): RaterModel {
  const model = new RaterModel(ratings, settings, kernels);
  while (model.epoch < settings.epochs) model.learn();
  return model;
}

function starsOf(
  model: RaterModel,
  probe: Pick<Ratings, "userIndex" | "movieIndex">,
): Float64Array {
  const stars = new Float64Array(probe.userIndex.length);
  model.addPredictions(probe, stars);
  return stars;
}

describe("RaterModel", () => {
  test("gives the same bits with and without SIMD, in every run, and others for another seed", () => {
    const first = starsOf(learned(train), asked);
    expect(starsOf(learned(train), asked)).toEqual(first);
    expect(starsOf(learned(train, SETTINGS, jsKernels), asked)).toEqual(first);
    expect(starsOf(learned(train, { ...SETTINGS, seed: 2 }), asked)).not.toEqual(first);
  });

  test("finds tastes that no bias explains, from who rated a film how", () => {
    const { userIndex, movieIndex, value } = asked;
    const bias = biasOnlyBaseline(train);
    const known = Array.from(value, (_, n) => bias(userIndex[n]!, movieIndex[n]!));
    const stars = starsOf(learned(train, { ...SETTINGS, width: 32, epochs: 40 }), asked);
    expect(starErrors(stars, value).rmse).toBeLessThan(0.8 * starErrors(known, value).rmse);
  });

  test("goes on from its state to the same bits", () => {
    const whole = learned(train);
    const first = learned(train, { ...SETTINGS, epochs: 12 });
    const half = new RaterModel(train, SETTINGS, fastestKernels());
    for (let epoch = 0; epoch < 5; epoch++) half.learn();
    const again = new RaterModel(train, SETTINGS, fastestKernels(), structuredClone(half.state()));
    while (again.epoch < SETTINGS.epochs) again.learn();
    expect(starsOf(again, asked)).toEqual(starsOf(whole, asked));
    expect(again.state()).toEqual(first.state());
  });

  test("keeps to the scale, and says something of users and films that nobody knows", () => {
    const half = new Ratings(train.users, train.movies, HALF_STARS, {
      ...{ userIndex: train.userIndex, movieIndex: train.movieIndex },
      value: train.value.map((stars) => stars - 0.5),
    });
    expect(Math.min(...starsOf(learned(half), asked))).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...starsOf(learned(half), asked))).toBeLessThanOrEqual(5);
    const few = train.select(Uint32Array.from({ length: 60 }, (_, n) => n));
    const stars = starsOf(learned(few), asked);
    expect(stars.every((value) => value >= 1 && value <= 5)).toBe(true);
  });

  test("copes with one rating, one film, one user and equal ratings", () => {
    const tables = [
      [{ userId: 1, movieId: 1, rating: 4 }],
      [1, 2, 3].map((movieId) => ({ userId: 1, movieId, rating: movieId })),
      [1, 2, 3].map((userId) => ({ userId, movieId: 1, rating: userId })),
      [1, 2, 3].flatMap((userId) => [1, 2].map((movieId) => ({ userId, movieId, rating: 4 }))),
    ].map((rows) => Ratings.fromRows(rows));
    for (const table of tables) {
      const stars = starsOf(learned(table), table);
      expect(stars.every((value) => value >= 1 && value <= 5)).toBe(true);
    }
  });
});
