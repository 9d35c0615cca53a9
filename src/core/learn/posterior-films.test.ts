import { describe, expect, test } from "vitest";
import { PAIR } from "../chain-kernels.ts";
import { jsKernels } from "../kernels.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import { Chains } from "./chains.ts";
import { PosteriorFilms } from "./posterior-films.ts";

const { ratings } = synthesize({ users: 40, movies: 25, ratings: 500, seed: 3 });
const ROWS = ratings.movieCount;
const NO_PROBE = { userIndex: new Uint32Array(0), movieIndex: new Uint32Array(0) };

function chainsOf(factors: number, seed: number): Chains {
  return new Chains(
    ratings,
    NO_PROBE,
    [{ factors, seed, trust: 0.9, likelihood: "gaussian" }],
    jsKernels,
  );
}

/** Likeness of films i, j and what having rated j tells of i, summed over the samples at hand. */
function sums(chains: Chains): { likeness: number[][]; told: number[][] } {
  const table = (): number[][] => Array.from({ length: ROWS }, () => Array<number>(ROWS).fill(0));
  const [likeness, told] = [table(), table()];
  for (const { user, movie } of chains.features) {
    for (let lane = 0; lane < PAIR; lane++) {
      const { variance } = user.own.expectedPrior(lane);
      const at = (row: number): number => row * PAIR + lane;
      for (let i = 0; i < ROWS; i++) {
        for (let j = 0; j < ROWS; j++) {
          likeness[i]![j]! += variance * movie.total[at(i)]! * movie.total[at(j)]!;
          told[i]![j]! += movie.total[at(i)]! * user.shared.values[at(j)]!;
        }
      }
    }
  }
  return { likeness, told };
}

describe("PosteriorFilms", () => {
  test("keeps the mean likeness of films, and what having rated one tells of another", () => {
    const wanted = { likeness: new Float64Array(ROWS * ROWS), told: new Float64Array(ROWS * ROWS) };
    const views = [2, 3].map((factors) => {
      const chains = chainsOf(factors, factors);
      const view = new PosteriorFilms(ROWS, ROWS);
      for (let sample = 0; sample < 3; sample++) {
        chains.sweep();
        view.add(chains, 0);
        const { likeness, told } = sums(chains);
        for (let at = 0; at < ROWS * ROWS; at++) {
          wanted.likeness[at]! += likeness[Math.floor(at / ROWS)]![at % ROWS]!;
          wanted.told[at]! += told[Math.floor(at / ROWS)]![at % ROWS]!;
        }
      }
      return view;
    });
    views[0]!.merge(views[1]!.sums());
    const { factors, movieFactors, posterior } = views[0]!.finish();
    const samples = 2 * 3 * PAIR;
    for (let at = 0; at < ROWS * ROWS; at++) {
      const [i, j] = [Math.floor(at / ROWS), at % ROWS];
      let [likeness, told] = [0, 0];
      for (let f = 0; f < factors; f++) {
        likeness += movieFactors[i * factors + f]! * movieFactors[j * factors + f]!;
        told += movieFactors[i * factors + f]! * posterior.ratedFactors[j * factors + f]!;
      }
      expect(likeness).toBeCloseTo(wanted.likeness[at]! / samples, 5);
      expect(told).toBeCloseTo(wanted.told[at]! / samples, 5);
    }
  });

  test("counts what a lower rank leaves out as the film's own uncertainty", () => {
    const chains = chainsOf(4, 1);
    for (let sweep = 0; sweep < 5; sweep++) chains.sweep();
    const [whole, cut] = [ROWS, 2].map((rank) => {
      const films = new PosteriorFilms(ROWS, rank);
      films.add(chains, 0);
      return films.finish();
    });
    expect(cut!.factors).toBe(2);
    for (let row = 0; row < ROWS; row++) {
      const own = [whole!, cut!].map(({ factors, movieFactors, posterior }) => {
        const features = movieFactors.subarray(row * factors, (row + 1) * factors);
        return features.reduce((sum, q) => sum + q * q, posterior.movieVariance[row]!);
      });
      expect(own[1]).toBeCloseTo(own[0]!, 5);
    }
  });

  test("orders features by how much they tell films apart", () => {
    const chains = chainsOf(3, 2);
    chains.sweep();
    const films = new PosteriorFilms(ROWS, 6);
    films.add(chains, 0);
    const { factors, movieFactors } = films.finish();
    const spread = Array.from({ length: factors }, (_, f) =>
      movieFactors.reduce((sum, q, at) => (at % factors === f ? sum + q * q : sum), 0),
    );
    expect(spread).toEqual(spread.toSorted((a, b) => b - a));
  });
});
