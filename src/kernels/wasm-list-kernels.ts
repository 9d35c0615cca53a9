import type { FilmScanner, ListKernels } from "../core/list-kernels.ts";
import { bufferBytes, bufferTaker } from "../core/kernels.ts";
import type { Exports } from "./wasm-exports.ts";
import { fastestKernels, wasmKernels } from "./wasm-kernels.ts";
import { FIRST_FREE, memoryOf, moduleOf } from "./wasm-memory.ts";

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
    const { loops, matrix: sums, rows, weights } = scratchOf(size);
    sums.set(matrix);
    for (let first = 0; first < count; first += MOST_ROWS) {
      const own = Math.min(MOST_ROWS, count - first);
      const padded = (own + 3) & ~3;
      for (let k = 0; k < own; k++) weights[k] = setRow(rows, k * size, first + k);
      rows.fill(0, own * size, padded * size);
      weights.fill(0, own, padded);
      loops.addSquares(padded, size, sums.byteOffset, rows.byteOffset, weights.byteOffset);
    }
    matrix.set(sums.subarray(0, size * size));
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
interface Scratch {
  readonly loops: Exports;
  /** size × size. */
  readonly matrix: Float64Array;
  /** Each of `size` values. */
  readonly rows: Float64Array;
  /** One a row. */
  readonly weights: Float64Array;
}

/** Of each size; used and left within one call. */
const SCRATCH = new Map<number, Scratch>();

function scratchOf(size: number): Scratch {
  const known = SCRATCH.get(size);
  if (known !== undefined) return known;
  const lengths = [(size + 1) * (size + 1), MOST_ROWS * size + 1, MOST_ROWS] as const;
  const { loops, buffer, take } = memoryWith(lengths.map((length) => 2 * length));
  const [matrix, rows, weights] = lengths.map(
    (length) => new Float64Array(buffer, take(2 * length), length),
  );
  const scratch = { loops, matrix: matrix!, rows: rows!, weights: weights! };
  SCRATCH.set(size, scratch);
  return scratch;
}

/** @throws {RangeError} if that much memory cannot be had. */
function wasmScanner(films: number, width: number, most: number): FilmScanner {
  const words = Math.ceil(films / 32);
  const { loops, buffer, take } = memoryWith([films * width, words, most, width]);
  const features = new Float32Array(buffer, take(films * width), films * width);
  const open = new Uint32Array(buffer, take(words), words);
  const found = new Uint32Array(buffer, take(most), most);
  const person = new Float32Array(buffer, take(width), width);
  const pointers = [features, open, found, person].map(({ byteOffset }) => byteOffset);
  return {
    ...{ features, open, found, person },
    scan: (first, end, least) => loops.scan(first, end, width, ...pointers, least),
  };
}

/** A memory for arrays of so many 4-byte values. */
function memoryWith(lengths: readonly number[]): {
  readonly loops: Exports;
  readonly buffer: ArrayBufferLike;
  readonly take: (length: number) => number;
} {
  const bytes = lengths.reduce((sum, length) => sum + bufferBytes(length), 0);
  const memory = memoryOf(bytes, false);
  const { exports } = new WebAssembly.Instance(moduleOf("own"), { env: { memory } });
  const loops = exports as unknown as Exports;
  const take = bufferTaker(FIRST_FREE + bytes, FIRST_FREE);
  return { loops, buffer: memory.buffer, take };
}
