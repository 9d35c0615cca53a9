import type { FilmScanner, ListKernels } from "../core/list-kernels.ts";
import { bufferBytes } from "../core/kernels.ts";
import type { WasmWorkspace } from "./wasm-kernels.ts";
import { fastestKernels, wasmKernels, wasmWorkspace } from "./wasm-kernels.ts";

/** A memory takes pages of 64 KiB; fewer values than this are looked at as fast without one of their own. */
const LEAST_VALUES = 2 ** 15;

/** Rows that are gathered before they are added. */
const MOST_ROWS = 32;

/**
 * The loops of lists in WebAssembly SIMD, for `makeListsWith`; nothing where the engine has no SIMD.
 *
 * Cost: as {@link fastestKernels}.
 */
export function fastestListKernels(): ListKernels | undefined {
  return fastestKernels() === wasmKernels ? wasmListKernels : undefined;
}

const wasmListKernels: ListKernels = {
  addSquares(matrix, size, count, setRow) {
    const { loops, table } = scratchOf(size);
    table.matrix.set(matrix);
    for (let first = 0; first < count; first += MOST_ROWS) {
      const own = Math.min(MOST_ROWS, count - first);
      const padded = (own + 3) & ~3;
      for (let k = 0; k < own; k++) table.weights[k] = setRow(table.rows, k * size, first + k);
      table.rows.fill(0, own * size, padded * size);
      table.weights.fill(0, own, padded);
      loops.addSquares(table, padded, size);
    }
    matrix.set(table.matrix.subarray(0, size * size));
  },
  scanner(films, width, most) {
    if (films * width < LEAST_VALUES) return undefined;
    try {
      return wasmScanner(films, width, most);
    } catch {
      return undefined; // a memory of that size cannot be had; plain arrays may be
    }
  },
};

/** What is added to a matrix; with a row and a value more of each, since two are handled at a time. */
export interface SquaresTable {
  /** size × size. */
  readonly matrix: Float64Array;
  /** Each of `size` values. */
  readonly rows: Float64Array;
  /** One a row. */
  readonly weights: Float64Array;
}

interface Scratch {
  readonly loops: WasmWorkspace;
  readonly table: SquaresTable;
}

/** Of each size; used and left within one call. */
const SCRATCH = new Map<number, Scratch>();

function scratchOf(size: number): Scratch {
  const known = SCRATCH.get(size);
  if (known !== undefined) return known;
  const lengths = [(size + 1) * (size + 1), MOST_ROWS * size + 1, MOST_ROWS] as const;
  const loops = wasmWorkspace(lengths.reduce((sum, length) => sum + bufferBytes(2 * length), 0));
  const table = {
    matrix: loops.float64(lengths[0]),
    rows: loops.float64(lengths[1]),
    weights: loops.float64(lengths[2]),
  };
  const scratch = { loops, table };
  SCRATCH.set(size, scratch);
  return scratch;
}

/** @throws {RangeError} if that much memory cannot be had. */
function wasmScanner(films: number, width: number, most: number): FilmScanner {
  const lengths = [films * width, Math.ceil(films / 32), most, width] as const;
  const loops = wasmWorkspace(lengths.reduce((sum, length) => sum + bufferBytes(length), 0));
  const table = {
    features: loops.float32(lengths[0]),
    open: loops.uint32(lengths[1]),
    found: loops.uint32(lengths[2]),
    person: loops.float32(lengths[3]),
  };
  const scan = (first: number, end: number, least: number): number =>
    loops.scan(table, first, end, width, least);
  return { ...table, scan };
}
