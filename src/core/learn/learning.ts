import type { RatingScale } from "../ratings/rating-scale.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";

/**
 * The stars head: what learning finds. A prediction in stars is
 * r̂ = mean + userBias[u] + movieBias[i] + Σ_f userFactors[u·F + f] · movieFactors[i·F + f].
 * Rows without a training rating are all zero. Arrays are kept: do not change them.
 */
export interface StarsHead {
  /** F, the number of hidden features. */
  readonly factors: number;
  /** μ, the mean training rating in stars. */
  readonly mean: number;
  /** U values, in stars. */
  readonly userBias: Float32Array;
  /** I values, in stars. */
  readonly movieBias: Float32Array;
  /** P: U×F, row-major. */
  readonly userFactors: Float32Array;
  /** Q: I×F, row-major. */
  readonly movieFactors: Float32Array;
  /** How sure all this is, where it was sampled. Then people's features are standard normal. */
  readonly posterior?: StarsPosterior | undefined;
}

/** What sampling tells beyond means: variances, and what having rated a film says of someone. */
export interface StarsPosterior {
  /** σ²: of a rating around what is expected, in stars². */
  readonly noise: number;
  /** Variance of strictness over people, in stars². */
  readonly strictnessVariance: number;
  /** I values, in stars²: how unsure each film's own part is. */
  readonly movieVariance: Float32Array;
  /** I values, in stars: |N|^-½ times their sum over the N films that someone rated adds to strictness. */
  readonly ratedBias: Float32Array;
  /** I×F, row-major: |N|^-½ times their sum adds to someone's features, whatever the stars. */
  readonly ratedFactors: Float32Array;
  /** N of a typical person: of someone with fewer ratings the others are not known yet. */
  readonly typicalRatings: number;
  /** 1 + F values: mean over people of what their sums add, which the films' biases hold already. */
  readonly ratedMean: Float32Array;
  /** 1 + F values: its variance over people. */
  readonly ratedVariance: Float32Array;
}

/**
 * The picks head: which films someone will choose and like, as p·q. It is a list of views that differ
 * in nothing but the random numbers they began with, and whose scores are added; people are solved
 * against the films that they rated, in each view, so only the films' half is kept.
 */
export interface PicksHead {
  /** At least one. */
  readonly views: readonly PicksView[];
  /** λ. */
  readonly regularization: number;
  /** w₀: how much a film that someone has not rated counts, one rated counting 1 more. */
  readonly unseenWeight: number;
  /** c, in stars: a rating up to here speaks for a film no more than none. */
  readonly neutral: number;
}

/** One view of the films. Arrays are kept: do not change them. */
export interface PicksView {
  /** F, the number of hidden features. */
  readonly factors: number;
  /** What having rated a film says of someone: I×F, row-major; zeros for a film without a training rating. */
  readonly givenFactors: Float32Array;
  /** Q, what someone finds in a film: I×F, likewise. */
  readonly movieFactors: Float32Array;
  /** Σ q·qᵀ over `givenFactors`: F×F, symmetric. */
  readonly gram: Float32Array;
  /** p of a typical training user: F values. */
  readonly crowd: Float32Array;
}

/** r̂ of a pair of dense indices, clipped to the scale; −1 for an unknown one, which adds nothing. */
export function predictPair(
  head: StarsHead,
  scale: RatingScale,
  userIndex: number,
  movieIndex: number,
): number {
  const { mean, userBias, movieBias, userFactors, movieFactors, factors } = head;
  let stars = mean;
  if (userIndex >= 0) stars += userBias[userIndex]!;
  if (movieIndex >= 0) stars += movieBias[movieIndex]!;
  if (userIndex >= 0 && movieIndex >= 0) {
    const p = userIndex * factors;
    const q = movieIndex * factors;
    for (let f = 0; f < factors; f++) stars += userFactors[p + f]! * movieFactors[q + f]!;
  }
  return clampToScale(scale, stars);
}

/** Where training stands after an epoch. */
export interface EpochReport {
  /** From 1. */
  readonly epoch: number;
  /** The most epochs this phase may take. */
  readonly epochs: number;
  /** "search": a slice is held out to find when to stop. "refit": once more, with all ratings. */
  readonly phase: "search" | "refit";
  /** RMSE over the training ratings during this epoch, in stars. */
  readonly trainError: number;
  /** RMSE over the held-out ratings after this epoch, in stars; NaN where none are held out. */
  readonly heldOutError: number;
}

/** What is learned so far, for whoever wants to watch. */
export interface FeaturesSoFar {
  /** Epochs that the features have seen; 0: random numbers, nothing learned yet. */
  readonly epoch: number;
  /** As of {@link EpochReport}. Each phase begins with an epoch 0, and both with the same numbers. */
  readonly phase: EpochReport["phase"];
  /** Ratings that this phase does not learn from; none in "refit". Borrowed. */
  readonly heldOut: Ratings;
  /**
   * A copy of the features as they stand when this is called: later it tells of later epochs.
   *
   * Cost: O((U + I)·F) time and memory.
   */
  head(): StarsHead;
}

/** Why training ended. */
export type StopReason = "no longer improving" | "all epochs done";

/** What a training run returns. */
export interface Learned {
  readonly head: StarsHead;
  /** Epochs that the returned features have seen. */
  readonly epochs: number;
  readonly stopReason: StopReason;
  /** Of the search phase. */
  readonly history: readonly EpochReport[];
  /** RMSE on the held-out ratings at the best epoch, in stars; NaN where none are held out. */
  readonly heldOutError: number;
  /**
   * Half the width of the interval that holds 80 % of the held-out ratings, in stars
   * (split conformal prediction, Lei et al. 2018); NaN where none are held out.
   */
  readonly halfWidth80: number;
}
