import type { Kernels, Workspace } from "../kernels.ts";
import { STRIDE_UNIT, bufferBytes } from "../kernels.ts";

/** Sums of products of rows with themselves, Σ (scale·p)·(scale·p)ᵀ, by the loops of weighted factorisation. */
export class ProductSums {
  readonly #factors: number;
  readonly #width: number;
  readonly #workspace: Workspace;
  readonly #rows: Float32Array;
  readonly #sum: Float32Array;
  #count = 0;

  /** @param mostRows - the most that are put before they are added up. */
  constructor(kernels: Kernels, factors: number, mostRows: number) {
    this.#factors = factors;
    this.#width = Math.ceil(factors / STRIDE_UNIT) * STRIDE_UNIT;
    const [rows, sum] = [mostRows * this.#width, this.#width ** 2];
    this.#workspace = kernels.workspace(bufferBytes(rows) + bufferBytes(sum));
    this.#rows = this.#workspace.float32(rows);
    this.#sum = this.#workspace.float32(sum);
  }

  /** Puts the F values of `from` from `at`, times `scale`, to what is to be added up. */
  put(from: Float32Array, at: number, scale: number): void {
    const to = this.#count++ * this.#width;
    for (let f = 0; f < this.#factors; f++) this.#rows[to + f] = scale * from[at + f]!;
  }

  /** Adds up what was put since the last time, times `sign`, to the lower triangle of an F×F matrix. */
  addTo(matrix: Float64Array, sign: 1 | -1): void {
    if (this.#count === 0) return;
    this.#workspace.addGram(this.#sum.fill(0), this.#rows, 0, this.#count, this.#width);
    this.#count = 0;
    for (let i = 0; i < this.#factors; i++) {
      for (let j = 0; j <= i; j++) {
        matrix[i * this.#factors + j]! += sign * this.#sum[j * this.#width + i]!;
      }
    }
  }
}
