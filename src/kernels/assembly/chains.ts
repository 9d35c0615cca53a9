/**
 * The inner loops of Gibbs sampling in AssemblyScript: four chains at once, one a SIMD lane. What is
 * gathered by index is then one 16-byte load, and the four share every index. Sizes are checked by
 * callers; every pointer is 16-byte aligned. The order of every operation is repeated by
 * `core/chain-kernels.ts`, so that both give the same bits.
 */

/** Bytes of a record: w·Σ x·e, w²·Σ x², and the shared changes. */
const RECORD: usize = 48;
const SECOND: usize = 16;
const THIRD: usize = 32;

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

/** Draws own values from the sums in `records`, and turns these into what shared ones need. */
function drawOwn(
  rows: usize,
  own: usize,
  total: usize,
  weight: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  const a = lanes(prior, 0);
  const l = lanes(prior, 1);
  const lm = f32x4.mul(l, lanes(prior, 2));
  for (let row: usize = 0; row < rows; row++) {
    const record = records + row * RECORD;
    const n = v128.load(record);
    const d = v128.load(record + SECOND);
    const w = v128.load_splat<f32>(weight + (row << 2));
    const old = lanes(own, row);
    const now = draw(n, d, old, lanes(normals, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(own, row, now);
    put(total, row, f32x4.add(lanes(total, row), step));
    v128.store(record, f32x4.mul(w, f32x4.sub(n, f32x4.mul(step, d))));
    v128.store(record + SECOND, f32x4.mul(f32x4.mul(w, w), d));
    v128.store(record + THIRD, f32x4.splat(0));
  }
}

/** See `ChainLoops.sampleOwn`. */
export function sampleOwn(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  residual: usize,
  slope: usize,
  own: usize,
  total: usize,
  weight: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    let d = f32x4.splat(0);
    let n = f32x4.splat(0);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const x = lanes(slope, index(otherOf, k));
      d = f32x4.add(d, f32x4.mul(x, x));
      n = f32x4.add(n, f32x4.mul(x, lanes(residual, k)));
    }
    const record = records + row * RECORD;
    v128.store(record, n);
    v128.store(record + SECOND, d);
  }
  drawOwn(rows, own, total, weight, records, normals, prior);
}

/** See `ChainLoops.sampleOwnOfColumns`. */
export function sampleOwnOfColumns(
  columns: u32,
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  residual: usize,
  slope: usize,
  own: usize,
  total: usize,
  weight: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  memory.fill(records, 0, columns * RECORD);
  for (let row: usize = 0; row < rows; row++) {
    const x = lanes(slope, row);
    const square = f32x4.mul(x, x);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const record = records + index(otherOf, k) * RECORD;
      v128.store(record, f32x4.add(v128.load(record), f32x4.mul(x, lanes(residual, k))));
      v128.store(record + SECOND, f32x4.add(v128.load(record + SECOND), square));
    }
  }
  drawOwn(columns, own, total, weight, records, normals, prior);
}

/** See `ChainLoops.sampleShared`. */
export function sampleShared(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  shared: usize,
  records: usize,
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
      const record = records + index(otherOf, k) * RECORD;
      n = f32x4.add(n, v128.load(record));
      d = f32x4.add(d, v128.load(record + SECOND));
    }
    const old = lanes(shared, row);
    const now = draw(n, d, old, lanes(normals, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(shared, row, now);
    for (let k = begin; k < end; k++) {
      const record = records + index(otherOf, k) * RECORD;
      const moved = f32x4.mul(step, v128.load(record + SECOND));
      v128.store(record, f32x4.sub(v128.load(record), moved));
      v128.store(record + THIRD, f32x4.add(v128.load(record + THIRD), step));
    }
  }
}

/** See `ChainLoops.addMoves`. */
export function addMoves(rows: u32, total: usize, weight: usize, records: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const w = v128.load_splat<f32>(weight + (row << 2));
    const moved = f32x4.mul(w, v128.load(records + row * RECORD + THIRD));
    put(total, row, f32x4.add(lanes(total, row), moved));
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
  residual: usize,
  slope: usize,
  total: usize,
  before: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    const step = f32x4.sub(lanes(total, row), lanes(before, row));
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const moved = f32x4.mul(step, lanes(slope, index(otherOf, k)));
      put(residual, k, f32x4.sub(lanes(residual, k), moved));
    }
  }
}

/** See `ChainLoops.settleColumns`. */
export function settleColumns(
  columns: u32,
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  residual: usize,
  slope: usize,
  total: usize,
  before: usize,
): void {
  for (let column: usize = 0; column < columns; column++) {
    put(before, column, f32x4.sub(lanes(total, column), lanes(before, column)));
  }
  for (let row: usize = 0; row < rows; row++) {
    const x = lanes(slope, row);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const moved = f32x4.mul(x, lanes(before, index(otherOf, k)));
      put(residual, k, f32x4.sub(lanes(residual, k), moved));
    }
  }
}

/** See `ChainLoops.addResiduals`. */
export function addResiduals(cells: u32, residual: usize, sums: usize): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let lowSquares = f64x2.splat(0);
  let highSquares = f64x2.splat(0);
  for (let k: usize = 0; k < cells; k++) {
    const e = lanes(residual, k);
    const a = f64x2.promote_low_f32x4(e);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(e, e, 2, 3, 0, 1));
    low = f64x2.add(low, a);
    high = f64x2.add(high, b);
    lowSquares = f64x2.add(lowSquares, f64x2.mul(a, a));
    highSquares = f64x2.add(highSquares, f64x2.mul(b, b));
  }
  put(sums, 0, low);
  put(sums, 1, high);
  put(sums, 2, lowSquares);
  put(sums, 3, highSquares);
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
