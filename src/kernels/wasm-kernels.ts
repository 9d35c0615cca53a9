import type { ChainDraw, ChainSide, ChainSums } from "../core/chain-kernels.ts";
import type { Cells, Kernels, Side, Workspace } from "../core/kernels.ts";
import { bufferBytes, jsKernels } from "../core/kernels.ts";
import { WASM_BASE64 } from "./wasm-binary.ts";

/** What the binary exports; pointers are byte offsets into its memory. */
interface Loops {
  descend(
    cells: number,
    targets: number,
    count: number,
    userFactors: number,
    movieFactors: number,
    userBias: number,
    movieBias: number,
    userDecay: number,
    movieDecay: number,
    userBiasDecay: number,
    movieBiasDecay: number,
    stride: number,
    rate: number,
  ): number;
  residuals(
    out: number,
    cells: number,
    targets: number,
    count: number,
    userFactors: number,
    movieFactors: number,
    userBias: number,
    movieBias: number,
    stride: number,
  ): void;
  sampleOwn(rows: number, ...pointers: readonly number[]): void;
  sampleShared(rows: number, ...pointers: readonly number[]): void;
  addShared(rows: number, ...pointers: readonly number[]): void;
  settle(rows: number, ...pointers: readonly number[]): void;
  addProducts(count: number, ...pointers: readonly number[]): void;
}

const PAGE_BYTES = 65_536;
const MOST_PAGES = 65_536; // 4 GiB, the end of 32-bit addresses
/** The binary's own stack and statics end before this. */
const FIRST_FREE = 1024;

let compiled: WebAssembly.Module | undefined;

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
    return new WasmWorkspace(bytes);
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
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(binary())) return jsKernels;
  try {
    compiled ??= new WebAssembly.Module(binary());
    return wasmKernels;
  } catch {
    return jsKernels; // a page's Content-Security-Policy may forbid compiling what validates
  }
}

class WasmWorkspace implements Workspace {
  readonly #memory: WebAssembly.Memory;
  readonly #loops: Loops;
  #free = FIRST_FREE;

  constructor(bytes: number) {
    const pages = Math.ceil((bytes + FIRST_FREE) / PAGE_BYTES);
    if (pages > MOST_PAGES) {
      throw new RangeError(
        `Cannot make room for training: "bytes" must be at most 4 GiB, got ${bytes}`,
      );
    }
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    compiled ??= new WebAssembly.Module(binary());
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#loops = instance.exports as unknown as Loops;
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#take(length), length);
  }

  uint32(length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#take(length), length);
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

  sampleOwn(
    own: Float32Array,
    total: Float32Array,
    sums: ChainSums,
    side: ChainSide,
    residual: Float32Array,
    other: Float32Array,
    draw: ChainDraw,
  ): void {
    this.#loops.sampleOwn(
      side.rowStart.length - 1,
      side.rowStart.byteOffset,
      side.otherOf.byteOffset,
      side.cellOf?.byteOffset ?? 0,
      residual.byteOffset,
      other.byteOffset,
      own.byteOffset,
      total.byteOffset,
      sums.den.byteOffset,
      sums.num.byteOffset,
      draw.normals.byteOffset,
      draw.prior.byteOffset,
    );
  }

  sampleShared(
    shared: Float32Array,
    total: Float32Array,
    sums: ChainSums,
    side: ChainSide,
    weight: Float32Array,
    draw: ChainDraw,
  ): void {
    this.#loops.sampleShared(
      side.rowStart.length - 1,
      side.rowStart.byteOffset,
      side.otherOf.byteOffset,
      weight.byteOffset,
      shared.byteOffset,
      total.byteOffset,
      sums.den.byteOffset,
      sums.num.byteOffset,
      draw.normals.byteOffset,
      draw.prior.byteOffset,
    );
  }

  addShared(
    total: Float32Array,
    own: Float32Array,
    shared: Float32Array,
    side: ChainSide,
    weight: Float32Array,
  ): void {
    this.#loops.addShared(
      side.rowStart.length - 1,
      side.rowStart.byteOffset,
      side.otherOf.byteOffset,
      weight.byteOffset,
      total.byteOffset,
      own.byteOffset,
      shared.byteOffset,
    );
  }

  settle(
    residual: Float32Array,
    side: ChainSide,
    other: Float32Array,
    total: Float32Array,
    before: Float32Array,
  ): void {
    this.#loops.settle(
      side.rowStart.length - 1,
      side.rowStart.byteOffset,
      side.otherOf.byteOffset,
      side.cellOf?.byteOffset ?? 0,
      residual.byteOffset,
      other.byteOffset,
      total.byteOffset,
      before.byteOffset,
    );
  }

  addProducts(
    out: Float32Array,
    userOf: Uint32Array,
    movieOf: Uint32Array,
    users: Float32Array,
    movies: Float32Array,
  ): void {
    this.#loops.addProducts(
      userOf.length,
      out.byteOffset,
      userOf.byteOffset,
      movieOf.byteOffset,
      users.byteOffset,
      movies.byteOffset,
    );
  }

  #take(length: number): number {
    const at = this.#free;
    const end = at + bufferBytes(length);
    if (end > this.#memory.buffer.byteLength) {
      throw new RangeError(`Cannot allocate ${length} values: the workspace is full`);
    }
    this.#free = end;
    return at;
  }
}

function binary(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(WASM_BASE64), (char) => char.charCodeAt(0));
}
