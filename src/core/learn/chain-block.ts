import type { ChainDraw, Lanes } from "../chain-kernels.ts";
import { PAIR } from "../chain-kernels.ts";
import type { Workspace } from "../kernels.ts";
import type { Random } from "../random.ts";

/** What a pair of chains has of a block; copies. */
export interface PairOfBlock {
  /** 2 a row. */
  readonly values: Float32Array;
  /** Of the prior, one a chain. */
  readonly mean: Float64Array;
}

/**
 * Coefficients of one kind (such as the users' second feature), L a row, with the normal prior that
 * they share. Its mean and precision are drawn anew each sweep from their Normal–Gamma conditional.
 */
export class ChainBlock {
  readonly values: Float32Array;
  /** Of the prior, one a chain. */
  readonly mean: Float64Array;
  readonly #rows: number;
  readonly #lanes: Lanes;

  /**
   * @param spread - SD of the first values; 0 starts from zeros.
   * @param randoms - one a pair of chains.
   */
  constructor(workspace: Workspace, rows: number, spread: number, randoms: readonly Random[]) {
    const lanes = (PAIR * randoms.length) as Lanes;
    this.values = workspace.float32(rows * lanes);
    this.mean = new Float64Array(lanes);
    this.#rows = rows;
    this.#lanes = lanes;
    if (spread === 0) return;
    for (const [pair, random] of randoms.entries()) {
      this.#eachOf(pair, (at) => {
        this.values[at] = spread * random.normal();
      });
    }
  }

  /** What a pair has; a copy. */
  ofPair(pair: number): PairOfBlock {
    const values = new Float32Array(this.#rows * PAIR);
    let to = 0;
    this.#eachOf(pair, (at) => {
      values[to++] = this.values[at]!;
    });
    return { values, mean: this.mean.slice(pair * PAIR, (pair + 1) * PAIR) };
  }

  /** Has a pair stand where another one did. */
  restore(pair: number, { values, mean }: PairOfBlock): void {
    let from = 0;
    this.#eachOf(pair, (at) => {
      this.values[at] = values[from++]!;
    });
    this.mean.set(mean, pair * PAIR);
  }

  /** Goes through the places of a pair, by rows. */
  #eachOf(pair: number, visit: (at: number) => void): void {
    for (let at = pair * PAIR; at < this.values.length; at += this.#lanes) {
      for (let lane = 0; lane < PAIR; lane++) visit(at + lane);
    }
  }

  /**
   * What the prior of one chain is expected to be, given the values: steadier than a draw of it.
   */
  expectedPrior(lane: number): { readonly mean: number; readonly variance: number } {
    const { sum, squares } = this.#moments(lane);
    const mean = sum / (this.#rows + 1);
    return { mean, variance: (squares - mean * sum + PRIOR_RATE) / this.#rows };
  }

  #moments(lane: number): { sum: number; squares: number } {
    let sum = 0;
    let squares = 0;
    for (let at = lane; at < this.values.length; at += this.#lanes) {
      const value = this.values[at]!;
      sum += value;
      squares += value * value;
    }
    return { sum, squares };
  }

  /**
   * Draws the prior, and a standard normal for each value, into `draw`.
   *
   * Source: Rendle 2012 (libFM), equations for λ and μ, with α = 1, γ = 1.
   */
  redraw({ normals, prior }: ChainDraw, randoms: readonly Random[]): void {
    const rows = this.#rows;
    for (const [pair, random] of randoms.entries()) {
      for (let lane = pair * PAIR; lane < (pair + 1) * PAIR; lane++) {
        this.#redrawPrior(prior, lane, random);
      }
      random.fillNormal(normals.subarray(pair * rows * PAIR, (pair + 1) * rows * PAIR));
    }
  }

  #redrawPrior(prior: Float32Array, lane: number, random: Random): void {
    const rows = this.#rows;
    const { sum, squares } = this.#moments(lane);
    const mean = this.mean[lane]!;
    const around = squares - 2 * mean * sum + (rows + 1) * mean * mean;
    const precision = random.gamma((rows + 2) / 2) / ((around + PRIOR_RATE) / 2);
    const centre = sum / (rows + 1);
    this.mean[lane] = centre + random.normal() / Math.sqrt((rows + 1) * precision);
    prior[this.#lanes + lane] = precision;
    prior[2 * this.#lanes + lane] = this.mean[lane]!;
  }
}

/** β of the Gamma prior of each precision. */
const PRIOR_RATE = 1;
