import type { ChainDraw } from "../chain-kernels.ts";
import { CHAINS } from "../chain-kernels.ts";
import type { Workspace } from "../kernels.ts";
import type { Random } from "../random.ts";

/**
 * Coefficients of one kind (such as the users' second feature), 4 a row, with the normal prior that
 * they share. Its mean and precision are drawn anew each sweep from their Normal–Gamma conditional.
 */
export class ChainBlock {
  readonly values: Float32Array;
  /** Of the prior, one a chain. */
  readonly mean: Float64Array = new Float64Array(CHAINS);
  readonly #rows: number;

  /** @param spread - SD of the first values; 0 starts from zeros. */
  constructor(workspace: Workspace, rows: number, spread: number, random: Random) {
    this.values = workspace.float32(rows * CHAINS);
    this.#rows = rows;
    if (spread === 0) return;
    for (let k = 0; k < this.values.length; k++) this.values[k] = spread * random.normal();
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
    for (let at = lane; at < this.values.length; at += CHAINS) {
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
  redraw({ normals, prior }: ChainDraw, random: Random): void {
    const rows = this.#rows;
    for (let lane = 0; lane < CHAINS; lane++) {
      const { sum, squares } = this.#moments(lane);
      const mean = this.mean[lane]!;
      const around = squares - 2 * mean * sum + (rows + 1) * mean * mean;
      const precision = random.gamma((rows + 2) / 2) / ((around + PRIOR_RATE) / 2);
      const centre = sum / (rows + 1);
      this.mean[lane] = centre + random.normal() / Math.sqrt((rows + 1) * precision);
      prior[CHAINS + lane] = precision;
      prior[2 * CHAINS + lane] = this.mean[lane]!;
    }
    random.fillNormal(normals.subarray(0, rows * CHAINS));
  }
}

/** β of the Gamma prior of each precision. */
const PRIOR_RATE = 1;
