import type { Lanes } from "../chain-kernels.ts";
import { PAIR } from "../chain-kernels.ts";
import type { Random } from "../random.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";

/** What the chains' residuals and their likelihood exchange once a sweep. */
export interface LikelihoodDraw {
  /** L a cell, in the order of users; nothing is pending. */
  readonly residual: Float32Array;
  /** Σ e, then Σ e² over the cells, L each. */
  readonly sums: Float64Array;
  /** L precisions of the residuals, to be written. */
  readonly precision: Float32Array;
  /** L numbers, to be written: what all residuals of the chain are to lose. */
  readonly shift: Float32Array;
}

/**
 * How ratings come from predictions, in four chains or two: what lies between the coefficients, which
 * see residuals and their precision alone, and the ratings. Arrays hold L a cell, in the order of users.
 */
export interface ChainLikelihood {
  /** w, the constant of the predictions; one a chain. */
  readonly level: Float64Array;
  /** Variance of the noise in stars² in one chain, after {@link redraw}. */
  noiseVariance(lane: number): number;
  /** Fills in the residuals that predictions of `level` alone leave. */
  start(residual: Float32Array): void;
  /** Draws all of its own given the predictions; `randoms` has one a pair of chains. */
  redraw(draw: LikelihoodDraw, randoms: readonly Random[]): void;
  /** All of a pair that is drawn and not drawn anew from the rest in {@link redraw}; a copy. */
  state(pair: number): Float64Array;
  /** @param state - of a pair over the same ratings. */
  restore(pair: number, state: Float64Array): void;
  /**
   * Adds, for the predictions of a pair, the means of the ratings to come to `sum`, of their squares to
   * `squares`.
   */
  addMoments(predicted: Float32Array, pair: number, sum: Float64Array, squares: Float64Array): void;
}

/** Stars are predictions plus normal noise; its precision and the constant are drawn. */
export class GaussianLikelihood implements ChainLikelihood {
  readonly level: Float64Array;
  readonly #noise: Float64Array;
  readonly #ratings: Ratings;
  readonly #trust: number;

  constructor(ratings: Ratings, trust: number, lanes: Lanes) {
    this.#ratings = ratings;
    this.#trust = trust;
    this.level = new Float64Array(lanes).fill(ratings.mean());
    this.#noise = new Float64Array(lanes);
  }

  noiseVariance(lane: number): number {
    return 1 / this.#noise[lane]!;
  }

  start(residual: Float32Array): void {
    const { value } = this.#ratings.byUser();
    const lanes = this.level.length;
    for (let n = 0; n < value.length; n++) {
      for (let lane = 0; lane < lanes; lane++) {
        residual[n * lanes + lane] = value[n]! - this.level[lane]!;
      }
    }
  }

  redraw({ sums, precision, shift }: LikelihoodDraw, randoms: readonly Random[]): void {
    const lanes = this.level.length;
    const count = this.#ratings.length;
    for (let lane = 0; lane < lanes; lane++) {
      const random = randoms[Math.floor(lane / PAIR)]!;
      const shape = Math.max(1, (count + 1) / 2);
      const noise = random.gamma(shape) / ((sums[lanes + lane]! + 1) / 2);
      this.#noise[lane] = noise;
      precision[lane] = this.#trust * noise;
      const spread = 1 / Math.sqrt(count * this.#trust * noise);
      shift[lane] = sums[lane]! / count + random.normal() * spread;
      this.level[lane]! += shift[lane]!;
    }
  }

  state(pair: number): Float64Array {
    return this.level.slice(pair * PAIR, (pair + 1) * PAIR);
  }

  restore(pair: number, state: Float64Array): void {
    this.level.set(state, pair * PAIR);
  }

  addMoments(
    predicted: Float32Array,
    pair: number,
    sum: Float64Array,
    squares: Float64Array,
  ): void {
    const lanes = this.level.length;
    for (let n = 0; n < sum.length; n++) {
      for (let lane = pair * PAIR; lane < (pair + 1) * PAIR; lane++) {
        const stars = clampToScale(this.#ratings.scale, predicted[n * lanes + lane]!);
        sum[n]! += stars;
        squares[n]! += stars * stars + 1 / this.#noise[lane]!;
      }
    }
  }
}
