/**
 * The inner loops of gradient descent in AssemblyScript, on 4-lane SIMD. Sizes are checked by
 * callers; every pointer is 16-byte aligned and `stride` (floats a row) is a multiple of 8.
 *
 * The order of every addition is fixed and is repeated by `core/kernels.ts`, so that both give the
 * same bits: partial sums by `f mod 8`, then neighbours, then halves.
 */

import { dotRows } from "./lanes";

/** See `Kernels.descend`. */
export function descend(
  cells: usize,
  targets: usize,
  count: u32,
  userFactors: usize,
  movieFactors: usize,
  userBias: usize,
  movieBias: usize,
  userDecay: usize,
  movieDecay: usize,
  userBiasDecay: usize,
  movieBiasDecay: usize,
  stride: u32,
  rate: f32,
): f64 {
  const bytes = <usize>stride << 2;
  let squares: f64 = 0;
  for (let n: usize = 0; n < count; n++) {
    const cell = load<u32>(cells + (n << 2));
    const user = <usize>(cell >>> 16);
    const movie = <usize>(cell & 0xffff);
    const p = userFactors + user * bytes;
    const q = movieFactors + movie * bytes;
    const u = user << 2;
    const i = movie << 2;
    const oldUser = load<f32>(userBias + u);
    const oldMovie = load<f32>(movieBias + i);
    const error = load<f32>(targets + (n << 2)) - (oldUser + oldMovie + dotRows(p, q, bytes));
    squares += <f64>error * <f64>error;
    const step = rate * error;
    store<f32>(userBias + u, oldUser * (1 - rate * load<f32>(userBiasDecay + u)) + step);
    store<f32>(movieBias + i, oldMovie * (1 - rate * load<f32>(movieBiasDecay + i)) + step);
    const keepUser = f32x4.splat(1 - rate * load<f32>(userDecay + u));
    const keepMovie = f32x4.splat(1 - rate * load<f32>(movieDecay + i));
    const steps = f32x4.splat(step);
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(p + at);
      const b = v128.load(q + at);
      v128.store(p + at, f32x4.add(f32x4.mul(a, keepUser), f32x4.mul(b, steps)));
      v128.store(q + at, f32x4.add(f32x4.mul(b, keepMovie), f32x4.mul(a, steps)));
    }
  }
  return squares;
}

/** See `Loops.touch`. */
export function touch(rows: usize, bytes: u32): f32 {
  let sum: f32 = 0;
  for (let at: usize = 0; at < bytes; at += 64) sum += load<f32>(rows + at);
  return sum;
}

/** See `Kernels.residuals`. */
export function residuals(
  out: usize,
  cells: usize,
  targets: usize,
  count: u32,
  userFactors: usize,
  movieFactors: usize,
  userBias: usize,
  movieBias: usize,
  stride: u32,
): void {
  const bytes = <usize>stride << 2;
  for (let n: usize = 0; n < count; n++) {
    const cell = load<u32>(cells + (n << 2));
    const user = <usize>(cell >>> 16);
    const movie = <usize>(cell & 0xffff);
    const match = dotRows(userFactors + user * bytes, movieFactors + movie * bytes, bytes);
    const biases = load<f32>(userBias + (user << 2)) + load<f32>(movieBias + (movie << 2));
    store<f32>(out + (n << 2), load<f32>(targets + (n << 2)) - (biases + match));
  }
}
