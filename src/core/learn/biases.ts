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
  const { userIndex, movieIndex } = train;
  const mean = train.mean();
  const users = countsWith(train.userCounts(), USER_DAMPING);
  const movies = countsWith(train.movieCounts(), MOVIE_DAMPING);
  let userBias = new Float64Array(train.userCount);
  let movieBias = new Float64Array(train.movieCount);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    movieBias = leftMeans(train.value, movieIndex, movies, mean, userIndex, userBias);
    userBias = leftMeans(train.value, userIndex, users, mean, movieIndex, movieBias);
  }
  return { mean, userBias, movieBias };
}

/** Of each movie: what its ratings are off the mean, damped towards 0. O(N). */
export function dampedMovieBias(train: Ratings): Float64Array {
  const weights = countsWith(train.movieCounts(), MOVIE_DAMPING);
  const none = new Float64Array(train.userCount);
  return leftMeans(train.value, train.movieIndex, weights, train.mean(), train.userIndex, none);
}

function countsWith(counts: Uint32Array, damping: number): Float64Array {
  return Float64Array.from(counts, (count) => count + damping);
}

/** Of each row: the sum of its ratings less the mean and the other side's bias, over its weight. */
function leftMeans(
  value: Float32Array,
  rowOf: Uint32Array,
  weights: Float64Array,
  mean: number,
  otherOf: Uint32Array,
  otherBias: Float64Array,
): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(weights.length);
  for (let n = 0; n < value.length; n++) {
    sum[rowOf[n]!]! += value[n]! - (mean + otherBias[otherOf[n]!]!);
  }
  for (let row = 0; row < sum.length; row++) sum[row]! /= weights[row]!;
  return sum;
}
