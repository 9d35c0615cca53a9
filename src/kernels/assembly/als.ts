/**
 * The inner loops of weighted factorisation in AssemblyScript, on 4-lane SIMD. Sizes are checked by
 * callers; every pointer is 16-byte aligned and `width` (floats a row) is a multiple of 8. The order
 * of every operation is repeated by `core/als-kernels.ts`, so that both give the same bits.
 */

import { dotRows, sumOf } from "./lanes";

/** Bytes of a block of eight features, and of the rows of its 8×8 matrix. */
const BLOCK: usize = 32;
/** In `scratch`: the matrix, the right side, then a score a cell. */
const SIDE_AT: usize = 256;
const SCORES_AT: usize = 288;

// @ts-ignore: decorator
@inline
function at(p: usize, k: usize): f32 {
  return load<f32>(p + (k << 2));
}

// @ts-ignore: decorator
@inline
function splat(p: usize, k: usize): v128 {
  return v128.load_splat<f32>(p + (k << 2));
}

/** a + x·y */
// @ts-ignore: decorator
@inline
function plus(a: v128, x: v128, y: v128): v128 {
  return f32x4.add(a, f32x4.mul(x, y));
}

/** See `AlsLoops.solveRows`. */
export function solveRows(
  first: u32,
  end: u32,
  width: u32,
  rowStart: usize,
  otherOf: usize,
  stars: usize,
  rows: usize,
  others: usize,
  gram: usize,
  ridge: usize,
  scratch: usize,
  packed: usize,
  neutral: f32,
  worth: f32,
): void {
  const bytes = <usize>width << 2;
  const scores = scratch + SCORES_AT;
  const base = <usize>load<u32>(rowStart + (<usize>first << 2));
  for (let row: usize = first; row < end; row++) {
    const begin = <usize>load<u32>(rowStart + (row << 2)) - base;
    const count = <usize>load<u32>(rowStart + (row << 2), 4) - base - begin;
    const own = rows + row * bytes;
    if (count == 0) {
      memory.fill(own, 0, bytes);
      continue;
    }
    pack(count, bytes, otherOf + (begin << 2), own, others, scores, packed);
    for (let k: usize = 0; k < count; k++) {
      const target = max<f32>(0, (at(stars, begin + k) - neutral) * worth);
      store<f32>(scores + (k << 2), target - at(scores, k));
    }
    const decay = at(ridge, row);
    for (let block: usize = 0; block < bytes; block += BLOCK) {
      const cells = packed + block * count;
      start(gram + (block >> 2) * bytes, own, block, decay, bytes, scratch);
      gather(count, cells, scratch);
      for (let j: usize = 0; j < 8; j++) {
        const diagonal = scratch + j * BLOCK + (j << 2);
        store<f32>(diagonal, load<f32>(diagonal) + decay);
      }
      factor(scratch);
      solve(scratch, own + block);
      move(count, scratch, cells);
    }
  }
}

/**
 * Scores of the cells, and the rows that they meet, laid out block by block: eight features of every
 * cell, then the next eight. What is gathered once is then read in order by every block: at 10 M ratings
 * that halves the time of long rows, which no cache holds.
 */
// @ts-ignore: decorator
@inline
function pack(
  count: usize,
  bytes: usize,
  other: usize,
  own: usize,
  others: usize,
  scores: usize,
  packed: usize,
): void {
  const apart = count * BLOCK;
  for (let k: usize = 0; k < count; k++) {
    const q = others + <usize>load<u32>(other + (k << 2)) * bytes;
    let to = packed + k * BLOCK;
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += BLOCK) {
      const low = v128.load(q + f);
      const high = v128.load(q + f, 16);
      even = plus(even, v128.load(own + f), low);
      odd = plus(odd, v128.load(own + f, 16), high);
      v128.store(to, low);
      v128.store(to, high, 16);
      to += apart;
    }
    store<f32>(scores + (k << 2), sumOf(f32x4.add(even, odd)));
  }
}

/** The matrix and the right side (minus the gradient) of what does not come from cells. */
// @ts-ignore: decorator
@inline
function start(
  gram: usize,
  own: usize,
  block: usize,
  decay: f32,
  bytes: usize,
  scratch: usize,
): void {
  for (let j: usize = 0; j < 8; j++) {
    const from = gram + j * bytes;
    v128.store(scratch + j * BLOCK, v128.load(from + block));
    v128.store(scratch + j * BLOCK, v128.load(from + block, 16), 16);
    const pull = dotRows(from, own, bytes) + decay * at(own + block, j);
    store<f32>(scratch + SIDE_AT + (j << 2), -pull);
  }
}

/** Adds what cells add to the upper half of the matrix and to the right side. */
// @ts-ignore: decorator
@inline
function gather(count: usize, cells: usize, scratch: usize): void {
  let a0 = v128.load(scratch);
  let b0 = v128.load(scratch, 16);
  let a1 = v128.load(scratch, 32);
  let b1 = v128.load(scratch, 48);
  let a2 = v128.load(scratch, 64);
  let b2 = v128.load(scratch, 80);
  let a3 = v128.load(scratch, 96);
  let b3 = v128.load(scratch, 112);
  let c0 = v128.load(scratch, 144);
  let c1 = v128.load(scratch, 176);
  let c2 = v128.load(scratch, 208);
  let c3 = v128.load(scratch, 240);
  let g0 = v128.load(scratch + SIDE_AT);
  let g1 = v128.load(scratch + SIDE_AT, 16);
  const scores = scratch + SCORES_AT;
  for (let k: usize = 0; k < count; k++) {
    const q = cells + k * BLOCK;
    const left = splat(scores, k);
    const low = v128.load(q);
    const high = v128.load(q, 16);
    g0 = plus(g0, left, low);
    g1 = plus(g1, left, high);
    const q0 = splat(q, 0);
    a0 = plus(a0, q0, low);
    b0 = plus(b0, q0, high);
    const q1 = splat(q, 1);
    a1 = plus(a1, q1, low);
    b1 = plus(b1, q1, high);
    const q2 = splat(q, 2);
    a2 = plus(a2, q2, low);
    b2 = plus(b2, q2, high);
    const q3 = splat(q, 3);
    a3 = plus(a3, q3, low);
    b3 = plus(b3, q3, high);
    c0 = plus(c0, splat(q, 4), high);
    c1 = plus(c1, splat(q, 5), high);
    c2 = plus(c2, splat(q, 6), high);
    c3 = plus(c3, splat(q, 7), high);
  }
  v128.store(scratch, a0);
  v128.store(scratch, b0, 16);
  v128.store(scratch, a1, 32);
  v128.store(scratch, b1, 48);
  v128.store(scratch, a2, 64);
  v128.store(scratch, b2, 80);
  v128.store(scratch, a3, 96);
  v128.store(scratch, b3, 112);
  v128.store(scratch, c0, 144);
  v128.store(scratch, c1, 176);
  v128.store(scratch, c2, 208);
  v128.store(scratch, c3, 240);
  v128.store(scratch + SIDE_AT, g0);
  v128.store(scratch + SIDE_AT, g1, 16);
}

/** Scores follow the step that the block's features took. */
// @ts-ignore: decorator
@inline
function move(count: usize, scratch: usize, cells: usize): void {
  const scores = scratch + SCORES_AT;
  const low = v128.load(scratch + SIDE_AT);
  const high = v128.load(scratch + SIDE_AT, 16);
  for (let k: usize = 0; k < count; k++) {
    const q = cells + k * BLOCK;
    const moved = plus(f32x4.mul(low, v128.load(q)), high, v128.load(q, 16));
    store<f32>(scores + (k << 2), at(scores, k) - sumOf(moved));
  }
}

/** H = Uᵀ·U in place of its upper half; the diagonal becomes 1/U_jj. */
// @ts-ignore: decorator
@inline
function factor(matrix: usize): void {
  for (let j: usize = 0; j < 8; j++) {
    const pivot = matrix + j * BLOCK;
    const inverse: f32 = 1 / sqrt<f32>(at(pivot, j));
    const scale = f32x4.splat(inverse);
    const low = f32x4.mul(v128.load(pivot), scale);
    const high = f32x4.mul(v128.load(pivot, 16), scale);
    v128.store(pivot, low);
    v128.store(pivot, high, 16);
    for (let i: usize = j + 1; i < 8; i++) {
      const row = matrix + i * BLOCK;
      const x = splat(pivot, i);
      v128.store(row, f32x4.sub(v128.load(row), f32x4.mul(x, low)));
      v128.store(row, f32x4.sub(v128.load(row, 16), f32x4.mul(x, high)), 16);
    }
    store<f32>(pivot + (j << 2), inverse);
  }
}

/** Solves Uᵀ·U·x = side in place, and adds x to the features. */
// @ts-ignore: decorator
@inline
function solve(scratch: usize, features: usize): void {
  const side = scratch + SIDE_AT;
  for (let j: usize = 0; j < 8; j++) {
    const row = scratch + j * BLOCK;
    const y = at(side, j) * at(row, j);
    store<f32>(side + (j << 2), y);
    for (let i: usize = j + 1; i < 8; i++) {
      store<f32>(side + (i << 2), at(side, i) - y * at(row, i));
    }
  }
  for (let j: isize = 7; j >= 0; j--) {
    const row = scratch + j * BLOCK;
    let x = at(side, j);
    for (let i: usize = j + 1; i < 8; i++) x -= at(row, i) * at(side, i);
    x *= at(row, j);
    store<f32>(side + (j << 2), x);
    store<f32>(features + (j << 2), at(features, j) + x);
  }
}

/** See `AlsLoops.addGram`. */
export function addGram(first: u32, end: u32, width: u32, rows: usize, gram: usize): void {
  const bytes = <usize>width << 2;
  const begin = rows + <usize>first * bytes;
  const stop = rows + <usize>end * bytes;
  for (let i: usize = 0; i < bytes; i += 16) {
    for (let j: usize = i & ~31; j < bytes; j += BLOCK) {
      const out = gram + (i >> 2) * bytes + j;
      let a0 = v128.load(out);
      let b0 = v128.load(out, 16);
      let a1 = v128.load(out + bytes);
      let b1 = v128.load(out + bytes, 16);
      let a2 = v128.load(out + 2 * bytes);
      let b2 = v128.load(out + 2 * bytes, 16);
      let a3 = v128.load(out + 3 * bytes);
      let b3 = v128.load(out + 3 * bytes, 16);
      for (let row = begin; row < stop; row += bytes) {
        const low = v128.load(row + j);
        const high = v128.load(row + j, 16);
        const q0 = splat(row + i, 0);
        a0 = plus(a0, q0, low);
        b0 = plus(b0, q0, high);
        const q1 = splat(row + i, 1);
        a1 = plus(a1, q1, low);
        b1 = plus(b1, q1, high);
        const q2 = splat(row + i, 2);
        a2 = plus(a2, q2, low);
        b2 = plus(b2, q2, high);
        const q3 = splat(row + i, 3);
        a3 = plus(a3, q3, low);
        b3 = plus(b3, q3, high);
      }
      v128.store(out, a0);
      v128.store(out, b0, 16);
      v128.store(out + bytes, a1);
      v128.store(out + bytes, b1, 16);
      v128.store(out + 2 * bytes, a2);
      v128.store(out + 2 * bytes, b2, 16);
      v128.store(out + 3 * bytes, a3);
      v128.store(out + 3 * bytes, b3, 16);
    }
  }
}
