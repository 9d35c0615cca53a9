import type { FoldTable } from "./fold-kernels.ts";
import type { Workspace } from "./kernels.ts";
import { bufferBytes } from "./kernels.ts";
import { listKernels } from "./list-kernels.ts";

/** Rows that are gathered before they are added. */
const MOST_ROWS = 32;

interface Scratch {
  readonly loops: Workspace;
  readonly table: FoldTable;
  readonly kernels: string;
}

/** Of each width; used and left within one call. */
const SCRATCH = new Map<number, Scratch>();

/**
 * matrix += Σ w·q·qᵀ in its lower triangle, rows in their order.
 *
 * @param matrix - size × size.
 * @param setRow - writes row k into `out` from `at` on, `size` values, and returns its weight.
 */
export function addSquares(
  matrix: Float64Array,
  size: number,
  count: number,
  setRow: (out: Float64Array, at: number, k: number) => number,
): void {
  const width = size + (size & 1);
  const { loops, table } = scratchOf(width);
  copyLower(table.matrix, width, matrix, size, size);
  for (let first = 0; first < count; first += MOST_ROWS) {
    const own = Math.min(MOST_ROWS, count - first);
    const padded = (own + 3) & ~3;
    for (let k = 0; k < own; k++) table.weights[k] = setRow(table.rows, k * width, first + k);
    table.weights.fill(0, own, padded); // rows left from before then add nothing
    loops.addSquares(table, padded, width);
  }
  copyLower(matrix, size, table.matrix, width, size);
}

function copyLower(
  out: Float64Array,
  outStride: number,
  from: Float64Array,
  fromStride: number,
  size: number,
): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) out[i * outStride + j] = from[i * fromStride + j]!;
  }
}

function scratchOf(width: number): Scratch {
  const kernels = listKernels();
  const known = SCRATCH.get(width);
  if (known?.kernels === kernels.name) return known;
  const lengths = [2 * width * width, 2 * MOST_ROWS * width, 2 * MOST_ROWS];
  const bytes = lengths.reduce((sum, length) => sum + bufferBytes(length), 0);
  const loops = kernels.workspace(bytes);
  const table = {
    matrix: loops.float64(width * width),
    rows: loops.float64(MOST_ROWS * width),
    weights: loops.float64(MOST_ROWS),
  };
  const scratch = { loops, table, kernels: kernels.name };
  SCRATCH.set(width, scratch);
  return scratch;
}
