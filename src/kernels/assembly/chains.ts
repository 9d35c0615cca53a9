/**
 * The inner loops of Gibbs sampling in AssemblyScript: four chains at once, one a SIMD lane. What is
 * gathered by index is then one 16-byte load, and the four share every index. Sizes are checked by
 * callers; every pointer is 16-byte aligned. The order of every operation is repeated by
 * `core/chain-kernels.ts`, so that both give the same bits.
 */

// @ts-ignore: decorator
@inline
function lanes(at: usize, row: usize): v128 {
  return v128.load(at + (row << 4));
}

// @ts-ignore: decorator
@inline
function put(at: usize, row: usize, value: v128): void {
  v128.store(at + (row << 4), value);
}

// @ts-ignore: decorator
@inline
function index(at: usize, k: usize): usize {
  return <usize>load<u32>(at + (k << 2));
}

/** A draw from the conditional normal: precision a·den + λ, mean (a·(num + old·den) + λ·m)/precision. */
// @ts-ignore: decorator
@inline
function draw(num: v128, den: v128, old: v128, normal: v128, a: v128, l: v128, lm: v128): v128 {
  const precision = f32x4.add(f32x4.mul(a, den), l);
  const pull = f32x4.add(f32x4.mul(a, f32x4.add(num, f32x4.mul(old, den))), lm);
  return f32x4.add(f32x4.div(pull, precision), f32x4.div(normal, f32x4.sqrt(precision)));
}

/** See `ChainLoops.sampleOwn`. `cellOf` is 0 where cells lie in the order of the rows. */
export function sampleOwn(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  cellOf: usize,
  residual: usize,
  other: usize,
  own: usize,
  total: usize,
  den: usize,
  num: usize,
  normals: usize,
  prior: usize,
): void {
  const a = lanes(prior, 0);
  const l = lanes(prior, 1);
  const lm = f32x4.mul(l, lanes(prior, 2));
  for (let row: usize = 0; row < rows; row++) {
    let d = f32x4.splat(0);
    let n = f32x4.splat(0);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const x = lanes(other, index(otherOf, k));
      const e = lanes(residual, cellOf == 0 ? k : index(cellOf, k));
      d = f32x4.add(d, f32x4.mul(x, x));
      n = f32x4.add(n, f32x4.mul(x, e));
    }
    const old = lanes(own, row);
    const now = draw(n, d, old, lanes(normals, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(own, row, now);
    put(total, row, f32x4.add(lanes(total, row), step));
    put(den, row, d);
    put(num, row, f32x4.sub(n, f32x4.mul(step, d)));
  }
}

/** See `ChainLoops.sampleShared`. */
export function sampleShared(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  weight: usize,
  shared: usize,
  total: usize,
  den: usize,
  num: usize,
  normals: usize,
  prior: usize,
): void {
  const a = lanes(prior, 0);
  const l = lanes(prior, 1);
  const lm = f32x4.mul(l, lanes(prior, 2));
  for (let row: usize = 0; row < rows; row++) {
    let d = f32x4.splat(0);
    let n = f32x4.splat(0);
    const begin = index(rowStart, row);
    const end = index(rowStart, row + 1);
    for (let k = begin; k < end; k++) {
      const u = index(otherOf, k);
      const w = v128.load_splat<f32>(weight + (u << 2));
      n = f32x4.add(n, f32x4.mul(w, lanes(num, u)));
      d = f32x4.add(d, f32x4.mul(f32x4.mul(w, w), lanes(den, u)));
    }
    const old = lanes(shared, row);
    const now = draw(n, d, old, lanes(normals, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(shared, row, now);
    for (let k = begin; k < end; k++) {
      const u = index(otherOf, k);
      const move = f32x4.mul(v128.load_splat<f32>(weight + (u << 2)), step);
      put(num, u, f32x4.sub(lanes(num, u), f32x4.mul(move, lanes(den, u))));
      put(total, u, f32x4.add(lanes(total, u), move));
    }
  }
}

/** See `ChainLoops.addShared`. */
export function addShared(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  weight: usize,
  total: usize,
  own: usize,
  shared: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      sum = f32x4.add(sum, lanes(shared, index(otherOf, k)));
    }
    const w = v128.load_splat<f32>(weight + (row << 2));
    put(total, row, f32x4.add(lanes(own, row), f32x4.mul(w, sum)));
  }
}

/** See `ChainLoops.settle`. */
export function settle(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  cellOf: usize,
  residual: usize,
  other: usize,
  total: usize,
  before: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    const step = f32x4.sub(lanes(total, row), lanes(before, row));
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const x = lanes(other, index(otherOf, k));
      const cell = cellOf == 0 ? k : index(cellOf, k);
      put(residual, cell, f32x4.sub(lanes(residual, cell), f32x4.mul(step, x)));
    }
  }
}

/** See `ChainLoops.addProducts`. */
export function addProducts(
  count: u32,
  out: usize,
  userOf: usize,
  movieOf: usize,
  users: usize,
  movies: usize,
): void {
  for (let n: usize = 0; n < count; n++) {
    const product = f32x4.mul(lanes(users, index(userOf, n)), lanes(movies, index(movieOf, n)));
    put(out, n, f32x4.add(lanes(out, n), product));
  }
}
