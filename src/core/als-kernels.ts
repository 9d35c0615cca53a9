/**
 * The inner loops of weighted factorisation (`learn/weighted-als.ts`), and their plain TypeScript
 * reference. Rows have F floats, F a multiple of 8. As with `core/kernels.ts`, callers check sizes and
 * every implementation gives the same bits.
 */

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
  /** {@link alsScratchLength} values; overwritten. */
  readonly scratch: Float32Array;
  /** F values for each cell of the longest row, their number rounded up to a multiple of 4; may be overwritten. */
  readonly packed: Float32Array;
}

/** In which order, and how often, the features of a row are solved. */
export interface AlsCourse {
  /** From the last four features to the first, instead of from the first to the last. */
  readonly backward: boolean;
  /** How often; 1 or more. */
  readonly passes: number;
}

/** The loops over rows of a weighted factorisation. */
export interface AlsLoops {
  /**
   * For each row p from `first` to `end` − 1, lowers
   * Σ_k (p·q_k)² − 2·y_k·(p·q_k) + pᵀ·G·p + ridge·|p|² from where p is: over four features at a time it
   * becomes least, one block after the other. A row without cells becomes 0. Source: Rendle et al. 2021,
   * algorithm 2.
   */
  solveRows(side: AlsSide, first: number, end: number, width: number, course: AlsCourse): void;
  /**
   * gram += Σ p·pᵀ over the rows from `first` to `end` − 1, in its upper half of 8×8 blocks (the blocks of
   * the diagonal are whole).
   */
  addGram(gram: Float32Array, rows: Float32Array, first: number, end: number, width: number): void;
}

const LANES = 4;
const BLOCK = 4;
/** Of {@link addGram}. */
const GRAM_BLOCK = 8;
/** Values of the upper half of a 4×4 matrix in four lanes; these, its diagonal's and its inverse's. */
const MATRIX = 40;
const PER_BLOCK = MATRIX + MATRIX / LANES + BLOCK * BLOCK;
/** Addresses of cells that are packed at a time, and some. */
const ADDRESSES = 36;

/** Values that {@link AlsLoops.solveRows} needs for itself. */
export function alsScratchLength(width: number, longestRow: number): number {
  const blocks = Math.ceil(width / BLOCK / LANES) * LANES;
  return blocks * PER_BLOCK + ADDRESSES + width + Math.ceil(longestRow / LANES) * LANES;
}

const { fround } = Math;

/** The reference: plain TypeScript, no WebAssembly. */
export const jsAlsLoops: AlsLoops = Object.freeze<AlsLoops>({
  solveRows(side, first, end, width, { backward, passes }) {
    const { rowStart, rows } = side;
    const blocks = width / BLOCK;
    const steps = blocks * passes;
    for (let row = first; row < end; row++) {
      if (rowStart[row] === rowStart[row + 1]) {
        rows.fill(0, row * width, (row + 1) * width);
        continue;
      }
      const from = rowStart[row]! - rowStart[first]!;
      const cells = { row, from, to: rowStart[row + 1]! - rowStart[first]!, width };
      aim(side, cells);
      for (let k = 0; k < blocks; k++) invert(side, cells, k);
      for (let n = 0; n < steps; n++) {
        const k = backward ? blocks - 1 - (n % blocks) : n % blocks;
        step(side, cells, k);
        if (n < steps - 1) follow(side, cells, k);
      }
    }
  },

  addGram(gram, rows, first, end, width) {
    for (let row = first * width; row < end * width; row += width) {
      for (let i = 0; i < width; i++) {
        for (let j = i - (i % GRAM_BLOCK); j < width; j++) {
          gram[i * width + j]! += fround(rows[row + i]! * rows[row + j]!);
        }
      }
    }
  },
});

/** A row and its cells among those at hand. */
interface RowCells {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

const lanes = new Float32Array(LANES);
const slope = new Float32Array(BLOCK);
const moved = new Float32Array(BLOCK);
/** The upper half of a block's matrix, row by row. */
const matrix = new Float32Array(MATRIX / LANES);

/** Where in `scratch` what is left of cells begins: behind inverses, 4×4 of each block. */
function leftAt(width: number): number {
  return width * BLOCK;
}

/** Writes what is left of what cells are drawn to. */
function aim(side: AlsSide, { row, from, to, width }: RowCells): void {
  const { otherOf, stars, rows, others, scratch } = side;
  const [neutral, worth] = [fround(side.neutral), fround(side.worth)];
  for (let k = from; k < to; k++) {
    const q = otherOf[k]! * width;
    let left = Math.max(0, fround(fround(stars[k]! - neutral) * worth));
    for (let f = 0; f < width; f++) left = minus(left, rows[row * width + f]!, others[q + f]!);
    scratch[leftAt(width) + k - from] = left;
  }
}

/** Writes the inverse of block k's matrix. */
function invert(
  { gram, ridge, others, otherOf, scratch }: AlsSide,
  { row, from, to, width }: RowCells,
  k: number,
): void {
  let entry = 0;
  for (let i = k * BLOCK; i < (k + 1) * BLOCK; i++) {
    for (let j = i; j < (k + 1) * BLOCK; j++) {
      lanes.fill(0);
      for (let cell = from; cell < to; cell++) {
        const q = otherOf[cell]! * width;
        lanes[(cell - from) % LANES]! += fround(others[q + i]! * others[q + j]!);
      }
      const still = fround(sumOfLanes() + gram[i * width + j]!);
      matrix[entry++] = i === j ? still + ridge[row]! : still;
    }
  }
  invertMatrix(scratch, k * BLOCK * BLOCK);
}

function sumOfLanes(): number {
  return fround(fround(lanes[0]! + lanes[1]!) + fround(lanes[2]! + lanes[3]!));
}

/** H = L·D·Lᵀ, H⁻¹ = L⁻ᵀ·D⁻¹·L⁻¹, written as 4×4. */
function invertMatrix(out: Float32Array, at: number): void {
  const h01 = matrix[1]!;
  const h02 = matrix[2]!;
  const h03 = matrix[3]!;
  const d0 = fround(1 / matrix[0]!);
  const l10 = fround(h01 * d0);
  const l20 = fround(h02 * d0);
  const l30 = fround(h03 * d0);
  const m12 = minus(matrix[5]!, l10, h02);
  const m13 = minus(matrix[6]!, l10, h03);
  const d1 = fround(1 / minus(matrix[4]!, l10, h01));
  const l21 = fround(m12 * d1);
  const l31 = fround(m13 * d1);
  const m23 = minus(minus(matrix[8]!, l20, h03), l21, m13);
  const d2 = fround(1 / minus(minus(matrix[7]!, l20, h02), l21, m12));
  const l32 = fround(m23 * d2);
  const d3 = fround(1 / minus(minus(minus(matrix[9]!, l30, h03), l31, m13), l32, m23));
  const w20 = minus(-l20, l21, -l10);
  const w30 = minus(minus(-l30, l31, -l10), l32, w20);
  const w31 = minus(-l31, l32, -l21);
  const x10 = fround(-l10 * d1);
  const x20 = fround(w20 * d2);
  const x21 = fround(-l21 * d2);
  const x30 = fround(w30 * d3);
  const x31 = fround(w31 * d3);
  const x32 = fround(-l32 * d3);
  out[at] = plus(plus(plus(d0, x10, -l10), x20, w20), x30, w30);
  out[at + 1] = out[at + 4] = plus(plus(x10, x20, -l21), x30, w31);
  out[at + 2] = out[at + 8] = plus(x20, x30, -l32);
  out[at + 3] = out[at + 12] = x30;
  out[at + 5] = plus(plus(d1, x21, -l21), x31, w31);
  out[at + 6] = out[at + 9] = plus(x21, x31, -l32);
  out[at + 7] = out[at + 13] = x31;
  out[at + 10] = plus(d2, x32, -l32);
  out[at + 11] = out[at + 14] = x32;
  out[at + 15] = d3;
}

function plus(a: number, x: number, y: number): number {
  return fround(a + fround(x * y));
}

function minus(a: number, x: number, y: number): number {
  return fround(a - fround(x * y));
}

/** Takes block k's step, and keeps it in `moved`. */
function step(side: AlsSide, { row, from, to, width }: RowCells, k: number): void {
  const { rows, others, otherOf, gram, ridge, scratch } = side;
  const own = row * width;
  for (let i = 0; i < BLOCK; i++) {
    const feature = k * BLOCK + i;
    lanes.fill(0);
    for (let f = 0; f < width; f++) {
      lanes[f % LANES]! += fround(rows[own + f]! * gram[feature * width + f]!);
    }
    const pull = plus(sumOfLanes(), ridge[row]!, rows[own + feature]!);
    lanes.fill(0);
    for (let n = from; n < to; n++) {
      const left = scratch[leftAt(width) + n - from]!;
      lanes[(n - from) % LANES]! += fround(left * others[otherOf[n]! * width + feature]!);
    }
    slope[i] = sumOfLanes() - pull;
  }
  const at = k * BLOCK * BLOCK;
  for (let i = 0; i < BLOCK; i++) {
    let sum = fround(slope[0]! * scratch[at + i]!);
    for (let j = 1; j < BLOCK; j++) sum = plus(sum, slope[j]!, scratch[at + j * BLOCK + i]!);
    moved[i] = sum;
    rows[own + k * BLOCK + i]! += sum;
  }
}

/** What is left of cells follows the step of block k. */
function follow(
  { others, otherOf, scratch }: AlsSide,
  { from, to, width }: RowCells,
  k: number,
): void {
  for (let n = from; n < to; n++) {
    const q = otherOf[n]! * width + k * BLOCK;
    let left = scratch[leftAt(width) + n - from]!;
    for (let i = 0; i < BLOCK; i++) left = minus(left, moved[i]!, others[q + i]!);
    scratch[leftAt(width) + n - from] = left;
  }
}
