import type { AlsLoops } from "./als-kernels.ts";
import { jsAlsLoops } from "./als-kernels.ts";
import type { ChainLoops } from "./chain-kernels.ts";
import { jsChainLoops } from "./chain-kernels.ts";
import { dotRows } from "./dot-rows.ts";
import type { RaterLoops } from "./rater-kernels.ts";
import { jsRaterLoops } from "./rater-kernels.ts";

/**
 * The inner loops, and their plain TypeScript reference. Sizes are checked by callers; a kernel
 * allocates nothing and keeps nothing. Every implementation gives the same bits: f32 arithmetic in
 * one fixed order. So one seed gives the same features with and without SIMD, on every engine.
 */
export interface Kernels {
  readonly name: "js" | "wasm-simd";
  /**
   * Memory of a fixed size for one run. Buffers never move and die with the workspace.
   *
   * @throws {RangeError} if that much memory cannot be had.
   */
  workspace(bytes: number): Workspace;
  /**
   * As {@link workspace}, in memory that other threads can have too: they are sent its `memory`, and
   * buffers as they are.
   *
   * @throws {RangeError} as {@link workspace}.
   * @throws {ReferenceError} where memory cannot be shared.
   */
  sharedWorkspace(bytes: number): SharedWorkspace;
  /** The loops over buffers of a shared workspace of the same kernels, for another thread. */
  loopsOver(memory: SharedMemory): Loops;
}

/** What is sent to threads that are to work in the same memory: structured clones share it. */
export interface SharedMemory {
  readonly buffer: ArrayBufferLike;
}

/** Rows of hidden features, their biases and weight decays: users or movies of one block. */
export interface Side {
  /** Rows × stride, row-major. */
  readonly factors: Float32Array;
  /** One a row, in stars. */
  readonly bias: Float32Array;
  /** λ of each row's features, applied at each of its ratings. */
  readonly decay: Float32Array;
  /** λ_b of each row's bias, applied at each of its ratings. */
  readonly biasDecay: Float32Array;
}

/** Ratings of one block: `cells[n]` = row of the user · 2¹⁶ + row of the movie. */
export interface Cells {
  readonly cells: Uint32Array;
  /** Ratings less their mean, in stars. */
  readonly targets: Float32Array;
}

/** Loops over buffers of one workspace. */
export interface Loops extends AlsLoops, ChainLoops, RaterLoops {
  /**
   * One gradient step for each rating in turn, into both sides:
   * e = target − (b_u + b_i + p·q), p ← (1 − rate·λ_u)·p + rate·e·q, likewise q; b_u ←
   * (1 − rate·λ_b)·b_u + rate·e, likewise b_i.
   *
   * @param stride - floats a row, a multiple of {@link STRIDE_UNIT}.
   * @returns Σ e², each e taken before its own step, summed in f64.
   */
  descend(users: Side, movies: Side, ratings: Cells, stride: number, rate: number): number;
  /**
   * Reads rows in their order, for nothing but to have them in the cache: much faster than one by one as
   * ratings name them. Changes nothing.
   */
  touch(rows: Float32Array): void;
  /** out[n] = target − (b_u + b_i + p·q). */
  residuals(out: Float32Array, users: Side, movies: Side, ratings: Cells, stride: number): void;
}

/** Buffers and the loops over them. */
export interface Workspace extends Loops {
  /** `length` zeros, 16-byte aligned. */
  float32(length: number): Float32Array;
  float64(length: number): Float64Array;
  uint32(length: number): Uint32Array;
}

/** A workspace that several threads work in. */
export interface SharedWorkspace extends Workspace {
  readonly memory: SharedMemory;
}

/** Rows are padded with zeros to a multiple of this many floats: two SIMD registers. */
export const STRIDE_UNIT = 8;

/** The largest workspace: 4 GiB, as far as 32-bit addresses reach, less what binaries have for themselves. */
export const MOST_WORKSPACE_BYTES: number = 2 ** 32 - 1024;

/** Bytes that a buffer of 4-byte values takes in a workspace. */
export function bufferBytes(length: number): number {
  return Math.ceil((length * 4) / 16) * 16;
}

/** The reference: plain TypeScript, no WebAssembly. */
export const jsKernels: Kernels = Object.freeze({
  name: "js",
  workspace: (): Workspace => JS_WORKSPACE,
  sharedWorkspace: (bytes: number): SharedWorkspace => sharedWorkspaceOf(bytes),
  loopsOver: (): Loops => JS_LOOPS,
});

const { fround } = Math;

const JS_LOOPS: Loops = {
  ...jsAlsLoops,
  ...jsChainLoops,
  ...jsRaterLoops,

  descend(users, movies, { cells, targets }, stride, learningRate) {
    const { factors: P, bias: userBias } = users;
    const { factors: Q, bias: movieBias } = movies;
    const rate = fround(learningRate);
    let squares = 0;
    for (let n = 0; n < cells.length; n++) {
      const u = cells[n]! >>> 16;
      const i = cells[n]! & 0xffff;
      const p = u * stride;
      const q = i * stride;
      const biases = fround(userBias[u]! + movieBias[i]!);
      const error = fround(targets[n]! - fround(biases + dotRows(P, p, Q, q, stride)));
      squares += error * error;
      const step = fround(rate * error);
      userBias[u] = fround(fround(userBias[u]! * kept(rate, users.biasDecay[u]!)) + step);
      movieBias[i] = fround(fround(movieBias[i]! * kept(rate, movies.biasDecay[i]!)) + step);
      const keepUser = kept(rate, users.decay[u]!);
      const keepMovie = kept(rate, movies.decay[i]!);
      for (let f = 0; f < stride; f++) {
        const a = P[p + f]!;
        const b = Q[q + f]!;
        P[p + f] = fround(fround(a * keepUser) + fround(b * step));
        Q[q + f] = fround(fround(b * keepMovie) + fround(a * step));
      }
    }
    return squares;
  },

  touch() {
    // engines do not promise to read what nobody uses
  },

  residuals(out, users, movies, { cells, targets }, stride) {
    for (let n = 0; n < cells.length; n++) {
      const u = cells[n]! >>> 16;
      const i = cells[n]! & 0xffff;
      const match = dotRows(users.factors, u * stride, movies.factors, i * stride, stride);
      const biases = fround(users.bias[u]! + movies.bias[i]!);
      out[n] = fround(targets[n]! - fround(biases + match));
    }
  },
};

const JS_WORKSPACE: Workspace = {
  ...JS_LOOPS,
  float32: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
  uint32: (length) => new Uint32Array(length),
};

function sharedWorkspaceOf(bytes: number): SharedWorkspace {
  const buffer = new SharedArrayBuffer(bytes);
  const take = bufferTaker(bytes, 0);
  return {
    ...JS_LOOPS,
    memory: { buffer },
    float32: (length) => new Float32Array(buffer, take(length), length),
    float64: (length) => new Float64Array(buffer, take(2 * length), length),
    uint32: (length) => new Uint32Array(buffer, take(length), length),
  };
}

/** Gives out places in a memory, one after the other: of so many 4-byte values each. */
export function bufferTaker(end: number, first: number): (length: number) => number {
  let free = first;
  return (length) => {
    const at = free;
    const next = at + bufferBytes(length);
    if (next > end) {
      throw new RangeError(`Cannot allocate ${length} values: the workspace is full`);
    }
    free = next;
    return at;
  };
}

/** What remains of a value after one step of weight decay. */
function kept(rate: number, decay: number): number {
  return fround(1 - fround(rate * decay));
}
