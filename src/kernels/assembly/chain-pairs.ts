/**
 * The loops of `chains.ts` for two chains instead of four, with the same bits: what a thread runs that
 * has half of a view. A value is 8 bytes, so a register holds those of two cells, or a value and what goes
 * with it: half as much is loaded, and a half takes about three fifths of the time of the whole.
 */

const SIZE: usize = 32;

// @ts-ignore: decorator
@inline
function index(at: usize, k: usize): usize {
  return <usize>load<u32>(at + (k << 2));
}

/** A value, in both halves. */
// @ts-ignore: decorator
@inline
function twice(at: usize, row: usize): v128 {
  return v128.load_splat<u64>(at + (row << 3));
}

/** A value, and zeros. */
// @ts-ignore: decorator
@inline
function single(at: usize, row: usize): v128 {
  return v128.load_zero<u64>(at + (row << 3));
}

// @ts-ignore: decorator
@inline
function put(at: usize, row: usize, value: v128): void {
  v128.store_lane<u64>(at + (row << 3), value, 0);
}

/** Where two values of a column lie side by side. */
// @ts-ignore: decorator
@inline
function twin(at: usize, column: usize): usize {
  return at + (column << 4);
}

/** Where the record of a row lies: w·Σ x·e, w²·Σ x², and the shared changes, 8 bytes each. */
// @ts-ignore: decorator
@inline
function recordOf(at: usize, row: usize): usize {
  return at + row * SIZE;
}

// @ts-ignore: decorator
@inline
function lows(a: v128, b: v128): v128 {
  return v128.shuffle<u64>(a, b, 0, 2);
}

// @ts-ignore: decorator
@inline
function highs(a: v128, b: v128): v128 {
  return v128.shuffle<u64>(a, b, 1, 3);
}

/** Sums of even and of odd places, added up in both halves. */
// @ts-ignore: decorator
@inline
function folded(sum: v128): v128 {
  return f32x4.add(lows(sum, sum), highs(sum, sum));
}

/** A draw from the conditional normal: precision a·den + λ, mean (a·(num + old·den) + λ·m)/precision. */
// @ts-ignore: decorator
@inline
function draw(num: v128, den: v128, old: v128, normal: v128, a: v128, l: v128, lm: v128): v128 {
  const precision = f32x4.add(f32x4.mul(a, den), l);
  const pull = f32x4.add(f32x4.mul(a, f32x4.add(num, f32x4.mul(old, den))), lm);
  return f32x4.add(f32x4.div(pull, precision), f32x4.div(normal, f32x4.sqrt(precision)));
}

/** As in `chains.ts`. */
function drawOwn(
  rows: usize,
  own: usize,
  total: usize,
  weight: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  const a = twice(prior, 0);
  const l = twice(prior, 1);
  const lm = f32x4.mul(l, twice(prior, 2));
  for (let row: usize = 0; row < rows; row++) {
    const record = recordOf(records, row);
    const sums = v128.load(record);
    const n = lows(sums, sums);
    const d = highs(sums, sums);
    const w = v128.load_splat<f32>(weight + (row << 2));
    const old = twice(own, row);
    const now = draw(n, d, old, twice(normals, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(own, row, now);
    put(total, row, f32x4.add(single(total, row), step));
    const left = f32x4.mul(w, f32x4.sub(n, f32x4.mul(step, d)));
    v128.store(record, lows(left, f32x4.mul(f32x4.mul(w, w), d)));
    put(record + 16, 0, f32x4.splat(0));
  }
}

/** See `ChainLoops.sampleOwn`. */
export function sampleOwnOfPair(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  residual: usize,
  columns: usize,
  movedSlope: usize,
  own: usize,
  total: usize,
  weight: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  const zero = f32x4.splat(0);
  let cell = residual;
  for (let row: usize = 0; row < rows; row++) {
    const rise = twice(movedSlope, row);
    let n = zero;
    let d = zero;
    const last = otherOf + (index(rowStart, row + 1) << 2) - 4;
    let at = otherOf + (index(rowStart, row) << 2);
    for (; at < last; at += 8, cell += 16) {
      const first = v128.load(twin(columns, load<u32>(at)));
      const second = v128.load(twin(columns, load<u32>(at, 4)));
      const x = lows(first, second);
      const e = f32x4.sub(v128.load(cell), f32x4.mul(rise, highs(first, second)));
      v128.store(cell, e);
      n = f32x4.add(n, f32x4.mul(x, e));
      d = f32x4.add(d, f32x4.mul(x, x));
    }
    if (at == last) {
      const first = v128.load(twin(columns, load<u32>(at)));
      const x = lows(first, zero);
      const e = f32x4.sub(single(cell, 0), f32x4.mul(rise, highs(first, zero)));
      put(cell, 0, e);
      n = f32x4.add(n, f32x4.mul(x, e));
      d = f32x4.add(d, f32x4.mul(x, x));
      cell += 8;
    }
    v128.store(recordOf(records, row), lows(folded(n), folded(d)));
  }
  drawOwn(rows, own, total, weight, records, normals, prior);
}

/** See `ChainLoops.sampleOwnOfColumns`. */
export function sampleOwnOfColumnsOfPair(
  columns: u32,
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  residual: usize,
  slope: usize,
  rowTotal: usize,
  rowBefore: usize,
  rowSlope: usize,
  own: usize,
  total: usize,
  weight: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  memory.fill(records, 0, <usize>columns * SIZE);
  let cell = residual;
  for (let row: usize = 0; row < rows; row++) {
    const step = f32x4.sub(twice(rowTotal, row), twice(rowBefore, row));
    const x = twice(rowSlope, row);
    const square = f32x4.mul(x, x);
    const last = otherOf + (index(rowStart, row + 1) << 2) - 4;
    let at = otherOf + (index(rowStart, row) << 2);
    for (; at < last; at += 8, cell += 16) {
      const first: usize = load<u32>(at);
      const second: usize = load<u32>(at, 4);
      const slopes = v128.load_lane<u64>(slope + (second << 3), single(slope, first), 1);
      const e = f32x4.sub(v128.load(cell), f32x4.mul(step, slopes));
      v128.store(cell, e);
      const n = f32x4.mul(x, e);
      const a = recordOf(records, first);
      const b = recordOf(records, second);
      v128.store(a, f32x4.add(v128.load(a), lows(n, square)));
      v128.store(b, f32x4.add(v128.load(b), highs(n, square)));
    }
    if (at == last) {
      const first: usize = load<u32>(at);
      const e = f32x4.sub(single(cell, 0), f32x4.mul(step, single(slope, first)));
      put(cell, 0, e);
      const a = recordOf(records, first);
      v128.store(a, f32x4.add(v128.load(a), lows(f32x4.mul(x, e), square)));
      cell += 8;
    }
  }
  drawOwn(columns, own, total, weight, records, normals, prior);
}

/** What a change of a shared value does to the record of a row that it is shared by. */
// @ts-ignore: decorator
@inline
function move(record: usize, step: v128): void {
  const was = v128.load(record);
  v128.store(record, f32x4.sub(was, f32x4.mul(step, highs(was, was))));
  put(record + 16, 0, f32x4.add(single(record + 16, 0), step));
}

/** See `ChainLoops.sampleShared`. */
export function sampleSharedOfPair(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  shared: usize,
  records: usize,
  normals: usize,
  prior: usize,
): void {
  const a = twice(prior, 0);
  const l = twice(prior, 1);
  const lm = f32x4.mul(l, twice(prior, 2));
  for (let row: usize = 0; row < rows; row++) {
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    const begin = otherOf + (index(rowStart, row) << 2);
    const last = otherOf + (index(rowStart, row + 1) << 2) - 4;
    let at = begin;
    for (; at < last; at += 8) {
      even = f32x4.add(even, v128.load(recordOf(records, load<u32>(at))));
      odd = f32x4.add(odd, v128.load(recordOf(records, load<u32>(at, 4))));
    }
    if (at == last) even = f32x4.add(even, v128.load(recordOf(records, load<u32>(at))));
    const sums = f32x4.add(even, odd);
    const old = twice(shared, row);
    const normal = twice(normals, row);
    const now = draw(lows(sums, sums), highs(sums, sums), old, normal, a, l, lm);
    put(shared, row, now);
    // With zeros above, so that sums of squares stay.
    const step = lows(f32x4.sub(now, old), f32x4.splat(0));
    for (at = begin; at < last; at += 8) {
      move(recordOf(records, load<u32>(at)), step);
      move(recordOf(records, load<u32>(at, 4)), step);
    }
    if (at == last) move(recordOf(records, load<u32>(at)), step);
  }
}

/** See `ChainLoops.addMoves`. */
export function addMovesOfPair(rows: u32, total: usize, weight: usize, records: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const w = v128.load_splat<f32>(weight + (row << 2));
    put(total, row, f32x4.add(single(total, row), f32x4.mul(w, single(recordOf(records, row) + 16, 0))));
  }
}

/** See `ChainLoops.addShared`. */
export function addSharedOfPair(
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
      sum = f32x4.add(sum, single(shared, index(otherOf, k)));
    }
    const w = v128.load_splat<f32>(weight + (row << 2));
    put(total, row, f32x4.add(single(own, row), f32x4.mul(w, sum)));
  }
}

/** See `ChainLoops.settle`. */
export function settleOfPair(
  rows: u32,
  rowStart: usize,
  otherOf: usize,
  residual: usize,
  columns: usize,
  movedSlope: usize,
  sums: usize,
): void {
  let all = f64x2.splat(0);
  let squares = f64x2.splat(0);
  for (let row: usize = 0; row < rows; row++) {
    const rise = twice(movedSlope, row);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const moved = f32x4.mul(rise, single(twin(columns, index(otherOf, k)) + 8, 0));
      const e = f32x4.sub(single(residual, k), moved);
      put(residual, k, e);
      const exact = f64x2.promote_low_f32x4(e);
      all = f64x2.add(all, exact);
      squares = f64x2.add(squares, f64x2.mul(exact, exact));
    }
  }
  v128.store(sums, all);
  v128.store(sums, squares, 16);
}

/** See `ChainLoops.addProducts`. */
export function addProductsOfPair(
  count: u32,
  out: usize,
  userOf: usize,
  movieOf: usize,
  users: usize,
  movies: usize,
): void {
  for (let n: usize = 0; n < count; n++) {
    const product = f32x4.mul(single(users, index(userOf, n)), single(movies, index(movieOf, n)));
    put(out, n, f32x4.add(single(out, n), product));
  }
}
