import { describe, expect, test } from "vitest";
import { solveDense } from "../../../test/support/dense-solve.ts";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import type { Model } from "../model/model.ts";
import { Random } from "../random.ts";
import type { FilmSide } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";
import { FoldIn } from "./fold-in.ts";

/** As documented in fold-in.ts. */
const strictnessRidge = (n: number): number => 5 + 0.02 * n;
const tasteRidge = (n: number): number => 2 + 0.05 * n;

/** (XᵀX + Λ)·x = Xᵀ·r, X the films' rows with a leading 1: [strictness, …features]. */
function normalEquations(model: Model, ratings: readonly OwnRating[]): number[] {
  const { factors, mean, movieBias, movieFactors } = model.head;
  const rows = ratings.map(({ movieIndex }) => [
    1,
    ...movieFactors.subarray(movieIndex * factors, (movieIndex + 1) * factors),
  ]);
  const left = ratings.map(({ movieIndex, rating }) => rating - mean - movieBias[movieIndex]!);
  const size = factors + 1;
  const n = ratings.length;
  const matrix = Array.from({ length: size }, (_, f) =>
    Array.from({ length: size }, (__, g) => {
      const ridge = f === 0 ? strictnessRidge(n) : tasteRidge(n);
      return rows.reduce((sum, row) => sum + row[f]! * row[g]!, f === g ? ridge : 0);
    }),
  );
  const b = Array.from({ length: size }, (_, f) =>
    rows.reduce((sum, row, k) => sum + row[f]! * left[k]!, 0),
  );
  return solveDense(matrix, b);
}

function drawnRatings(films: number, count: number, seed: number): OwnRating[] {
  const random = new Random(seed);
  const rows = random.shuffle(Array.from({ length: films }, (_, row) => row));
  return rows.slice(0, count).map((movieIndex) => ({ movieIndex, rating: 1 + random.below(5) }));
}

describe("FoldIn", () => {
  test.each([
    { factors: 1, count: 1 },
    { factors: 3, count: 2 },
    { factors: 8, count: 30 },
    { factors: 32, count: 5 },
    { factors: 50, count: 200 },
  ])("solves the normal equations: $factors features, $count ratings", ({ factors, count }) => {
    const model = handMadeModel(randomFilms(300, factors, factors));
    for (let seed = 1; seed <= 5; seed++) {
      const ratings = drawnRatings(300, count, seed);
      const { strictness, features } = new FoldIn(model, ratings);
      const [wanted, ...rest] = normalEquations(model, ratings);
      expect(strictness).toBeCloseTo(wanted!, 10);
      for (const [f, feature] of rest.entries()) {
        expect(Math.abs(features[f]! - feature)).toBeLessThanOrEqual(
          2 ** -24 * Math.abs(feature) + 1e-10, // features are kept in f32
        );
      }
    }
  });

  test("is no one in particular without a rating", () => {
    const { strictness, features } = new FoldIn(handMadeModel(randomFilms(5, 3, 1)), []);
    expect(strictness).toBe(0);
    expect([...features]).toEqual([0, 0, 0]);
  });

  test("gives shares that sum to taste, however many ratings", () => {
    const factors = 8;
    const model = handMadeModel(randomFilms(60, factors, 4));
    for (const count of [0, 1, 2, 17, 60]) {
      const foldIn = new FoldIn(model, drawnRatings(60, count, count + 1));
      for (let movie = 0; movie < 60; movie++) {
        const q = model.head.movieFactors.subarray(movie * factors, (movie + 1) * factors);
        const taste = q.reduce((sum, value, f) => sum + value * foldIn.features[f]!, 0);
        const shares = foldIn.shares(movie);
        const scale = q.reduce((sum, value, f) => sum + Math.abs(value * foldIn.features[f]!), 0);
        expect(shares.length).toBe(count);
        const sum = shares.reduce((all, share) => all + share, 0);
        expect(Math.abs(sum - taste)).toBeLessThanOrEqual(2 ** -24 * scale + 1e-12);
      }
    }
  });

  test("gives a share that is what the rating changes, since the solution is linear in it", () => {
    const model = handMadeModel(randomFilms(40, 4, 9));
    const ratings = drawnRatings(40, 10, 3);
    const before = new FoldIn(model, ratings);
    const residual = (own: OwnRating): number =>
      own.rating - model.head.mean - model.head.movieBias[own.movieIndex]!;
    const [first, ...others] = ratings;
    const moved = { ...first!, rating: first!.rating === 5 ? 4 : first!.rating + 1 };
    const after = new FoldIn(model, [moved, ...others]);
    for (let movie = 0; movie < 40; movie++) {
      const [was, is] = [before.shares(movie), after.shares(movie)];
      expect(is[0]! / residual(moved)).toBeCloseTo(was[0]! / residual(first!), 10);
      expect([...is.subarray(1)]).toEqual([...was.subarray(1)]);
    }
  });
});

describe("FoldIn of a model with a posterior", () => {
  const FILMS = 40;
  const model = sampledModel(FILMS, 5);
  const { posterior, movieFactors, movieBias, mean, factors } = model.head;
  const { noise, strictnessVariance, movieVariance, ratedBias, ratedFactors } = posterior!;
  const { typicalRatings, ratedMean, ratedVariance } = posterior!;
  /** A film's row with a leading 1. */
  const row = (i: number): number[] => [
    1,
    ...movieFactors.subarray(i * factors, (i + 1) * factors),
  ];
  /** How two films' ratings go together over people, of whom so many ratings are known. */
  const kernelOf =
    (count: number) =>
    (i: number, j: number): number => {
      const unknown = Math.max(0, 1 - count / typicalRatings);
      const right = row(j);
      return row(i).reduce((sum, value, f) => {
        const variance = (f === 0 ? strictnessVariance : 1) + unknown * ratedVariance[f]!;
        return sum + variance * value * right[f]!;
      }, 0);
    };
  /** What is expected of a film before the stars are looked at. */
  const expected = (i: number, rated: readonly OwnRating[]): number => {
    const most = Math.max(rated.length, typicalRatings);
    const told = row(i).map((_, f) => {
      const known = rated.map(({ movieIndex }) =>
        f === 0 ? ratedBias[movieIndex]! : ratedFactors[movieIndex * factors + f - 1]!,
      );
      const sum = known.reduce((all, value) => all + value, 0);
      return sum / Math.sqrt(most) - (rated.length / most) * ratedMean[f]!;
    });
    return row(i).reduce((sum, value, f) => sum + value * told[f]!, mean + movieBias[i]!);
  };
  const covariance = (rated: readonly OwnRating[]): number[][] =>
    rated.map(({ movieIndex: i }, line) =>
      rated.map(
        ({ movieIndex: j }, column) =>
          kernelOf(rated.length)(i, j) + (line === column ? noise + movieVariance[i]! : 0),
      ),
    );

  test.each([0, 1, 2, 9, 30])(
    "is the Gaussian process over films, its mean and its variance: %i ratings",
    (count) => {
      const rated = drawnRatings(FILMS, count, count + 3);
      const foldIn = new FoldIn(model, rated);
      const kernel = kernelOf(count);
      for (let i = 0; i < FILMS; i++) {
        const across = rated.map(({ movieIndex }) => kernel(movieIndex, i));
        const left = rated.map((own) => own.rating - expected(own.movieIndex, rated));
        const pulls = solveDense(covariance(rated), left);
        const stars =
          expected(i, rated) + pulls.reduce((sum, pull, k) => sum + pull * across[k]!, 0);
        const own = Float64Array.from(
          { length: factors },
          (_, f) => foldIn.features[f]! * movieFactors[i * factors + f]!,
        );
        const taste = own.reduce((sum, match) => sum + match, 0);
        expect(mean + movieBias[i]! + foldIn.strictness + taste).toBeCloseTo(stars, 5);
        const solved = solveDense(covariance(rated), [...across]);
        const known = solved.reduce((sum, value, k) => sum + value * across[k]!, 0);
        const variance = noise + movieVariance[i]! + kernel(i, i) - known;
        expect(foldIn.variance(i)).toBeCloseTo(variance, 5);
        const shares = foldIn.shares(i).reduce((sum, share) => sum + share, 0);
        expect(shares).toBeCloseTo(taste, 5);
      }
    },
  );

  test("has no variance to tell without a posterior", () => {
    expect(new FoldIn(handMadeModel(randomFilms(5, 3, 1)), []).variance(2)).toBeNaN();
  });
});

/** Random films, and a random posterior of them. */
function sampledModel(films: number, factors: number): Pick<Model, keyof FilmSide> {
  const model = handMadeModel(randomFilms(films, factors, 2));
  const random = new Random(5);
  const draw = (length: number, spread: number): Float32Array =>
    Float32Array.from({ length }, () => spread * random.normal());
  const posterior = {
    noise: 0.6,
    strictnessVariance: 0.15,
    movieVariance: draw(films, 0.4).map((value) => value * value),
    ratedBias: draw(films, 0.05),
    ratedFactors: draw(films * factors, 0.2),
    typicalRatings: 12,
    ratedMean: draw(factors + 1, 0.1),
    ratedVariance: draw(factors + 1, 0.3).map((value) => value * value),
  };
  const { catalogue, scale, movieCounts, halfWidth80, head, picksHead } = model;
  return { catalogue, scale, movieCounts, halfWidth80, picksHead, head: { ...head, posterior } };
}
