import type { AlsCourse, AlsSide } from "../core/als-kernels.ts";
import type {
  ChainDraw,
  ChainHalf,
  ChainSide,
  Lanes,
  PendingColumns,
  PendingRows,
} from "../core/chain-kernels.ts";
import { lanesOf } from "../core/chain-kernels.ts";
import type { AdamStep, RaterBuffers } from "../core/rater-kernels.ts";
import type {
  Cells,
  Kernels,
  Loops,
  SharedMemory,
  SharedWorkspace,
  Side,
  Workspace,
} from "../core/kernels.ts";
import { bufferTaker, jsKernels } from "../core/kernels.ts";
import type { ChainLoop, Exports, PointerLoop } from "./wasm-exports.ts";
import { FIRST_FREE, isCompilable, memoryOf, moduleOf } from "./wasm-memory.ts";

/**
 * The loops in WebAssembly SIMD. Compiled once, on first use; each workspace has a memory of its own.
 *
 * @example
 * ```ts
 * assert.equal(wasmKernels.name, "wasm-simd");
 * ```
 */
export const wasmKernels: Kernels = Object.freeze({
  name: "wasm-simd",
  workspace(bytes: number): Workspace {
    return new WasmWorkspace(memoryOf(bytes, false));
  },
  sharedWorkspace(bytes: number): SharedWorkspace {
    return new WasmWorkspace(memoryOf(bytes, true));
  },
  loopsOver(memory: SharedMemory): Loops {
    return new WasmLoops(memory as WebAssembly.Memory);
  },
});

/**
 * The fastest loops that this engine runs: SIMD where it has it, else plain TypeScript. Both give
 * the same bits.
 *
 * Cost: the first call compiles a kilobyte, about a millisecond.
 *
 * @example
 * ```ts
 * assert.ok(["js", "wasm-simd"].includes(fastestKernels().name));
 * ```
 */
export function fastestKernels(): Kernels {
  if (typeof WebAssembly !== "object" || !isCompilable()) return jsKernels;
  try {
    moduleOf("own");
    return wasmKernels;
  } catch {
    return jsKernels; // a page's Content-Security-Policy may forbid compiling what validates
  }
}

class WasmLoops implements Loops {
  readonly memory: WebAssembly.Memory;
  readonly #loops: Exports;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    const isShared = !(memory.buffer instanceof ArrayBuffer);
    const instance = new WebAssembly.Instance(moduleOf(isShared ? "shared" : "own"), {
      env: { memory },
    });
    this.#loops = instance.exports as unknown as Exports;
  }

  descend(users: Side, movies: Side, ratings: Cells, stride: number, rate: number): number {
    return this.#loops.descend(
      ratings.cells.byteOffset,
      ratings.targets.byteOffset,
      ratings.cells.length,
      users.factors.byteOffset,
      movies.factors.byteOffset,
      users.bias.byteOffset,
      movies.bias.byteOffset,
      users.decay.byteOffset,
      movies.decay.byteOffset,
      users.biasDecay.byteOffset,
      movies.biasDecay.byteOffset,
      stride,
      rate,
    );
  }

  touch(rows: Float32Array): void {
    this.#loops.touch(rows.byteOffset, rows.byteLength);
  }

  residuals(out: Float32Array, users: Side, movies: Side, ratings: Cells, stride: number): void {
    this.#loops.residuals(
      out.byteOffset,
      ratings.cells.byteOffset,
      ratings.targets.byteOffset,
      ratings.cells.length,
      users.factors.byteOffset,
      movies.factors.byteOffset,
      users.bias.byteOffset,
      movies.bias.byteOffset,
      stride,
    );
  }

  solveRows(
    side: AlsSide,
    first: number,
    end: number,
    width: number,
    { backward, passes }: AlsCourse,
  ): void {
    const { rowStart, otherOf, stars, rows, others, gram, ridge, scratch, packed } = side;
    this.#loops.solveRows(
      ...([first, end, width] as const),
      ...[rowStart.byteOffset, otherOf.byteOffset],
      ...pointersOf(stars, rows, others, gram, ridge, scratch, packed),
      ...[side.neutral, side.worth, backward ? 1 : 0, passes],
    );
  }

  addGram(gram: Float32Array, rows: Float32Array, first: number, end: number, width: number): void {
    this.#loops.addGram(first, end, width, ...pointersOf(rows, gram));
  }

  sampleOwn(
    half: ChainHalf,
    cells: ChainSide,
    residual: Float32Array,
    { columns, slope }: PendingColumns,
    draw: ChainDraw,
  ): void {
    const run = this.#chainLoop("sampleOwn", lanesOf(half.own, half.weight));
    run(
      ...sidePointers(cells),
      ...pointersOf(residual, columns, slope),
      ...drawPointers(half, draw),
    );
  }

  sampleOwnOfColumns(
    half: ChainHalf,
    cells: ChainSide,
    residual: Float32Array,
    slope: Float32Array,
    pending: PendingRows,
    draw: ChainDraw,
  ): void {
    const run = this.#chainLoop("sampleOwnOfColumns", lanesOf(half.own, half.weight));
    run(
      ...[half.weight.length, ...sidePointers(cells)],
      ...pointersOf(residual, slope, pending.total, pending.before, pending.slope),
      ...drawPointers(half, draw),
    );
  }

  sampleShared(
    shared: Float32Array,
    records: Float32Array,
    side: ChainSide,
    { normals, prior }: ChainDraw,
  ): void {
    const run = this.#chainLoop("sampleShared", (prior.length / 3) as Lanes);
    run(...sidePointers(side), ...pointersOf(shared, records, normals, prior));
  }

  addMoves({ total, weight, records }: ChainHalf): void {
    const run = this.#chainLoop("addMoves", lanesOf(total, weight));
    run(weight.length, ...pointersOf(total, weight, records));
  }

  addShared({ own, total, weight }: ChainHalf, shared: Float32Array, side: ChainSide): void {
    const run = this.#chainLoop("addShared", lanesOf(total, weight));
    run(...sidePointers(side), ...pointersOf(weight, total, own, shared));
  }

  settle(
    sums: Float64Array,
    residual: Float32Array,
    cells: ChainSide,
    { columns, slope }: PendingColumns,
  ): void {
    const run = this.#chainLoop("settle", (sums.length / 2) as Lanes);
    run(...sidePointers(cells), ...pointersOf(residual, columns, slope), sums.byteOffset);
  }

  addProducts(
    out: Float32Array,
    userOf: Uint32Array,
    movieOf: Uint32Array,
    users: Float32Array,
    movies: Float32Array,
  ): void {
    const run = this.#chainLoop("addProducts", lanesOf(out, userOf));
    run(
      ...[userOf.length, out.byteOffset, userOf.byteOffset, movieOf.byteOffset],
      ...pointersOf(users, movies),
    );
  }

  #chainLoop(name: ChainLoop, lanes: Lanes): PointerLoop {
    return this.#loops[lanes === 4 ? name : (`${name}OfPair` as const)];
  }

  embed(
    levels: Float32Array,
    own: Float32Array,
    both: Float32Array,
    slopes: Float32Array,
    share: number,
    width: number,
  ): void {
    const pointers = pointersOf(levels, own, both, slopes);
    this.#loops.embed(both.length / width / 2, slopes.length, ...pointers, share, width);
  }

  gatherGradient(
    both: Float32Array,
    gradient: Float32Array,
    slopes: Float32Array,
    share: number,
    width: number,
  ): void {
    const pointers = pointersOf(both, gradient, slopes);
    this.#loops.gatherGradient(both.length / width / 2, slopes.length, ...pointers, share, width);
  }

  scoreFilm(buffers: RaterBuffers, begin: number, end: number): void {
    const { levels, tastes, start, film, userOf, levelOf, input, score } = buffers;
    this.#loops.scoreFilm(
      end - begin,
      film.length,
      ...pointersOf(levels, tastes, start, film),
      userOf.byteOffset + 4 * begin,
      levelOf.byteOffset + 4 * begin,
      ...pointersOf(input, score),
    );
  }

  addGradients(buffers: RaterBuffers, begin: number, end: number): void {
    const { levels, levelGradient, tastes, tasteGradient, startGradient } = buffers;
    const { film, asked, userOf, levelOf, input, error } = buffers;
    this.#loops.addGradients(
      end - begin,
      film.length,
      ...pointersOf(levels, levelGradient, tastes, tasteGradient, startGradient, film, asked),
      userOf.byteOffset + 4 * begin,
      levelOf.byteOffset + 4 * begin,
      ...pointersOf(input, error),
    );
  }

  adam(
    values: Float32Array,
    mean: Float32Array,
    square: Float32Array,
    gradient: Float32Array,
    { rate, decay, meanScale, squareScale }: AdamStep,
  ): void {
    const pointers = pointersOf(values, mean, square, gradient);
    this.#loops.adam(values.length, ...pointers, rate, decay, meanScale, squareScale);
  }
}

class WasmWorkspace extends WasmLoops implements SharedWorkspace {
  readonly #take: (length: number) => number;

  constructor(memory: WebAssembly.Memory) {
    super(memory);
    this.#take = bufferTaker(memory.buffer.byteLength, FIRST_FREE);
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.#take(length), length);
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.memory.buffer, this.#take(2 * length), length);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, this.#take(length), length);
  }
}

/** Rows of a side, and where it lies. */
function sidePointers({ rowStart, otherOf }: ChainSide): readonly [number, number, number] {
  return [rowStart.length - 1, rowStart.byteOffset, otherOf.byteOffset];
}

function pointersOf(...arrays: readonly Float32Array[]): number[] {
  return arrays.map(({ byteOffset }) => byteOffset);
}

function drawPointers(
  { own, total, weight, records }: ChainHalf,
  { normals, prior }: ChainDraw,
): number[] {
  return pointersOf(own, total, weight, records, normals, prior);
}
