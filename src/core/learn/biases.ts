import type { Ratings } from "../ratings/ratings.ts";

/** As if every film and every user had this many more ratings of exactly the average. */
export const MOVIE_DAMPING = 2;
export const USER_DAMPING = 5;
const SWEEPS = 15;

/** Mean plus what users and films add to it, in stars. */
export interface Biases {
  readonly mean: number;
  /** U values; 0 for a user without a rating. */
  readonly userBias: Float64Array;
  /** I values; 0 for a movie without a rating. */
  readonly movieBias: Float64Array;
}

/** Damped means of what the other side leaves, in turn. O(N). */
export function fitBiases(train: Ratings): Biases {
  const mean = train.mean();
  let userBias = new Float64Array(train.userCount);
  let movieBias = new Float64Array(train.movieCount);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const u = userBias;
    const nextMovie = dampedBias(
      train,
      "movieIndex",
      train.movieCount,
      MOVIE_DAMPING,
      (n) => mean + u[train.userIndex[n]!]!,
    );
    const nextUser = dampedBias(
      train,
      "userIndex",
      train.userCount,
      USER_DAMPING,
      (n) => mean + nextMovie[train.movieIndex[n]!]!,
    );
    movieBias = nextMovie;
    userBias = nextUser;
  }
  return { mean, userBias, movieBias };
}

/** Mean of the ratings of each row less what is expected of them, damped towards 0. */
export function dampedBias(
  train: Ratings,
  key: "movieIndex" | "userIndex",
  rows: number,
  damping: number,
  expected: (n: number) => number,
): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(rows);
  const weight = new Float64Array(rows).fill(damping);
  for (let n = 0; n < train.length; n++) {
    const row = train[key][n]!;
    sum[row]! += train.value[n]! - expected(n);
    weight[row]! += 1;
  }
  return sum.map((value, row) => value / weight[row]!);
}
