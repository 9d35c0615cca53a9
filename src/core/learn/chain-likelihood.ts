import { CHAINS } from "../chain-kernels.ts";
import type { Workspace } from "../kernels.ts";
import type { Random } from "../random.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";

/**
 * How ratings come from predictions, in four chains: what lies between the coefficients, which see
 * residuals and their precision alone, and the ratings. Arrays hold 4 a cell, in the order of users.
 */
export interface ChainLikelihood {
  /** w, the constant of the predictions; one a chain. */
  readonly level: Float64Array;
  /** Variance of the noise in stars², mean of the chains, after {@link redraw}. */
  readonly noiseVariance: number;
  /** Fills in the residuals that predictions of `level` alone leave. */
  start(residual: Float32Array): void;
  /** Draws all of its own given the predictions, moves the residuals, writes their 4 precisions. */
  redraw(residual: Float32Array, precision: Float32Array, random: Random): void;
  /** All that is drawn and not drawn anew from the rest in {@link redraw}; a copy. */
  state(): Float64Array;
  /** @param state - of another one over the same ratings. */
  restore(state: Float64Array): void;
  /** Adds, for each 4 predictions, the means of the ratings to come to `sum`, of their squares to `squares`. */
  addMoments(predicted: Float32Array, sum: Float64Array, squares: Float64Array): void;
}

/** Stars are predictions plus normal noise; its precision and the constant are drawn. */
export class GaussianLikelihood implements ChainLikelihood {
  readonly level: Float64Array = new Float64Array(CHAINS);
  readonly #noise = new Float64Array(CHAINS);
  readonly #ratings: Ratings;
  readonly #trust: number;
  readonly #workspace: Workspace;
  /** Σ e and Σ e², 4 each. */
  readonly #sums: Float64Array;

  /** @param workspace - where the residuals lie. */
  constructor(ratings: Ratings, trust: number, workspace: Workspace) {
    this.#ratings = ratings;
    this.#trust = trust;
    this.#workspace = workspace;
    this.#sums = workspace.float64(2 * CHAINS);
    this.level.fill(ratings.mean());
  }

  get noiseVariance(): number {
    return this.#noise.reduce((sum, precision) => sum + 1 / precision, 0) / CHAINS;
  }

  start(residual: Float32Array): void {
    const { value } = this.#ratings.byUser();
    for (let at = 0; at < residual.length; at++) {
      residual[at] = value[Math.floor(at / CHAINS)]! - this.level[at % CHAINS]!;
    }
  }

  redraw(residual: Float32Array, precision: Float32Array, random: Random): void {
    this.#workspace.addResiduals(this.#sums, residual);
    this.#drawNoise(random);
    precision.set(this.#noise.map((noise) => this.#trust * noise));
    this.#drawLevel(residual, random);
  }

  state(): Float64Array {
    return this.level.slice();
  }

  restore(state: Float64Array): void {
    this.level.set(state);
  }

  addMoments(predicted: Float32Array, sum: Float64Array, squares: Float64Array): void {
    for (let at = 0; at < predicted.length; at++) {
      const stars = clampToScale(this.#ratings.scale, predicted[at]!);
      const n = Math.floor(at / CHAINS);
      sum[n]! += stars;
      squares[n]! += stars * stars + 1 / this.#noise[at % CHAINS]!;
    }
  }

  #drawNoise(random: Random): void {
    const squares = this.#sums.subarray(CHAINS);
    for (let lane = 0; lane < CHAINS; lane++) {
      const shape = (this.#ratings.length + 1) / 2;
      this.#noise[lane] = random.gamma(Math.max(1, shape)) / ((squares[lane]! + 1) / 2);
    }
  }

  #drawLevel(residual: Float32Array, random: Random): void {
    const count = this.#ratings.length;
    for (let lane = 0; lane < CHAINS; lane++) {
      const precision = count * this.#trust * this.#noise[lane]!;
      const step = this.#sums[lane]! / count + random.normal() / Math.sqrt(precision);
      this.level[lane]! += step;
      for (let at = lane; at < residual.length; at += CHAINS) residual[at]! -= step;
    }
  }
}
