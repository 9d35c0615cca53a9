/**
 * The inner loops of weighted factorisation (`learn/weighted-als.ts`), and their plain TypeScript
 * reference. Rows have F floats, F a multiple of 8. As with `core/kernels.ts`, callers check sizes and
 * every implementation gives the same bits.
 */

import { dotRows } from "./dot-rows.ts";

/** One side's rows, what is known of them, and what they are solved against. */
export interface AlsSide {
  /** Rows + 1: row r has `rowStart[r + 1] − rowStart[r]` cells. */
  readonly rowStart: Uint32Array;
  /** The other side's row of each cell, from the first cell of the first row that is solved on. */
  readonly otherOf: Uint32Array;
  /** Of each of these cells: t in y = max(0, (t − c)·a), what its score is drawn to, times its weight. */
  readonly stars: Float32Array;
  /** c and a of it. */
  readonly neutral: number;
  readonly worth: number;
  /** Rows×F. */
  readonly rows: Float32Array;
  /** The other side's rows, ×F. */
  readonly others: Float32Array;
  /** F×F, symmetric: G, what all cells add to everyone's matrix, rated or not. */
  readonly gram: Float32Array;
  /** One a row. */
  readonly ridge: Float32Array;
  /** {@link ALS_SCRATCH} values and as many as the longest row has cells; overwritten. */
  readonly scratch: Float32Array;
  /** F values for each cell of the longest row; may be overwritten. */
  readonly packed: Float32Array;
}

/** The loops over rows of a weighted factorisation. */
export interface AlsLoops {
  /**
   * For each row p from `first` to `end` − 1, minimises
   * Σ_k (p·q_k)² − 2·y_k·(p·q_k) + pᵀ·G·p + ridge·|p|² over eight features at a time, all blocks
   * once, from where p is. A row without cells becomes 0. Source: Rendle et al. 2021, algorithm 2.
   */
  solveRows(side: AlsSide, first: number, end: number, width: number): void;
  /**
   * gram += Σ p·pᵀ over the rows from `first` to `end` − 1, in its upper half of 8×8 blocks (the blocks of
   * the diagonal are whole).
   */
  addGram(gram: Float32Array, rows: Float32Array, first: number, end: number, width: number): void;
}

/** Floats that {@link AlsLoops.solveRows} needs besides a score a cell. */
export const ALS_SCRATCH = 72;

const BLOCK = 8;
/** In `scratch`: the 8×8 matrix, the right side, then a score a cell. */
const SIDE_AT = 64;

const { fround, sqrt } = Math;

/** The reference: plain TypeScript, no WebAssembly. */
export const jsAlsLoops: AlsLoops = Object.freeze<AlsLoops>({
  solveRows(side, first, end, width) {
    const { rowStart, otherOf, rows, others, scratch, stars } = side;
    const [neutral, worth] = [fround(side.neutral), fround(side.worth)];
    for (let row = first; row < end; row++) {
      const begin = rowStart[row]! - rowStart[first]!;
      const stop = rowStart[row + 1]! - rowStart[first]!;
      const own = row * width;
      if (begin === stop) {
        rows.fill(0, own, own + width);
        continue;
      }
      for (let k = begin; k < stop; k++) {
        const q = otherOf[k]! * width;
        const target = Math.max(0, fround(fround(stars[k]! - neutral) * worth));
        scratch[ALS_SCRATCH + k - begin] = target - dotRows(rows, own, others, q, width);
      }
      for (let block = 0; block < width; block += BLOCK) {
        startBlock(side, row, block, width);
        for (let k = begin; k < stop; k++) {
          const left = scratch[ALS_SCRATCH + k - begin]!;
          addCell(scratch, others, otherOf[k]! * width + block, left);
        }
        for (let j = 0; j < BLOCK; j++) scratch[j * BLOCK + j]! += side.ridge[row]!;
        factor(scratch);
        solve(scratch, rows, own + block);
        for (let k = begin; k < stop; k++) {
          const q = otherOf[k]! * width + block;
          scratch[ALS_SCRATCH + k - begin]! -= dotRows(scratch, SIDE_AT, others, q, BLOCK);
        }
      }
    }
  },

  addGram(gram, rows, first, end, width) {
    for (let row = first * width; row < end * width; row += width) {
      for (let i = 0; i < width; i++) {
        for (let j = i - (i % BLOCK); j < width; j++) {
          gram[i * width + j]! += fround(rows[row + i]! * rows[row + j]!);
        }
      }
    }
  },
});

/** The matrix and the right side (minus the gradient) of what does not come from cells. */
function startBlock(
  { gram, rows, ridge, scratch }: AlsSide,
  row: number,
  block: number,
  width: number,
): void {
  const own = row * width;
  for (let i = 0; i < BLOCK; i++) {
    const from = (block + i) * width;
    for (let j = 0; j < BLOCK; j++) scratch[i * BLOCK + j] = gram[from + block + j]!;
    const pull = dotRows(gram, from, rows, own, width);
    scratch[SIDE_AT + i] = -fround(pull + fround(ridge[row]! * rows[own + block + i]!));
  }
}

/** Only the upper half is used from here on; adding to all of it is simpler. */
function addCell(scratch: Float32Array, others: Float32Array, q: number, left: number): void {
  for (let i = 0; i < BLOCK; i++) {
    scratch[SIDE_AT + i]! += fround(left * others[q + i]!);
    for (let j = 0; j < BLOCK; j++) {
      scratch[i * BLOCK + j]! += fround(others[q + i]! * others[q + j]!);
    }
  }
}

/** H = Uᵀ·U in place of its upper half; the diagonal becomes 1/U_jj. */
function factor(matrix: Float32Array): void {
  for (let j = 0; j < BLOCK; j++) {
    const pivot = j * BLOCK;
    const inverse = fround(1 / fround(sqrt(matrix[pivot + j]!)));
    for (let k = j; k < BLOCK; k++) matrix[pivot + k]! *= inverse;
    for (let i = j + 1; i < BLOCK; i++) {
      const x = matrix[pivot + i]!;
      for (let k = i; k < BLOCK; k++) matrix[i * BLOCK + k]! -= fround(x * matrix[pivot + k]!);
    }
    matrix[pivot + j] = inverse;
  }
}

/** Solves Uᵀ·U·x = side in place, and adds x to the features. */
function solve(scratch: Float32Array, rows: Float32Array, features: number): void {
  for (let j = 0; j < BLOCK; j++) {
    const y = fround(scratch[SIDE_AT + j]! * scratch[j * BLOCK + j]!);
    scratch[SIDE_AT + j] = y;
    for (let i = j + 1; i < BLOCK; i++) {
      scratch[SIDE_AT + i]! -= fround(y * scratch[j * BLOCK + i]!);
    }
  }
  for (let j = BLOCK - 1; j >= 0; j--) {
    let x = scratch[SIDE_AT + j]!;
    for (let i = j + 1; i < BLOCK; i++) {
      x = fround(x - fround(scratch[j * BLOCK + i]! * scratch[SIDE_AT + i]!));
    }
    scratch[SIDE_AT + j] = x = fround(x * scratch[j * BLOCK + j]!);
    rows[features + j]! += x;
  }
}
