import { describe, expect, test } from "vitest";
import { pureNoise } from "../../../test/support/planted-tables.ts";
import { IdMap } from "../ratings/id-map.ts";
import { WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { biasOnlyBaseline, filmMeanBaseline } from "./baselines.ts";

const DAMPING = { movie: 2, user: 5 };

/** Two users and two films, a third of each without a rating. */
const TINY = new Ratings(new IdMap([0, 1, 2]), new IdMap([0, 1, 2]), WHOLE_STARS, {
  userIndex: Uint32Array.of(0, 0, 1),
  movieIndex: Uint32Array.of(0, 1, 0),
  value: Float32Array.of(5, 2, 5),
});
const MEAN = 4;

describe("filmMeanBaseline()", () => {
  const predict = filmMeanBaseline(TINY);

  test("is the film's mean with two more ratings of the average", () => {
    expect(predict(0, 0)).toBeCloseTo((5 + 5 + 2 * MEAN) / 4, 12);
    expect(predict(0, 1)).toBeCloseTo((2 + 2 * MEAN) / 3, 12);
    expect(predict(1, 0)).toBe(predict(0, 0)); // whoever asks
  });

  test("is the mean of all for a film without a rating", () => {
    expect(predict(0, 2)).toBe(MEAN);
  });
});

describe("biasOnlyBaseline()", () => {
  test("is the fixed point of its two damped means on a tiny table", () => {
    // b_0 = (1 + 1 − u_0 − u_1)/4, b_1 = (−2 − u_0)/3, u_0 = (1 − b_0 − 2 − b_1)/7, u_1 = (1 − b_0)/6:
    // a linear system, iterated here a hundred times as often as the baseline does.
    let [u0, u1, b0, b1] = [0, 0, 0, 0];
    for (let sweep = 0; sweep < 1500; sweep++) {
      b0 = (2 - u0 - u1) / (2 + DAMPING.movie);
      b1 = (-2 - u0) / (1 + DAMPING.movie);
      u0 = (-1 - b0 - b1) / (2 + DAMPING.user);
      u1 = (1 - b0) / (1 + DAMPING.user);
    }
    const predict = biasOnlyBaseline(TINY);
    expect(predict(0, 0)).toBeCloseTo(MEAN + u0 + b0, 8);
    expect(predict(0, 1)).toBeCloseTo(MEAN + u0 + b1, 8);
    expect(predict(1, 1)).toBeCloseTo(MEAN + u1 + b1, 8);
    expect(predict(2, 1)).toBeCloseTo(MEAN + b1, 8); // an unknown user
    expect(predict(0, 2)).toBeCloseTo(MEAN + u0, 8); // an unknown film
    expect(predict(2, 2)).toBe(MEAN);
  });

  test("is the least of squares with these dampings, so no step in any direction lowers them", () => {
    const ratings = pureNoise(12, 9, 60, 4);
    const predict = biasOnlyBaseline(ratings);
    const mean = ratings.mean();
    const user = Array.from({ length: 12 }, (_, u) => predict(u, 0) - predict(0, 0));
    expect(new Set(user.map((value) => value.toFixed(6))).size).toBeGreaterThan(6);
    // Σ over a film's ratings of what is left = damping · its bias, and likewise for users.
    const left = (n: number): number =>
      ratings.value[n]! - predict(ratings.userIndex[n]!, ratings.movieIndex[n]!);
    const sums = new Float64Array(9);
    for (let n = 0; n < ratings.length; n++) sums[ratings.movieIndex[n]!]! += left(n);
    const biases = Array.from(sums, (sum) => sum / DAMPING.movie);
    for (let movie = 1; movie < 9; movie++) {
      expect(biases[movie]! - biases[0]!).toBeCloseTo(predict(3, movie) - predict(3, 0), 4);
    }
    expect(Math.abs(biases[0]!)).toBeLessThan(5 - mean);
  });

  test("stays on the scale", () => {
    const harsh = Array.from({ length: 60 }, (_, n) => ({
      userId: n % 6,
      movieId: Math.floor(n / 6),
      rating: n % 6 === 0 || n < 6 ? 1 : 5,
    }));
    const predict = biasOnlyBaseline(Ratings.fromRows(harsh));
    for (let user = 0; user < 6; user++) {
      for (let movie = 0; movie < 10; movie++) {
        expect(predict(user, movie)).toBeGreaterThanOrEqual(1);
        expect(predict(user, movie)).toBeLessThanOrEqual(5);
      }
    }
    expect(predict(0, 0)).toBe(1);
  });
});
