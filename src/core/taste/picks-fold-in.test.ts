import { describe, expect, test } from "vitest";
import { solveDense } from "../../../test/support/dense-solve.ts";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { Random } from "../random.ts";
import { foldIntoPicks } from "./picks-fold-in.ts";

const FILMS = 60;
const model = handMadeModel(randomFilms(FILMS, 6, 4));
const { movieFactors, factors, regularization, unseenWeight, neutral } = model.picksHead;

function row(movie: number): number[] {
  return [...movieFactors.subarray(movie * factors, (movie + 1) * factors)];
}

/** Least squares over every single film, rated or not, by Gaussian elimination. */
function leastSquares(worths: ReadonlyMap<number, number>): number[] {
  const matrix = Array.from({ length: factors }, () => Array<number>(factors).fill(0));
  const b = Array<number>(factors).fill(0);
  for (let movie = 0; movie < FILMS; movie++) {
    const q = row(movie);
    const worth = worths.get(movie);
    const weight = worth === undefined ? unseenWeight : 1 + unseenWeight;
    for (let i = 0; i < factors; i++) {
      b[i]! += weight * (worth ?? 0) * q[i]!;
      for (let j = 0; j < factors; j++) matrix[i]![j]! += weight * q[i]! * q[j]!;
    }
  }
  const ridge = regularization * (worths.size + unseenWeight * FILMS);
  for (let i = 0; i < factors; i++) matrix[i]![i]! += ridge;
  return solveDense(matrix, b);
}

function ratingsOf(count: number, seed: number): { movieIndex: number; rating: number }[] {
  const random = new Random(seed);
  const rows = random.shuffle(Array.from({ length: FILMS }, (_, movie) => movie));
  return rows.slice(0, count).map((movieIndex) => ({ movieIndex, rating: 1 + random.below(5) }));
}

describe("foldIntoPicks()", () => {
  test.each([1, 5, 30, 60])("solves least squares over all films, %i of them rated", (count) => {
    const ratings = ratingsOf(count, count);
    const { features } = foldIntoPicks(model, ratings, new Map());
    const worths = new Map(
      ratings.map(({ movieIndex, rating }) => [movieIndex, Math.max(0, (rating - neutral) / 2)]),
    );
    for (const [f, wanted] of leastSquares(worths).entries()) {
      expect(features[f]).toBeCloseTo(wanted, 5); // the sum over all films is kept in f32
    }
  });

  test("takes a film seen for one of everyone's mean, and one refused for the worst", () => {
    const marks = new Map([
      [3, "seen"],
      [4, "notForMe"],
    ] as const);
    const { features } = foldIntoPicks(model, [{ movieIndex: 9, rating: 5 }], marks);
    const worths = new Map([
      [9, 1.5],
      [3, (model.head.mean - neutral) / 2],
      [4, 0],
    ]);
    for (const [f, wanted] of leastSquares(worths).entries()) {
      expect(features[f]).toBeCloseTo(wanted, 5);
    }
  });

  test("lets a rating count more than a mark on the same film", () => {
    const ratings = [{ movieIndex: 9, rating: 5 }];
    const marked = foldIntoPicks(model, ratings, new Map([[9, "notForMe"]] as const));
    expect(marked.features).toEqual(foldIntoPicks(model, ratings, new Map()).features);
  });

  test("gives shares that sum to the score, none of a rating up to the neutral one", () => {
    const ratings = ratingsOf(25, 3);
    const foldIn = foldIntoPicks(model, ratings, new Map());
    for (let movie = 0; movie < FILMS; movie++) {
      const shares = foldIn.shares(movie);
      const sum = shares.reduce((all, share) => all + share, 0);
      expect(sum).toBeCloseTo(foldIn.score(movie), 10);
      for (const [k, { rating }] of ratings.entries()) {
        if (rating <= neutral) expect(shares[k]).toBe(0);
      }
    }
  });
});
