import { describe, expect, test } from "vitest";
import { solveDense } from "../../../test/support/dense-solve.ts";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { Model } from "../model/model.ts";
import { Random } from "../random.ts";
import { foldIntoPicks } from "./picks-fold-in.ts";

const FILMS = 60;
const model = modelOfTwoViews();
const { views, regularization, unseenWeight, neutral } = model.picksHead;

/** Two views of random films, with a crowd. */
function modelOfTwoViews(): Model {
  const made = [4, 5].map((seed) => handMadeModel(randomFilms(FILMS, 6, seed)));
  const halves = made.map(({ picksHead }, k) => ({
    ...picksHead.views[0]!,
    givenFactors: made[1 - k]!.picksHead.views[0]!.givenFactors.map((value) => value / 2),
    crowd: Float32Array.from({ length: 6 }, (_, f) => 0.1 * (f - k)),
  }));
  const gramOf = (rows: Float32Array): Float32Array =>
    Float32Array.from({ length: 36 }, (_, at) => {
      let sum = 0;
      for (let row = 0; row < FILMS; row++) {
        sum += rows[row * 6 + Math.floor(at / 6)]! * rows[row * 6 + (at % 6)]!;
      }
      return sum;
    });
  const whole = halves.map((view) => ({ ...view, gram: gramOf(view.givenFactors) }));
  return new Model({ ...made[0]!, picksHead: { ...made[0]!.picksHead, views: whole } });
}

/**
 * Least squares over every single film, rated or not, by Gaussian elimination, drawn to the crowd:
 * what all films are worth to someone.
 */
function worthsOf(given: ReadonlyMap<number, number>): number[] {
  const totals = Array<number>(FILMS).fill(0);
  for (const { factors, givenFactors, movieFactors, crowd } of views) {
    const row = (of: Float32Array, movie: number): number[] => [
      ...of.subarray(movie * factors, (movie + 1) * factors),
    ];
    const ridge = 0.65 * regularization * (given.size + unseenWeight * FILMS);
    const pull = (2 * 5) / (5 + given.size);
    const matrix = Array.from({ length: factors }, (_, i) =>
      Array.from({ length: factors }, (__, j) => (i === j ? ridge : 0)),
    );
    const b = Array.from(crowd, (value) => pull * ridge * value);
    for (let movie = 0; movie < FILMS; movie++) {
      const q = row(givenFactors, movie);
      const worth = given.get(movie);
      const weight = worth === undefined ? unseenWeight : 1 + unseenWeight;
      for (let i = 0; i < factors; i++) {
        b[i]! += weight * (worth ?? 0) * q[i]!;
        for (let j = 0; j < factors; j++) matrix[i]![j]! += weight * q[i]! * q[j]!;
      }
    }
    const p = solveDense(matrix, b);
    for (let movie = 0; movie < FILMS; movie++) {
      const q = row(movieFactors, movie);
      totals[movie]! += q.reduce((sum, value, f) => sum + value * p[f]!, 0) / views.length;
    }
  }
  return totals;
}

function ratingsOf(count: number, seed: number): { movieIndex: number; rating: number }[] {
  const random = new Random(seed);
  const rows = random.shuffle(Array.from({ length: FILMS }, (_, movie) => movie));
  return rows.slice(0, count).map((movieIndex) => ({ movieIndex, rating: 1 + random.below(5) }));
}

describe("foldIntoPicks()", () => {
  test.each([0, 1, 5, 30, 60])("solves least squares over all films, %i rated", (count) => {
    const ratings = ratingsOf(count, count);
    const foldIn = foldIntoPicks(model, ratings, new Map());
    const given = new Map(
      ratings.map(({ movieIndex, rating }) => [movieIndex, Math.max(0, (rating - neutral) / 2)]),
    );
    for (const [movie, wanted] of worthsOf(given).entries()) {
      expect(foldIn.score(movie)).toBeCloseTo(wanted, 5); // the sum over all films is kept in f32
    }
  });

  test("takes a film seen for one of everyone's mean, and one refused for the worst", () => {
    const marks = new Map([
      [3, "seen"],
      [4, "notForMe"],
    ] as const);
    const foldIn = foldIntoPicks(model, [{ movieIndex: 9, rating: 5 }], marks);
    const given = new Map([
      [9, 1.5],
      [3, (model.head.mean - neutral) / 2],
      [4, 0],
    ]);
    for (const [movie, wanted] of worthsOf(given).entries()) {
      expect(foldIn.score(movie)).toBeCloseTo(wanted, 5);
    }
  });

  test("lets a rating count more than a mark on the same film", () => {
    const ratings = [{ movieIndex: 9, rating: 5 }];
    const marked = foldIntoPicks(model, ratings, new Map([[9, "notForMe"]] as const));
    expect(marked.features).toEqual(foldIntoPicks(model, ratings, new Map()).features);
  });

  test("gives shares that sum to the score, less what the crowd gives, none of a neutral rating", () => {
    const ratings = ratingsOf(25, 3);
    const foldIn = foldIntoPicks(model, ratings, new Map());
    // The solution is linear in the worths: without any, what is left is the crowd's.
    const none = ratings.map(({ movieIndex }) => ({ movieIndex, rating: neutral }));
    const crowd = foldIntoPicks(model, none, new Map());
    for (let movie = 0; movie < FILMS; movie++) {
      const shares = foldIn.shares(movie);
      const sum = shares.reduce((all, share) => all + share, 0);
      expect(sum).toBeCloseTo(foldIn.score(movie) - crowd.score(movie), 10);
      for (const [k, { rating }] of ratings.entries()) {
        if (rating <= neutral) expect(shares[k]).toBe(0);
      }
    }
  });
});
