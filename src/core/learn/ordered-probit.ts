import type { Lanes } from "../chain-kernels.ts";
import { PAIR } from "../chain-kernels.ts";
import type { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainLikelihood, LikelihoodDraw } from "./chain-likelihood.ts";
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
 * Memory: N (4·L + 1) bytes beside the chains. Cost of a sweep: O(N), and O(K·GRID).
 * Source: Albert and Chib 1993; the cut points Cowles 1996.
 */
export class OrderedProbit implements ChainLikelihood {
  /** Zeros: the cut points take the place of a constant. */
  readonly level: Float64Array;
  readonly #levels: RatingLevels;
  readonly #trust: number;
  readonly #latent: Float32Array;
  readonly #lanes: readonly Lane[];

  /** @throws {DataError} if the ratings have fewer than 2 levels or more than 20. */
  constructor(ratings: Ratings, trust: number, lanes: Lanes) {
    this.level = new Float64Array(lanes);
    this.#levels = ratingLevels(ratings);
    this.#trust = trust;
    this.#latent = new Float32Array(ratings.length * lanes);
    const { stars, levelOf } = this.#levels;
    const counts = new Float64Array(stars.length);
    for (const level of levelOf) counts[level]! += 1;
    this.#lanes = Array.from({ length: lanes }, () => ({
      points: new CutPoints(counts),
      tally: new Float64Array(stars.length * GRID),
      mean: new Float64Array(GRID),
      square: new Float64Array(GRID),
    }));
  }

  /** The cut points of each chain, −∞ and ∞ at the ends: L × (K + 1). */
  get cuts(): readonly Float64Array[] {
    return this.#lanes.map(({ points }) => points.cuts);
  }

  noiseVariance(lane: number): number {
    const { tally, mean, square } = this.#lanes[lane]!;
    let variance = 0;
    let count = 0;
    for (let k = 0; k < tally.length; k++) {
      const at = k % GRID;
      variance += tally[k]! * (square[at]! - mean[at]! ** 2);
      count += tally[k]!;
    }
    return variance / count;
  }

  start(residual: Float32Array): void {
    this.#latent.fill(0);
    residual.fill(0);
  }

  /** Draws the residuals themselves, so that none is to lose anything. */
  redraw({ residual, precision, shift }: LikelihoodDraw, randoms: readonly Random[]): void {
    precision.fill(this.#trust, 0, this.#lanes.length);
    shift.fill(0);
    this.#count(residual);
    for (const [lane, { points, tally, mean, square }] of this.#lanes.entries()) {
      points.redraw(tally, this.#trust, randoms[Math.floor(lane / PAIR)]!);
      tabulateMoments(points.cuts, this.#levels.stars, mean, square);
    }
    this.#drawLatent(residual, randoms);
  }

  /** The cut points: latent numbers are drawn anew from those and the predictions. */
  state(pair: number): Float64Array {
    return Float64Array.from(this.#cutsOf(pair).flatMap((cuts) => Array.from(cuts)));
  }

  restore(pair: number, state: Float64Array): void {
    let at = 0;
    for (const cuts of this.#cutsOf(pair)) {
      cuts.set(state.subarray(at, at + cuts.length));
      at += cuts.length;
    }
  }

  addMoments(
    predicted: Float32Array,
    pair: number,
    sum: Float64Array,
    squares: Float64Array,
  ): void {
    const lanes = this.#lanes.length;
    for (let n = 0; n < sum.length; n++) {
      for (let lane = pair * PAIR; lane < (pair + 1) * PAIR; lane++) {
        const { mean, square } = this.#lanes[lane]!;
        const place = gridPlace(predicted[n * lanes + lane]!);
        const k = Math.floor(place);
        const share = place - k;
        sum[n]! += mean[k]! + share * (mean[k + 1]! - mean[k]!);
        squares[n]! += square[k]! + share * (square[k + 1]! - square[k]!);
      }
    }
  }

  #cutsOf(pair: number): readonly Float64Array[] {
    return this.cuts.slice(pair * PAIR, (pair + 1) * PAIR);
  }

  #count(residual: Float32Array): void {
    const { levelOf } = this.#levels;
    const lanes = this.#lanes.length;
    for (const [lane, { tally }] of this.#lanes.entries()) {
      tally.fill(0);
      for (let cell = 0; cell < levelOf.length; cell++) {
        const at = cell * lanes + lane;
        addToTally(tally, levelOf[cell]!, this.#latent[at]! - residual[at]!);
      }
    }
  }

  #drawLatent(residual: Float32Array, randoms: readonly Random[]): void {
    const latent = this.#latent;
    const { levelOf } = this.#levels;
    const lanes = this.#lanes.length;
    for (const [lane, { points }] of this.#lanes.entries()) {
      const { cuts } = points;
      const random = randoms[Math.floor(lane / PAIR)]!;
      for (let at = lane; at < latent.length; at += lanes) {
        const level = levelOf[(at - lane) / lanes]!;
        const f = latent[at]! - residual[at]!;
        const off = truncatedNormal(random, cuts[level]! - f, cuts[level + 1]! - f);
        latent[at] = f + off;
        residual[at] = off;
      }
    }
  }
}
