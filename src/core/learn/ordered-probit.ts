import { CHAINS } from "../chain-kernels.ts";
import type { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainLikelihood } from "./chain-likelihood.ts";
import { CutPoints, GRID, addToTally, gridPlace, tabulateMoments } from "./cut-points.ts";
import type { RatingLevels } from "./rating-levels.ts";
import { ratingLevels } from "./rating-levels.ts";
import { truncatedNormal } from "./truncated-normal.ts";

/** What one chain has of its own. */
interface Lane {
  readonly points: CutPoints;
  /** K × GRID: the predictions of the cells, by level. */
  readonly tally: Float64Array;
  /** GRID each: mean and mean square of the stars, by prediction. */
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

/**
 * Ratings as ordered levels: a latent number, normal around the prediction with SD 1, falls between
 * two cut points. Each sweep draws the cut points, then the latent number of every rating, whose
 * distance from the prediction is the residual. `trust` is the power of the likelihood of the cut points
 * and the precision of the residuals.
 *
 * Memory: 17 N bytes beside the chains. Cost of a sweep: O(N), and O(K·GRID).
 * Source: Albert and Chib 1993; the cut points Cowles 1996.
 */
export class OrderedProbit implements ChainLikelihood {
  /** Zeros: the cut points take the place of a constant. */
  readonly level: Float64Array = new Float64Array(CHAINS);
  readonly #levels: RatingLevels;
  readonly #trust: number;
  readonly #latent: Float32Array;
  readonly #lanes: readonly Lane[];

  /** @throws {DataError} if the ratings have fewer than 2 levels or more than 20. */
  constructor(ratings: Ratings, trust: number) {
    this.#levels = ratingLevels(ratings);
    this.#trust = trust;
    this.#latent = new Float32Array(ratings.length * CHAINS);
    const { stars, levelOf } = this.#levels;
    const counts = new Float64Array(stars.length);
    for (const level of levelOf) counts[level]! += 1;
    this.#lanes = Array.from({ length: CHAINS }, () => ({
      points: new CutPoints(counts),
      tally: new Float64Array(stars.length * GRID),
      mean: new Float64Array(GRID),
      square: new Float64Array(GRID),
    }));
  }

  /** The cut points of each chain, −∞ and ∞ at the ends: 4 × (K + 1). */
  get cuts(): readonly Float64Array[] {
    return this.#lanes.map(({ points }) => points.cuts);
  }

  get noiseVariance(): number {
    let variance = 0;
    let count = 0;
    for (const { tally, mean, square } of this.#lanes) {
      for (let k = 0; k < tally.length; k++) {
        const at = k % GRID;
        variance += tally[k]! * (square[at]! - mean[at]! ** 2);
        count += tally[k]!;
      }
    }
    return variance / count;
  }

  start(residual: Float32Array): void {
    this.#latent.fill(0);
    residual.fill(0);
  }

  redraw(residual: Float32Array, precision: Float32Array, random: Random): void {
    precision.fill(this.#trust, 0, CHAINS);
    this.#count(residual);
    for (const { points, tally, mean, square } of this.#lanes) {
      points.redraw(tally, this.#trust, random);
      tabulateMoments(points.cuts, this.#levels.stars, mean, square);
    }
    this.#drawLatent(residual, random);
  }

  /** The cut points: latent numbers are drawn anew from those and the predictions. */
  state(): Float64Array {
    return Float64Array.from(this.cuts.flatMap((cuts) => Array.from(cuts)));
  }

  restore(state: Float64Array): void {
    let at = 0;
    for (const cuts of this.cuts) {
      cuts.set(state.subarray(at, at + cuts.length));
      at += cuts.length;
    }
  }

  addMoments(predicted: Float32Array, sum: Float64Array, squares: Float64Array): void {
    for (let at = 0; at < predicted.length; at++) {
      const { mean, square } = this.#lanes[at % CHAINS]!;
      const n = Math.floor(at / CHAINS);
      const place = gridPlace(predicted[at]!);
      const k = Math.floor(place);
      const share = place - k;
      sum[n]! += mean[k]! + share * (mean[k + 1]! - mean[k]!);
      squares[n]! += square[k]! + share * (square[k + 1]! - square[k]!);
    }
  }

  #count(residual: Float32Array): void {
    const { levelOf } = this.#levels;
    for (let lane = 0; lane < CHAINS; lane++) {
      const { tally } = this.#lanes[lane]!;
      tally.fill(0);
      for (let cell = 0; cell < levelOf.length; cell++) {
        const at = cell * CHAINS + lane;
        addToTally(tally, levelOf[cell]!, this.#latent[at]! - residual[at]!);
      }
    }
  }

  #drawLatent(residual: Float32Array, random: Random): void {
    const latent = this.#latent;
    const { levelOf } = this.#levels;
    for (let lane = 0; lane < CHAINS; lane++) {
      const { cuts } = this.#lanes[lane]!.points;
      for (let at = lane; at < latent.length; at += CHAINS) {
        const level = levelOf[(at - lane) / CHAINS]!;
        const f = latent[at]! - residual[at]!;
        const off = truncatedNormal(random, cuts[level]! - f, cuts[level + 1]! - f);
        latent[at] = f + off;
        residual[at] = off;
      }
    }
  }
}
