/**
 * The inner loops of Gibbs sampling in AssemblyScript: four chains at once, one a SIMD lane. What is
 * gathered by index is then one 16-byte load, and the four share every index. Sizes are checked by
 * callers; every pointer is 16-byte aligned. The order of every operation is repeated by
 * `core/chain-kernels.ts` and, for two of the four, by `chain-pairs.ts`, so that all give the same bits;
 * hence the sums of even and of odd places of a row, which a pair has in one register.
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

/** Where two values of a column lie side by side; the second is 16 bytes on. */
// @ts-ignore: decorator
@inline
function twin(at: usize, column: usize): usize {
  return at + (column << 5);
}

/** Where the record of a row lies: w·Σ x·e, w²·Σ x², and the shared changes, 16 bytes each. */
// @ts-ignore: decorator
@inline
function recordOf(at: usize, row: usize): usize {
  return at + row * 48;
}

// @ts-ignore: decorator
@inline
function index(at: usize, k: usize): usize {
  return <usize>load<u32>(at + (k << 2));
}

/** Normals of a row: those of the first two chains lie before all of the others. */
// @ts-ignore: decorator
@inline
function normalsOf(normals: usize, rows: usize, row: usize): v128 {
  const first = v128.load_zero<u64>(normals + (row << 3));
  return v128.load_lane<u64>(normals + ((rows + row) << 3), first, 1);
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
    const record = recordOf(records, row);
    const n = v128.load(record);
    const d = v128.load(record, 16);
    const w = v128.load_splat<f32>(weight + (row << 2));
    const old = lanes(own, row);
    const now = draw(n, d, old, normalsOf(normals, rows, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(own, row, now);
    put(total, row, f32x4.add(lanes(total, row), step));
    v128.store(record, f32x4.mul(w, f32x4.sub(n, f32x4.mul(step, d))));
    v128.store(record, f32x4.mul(f32x4.mul(w, w), d), 16);
    v128.store(record, f32x4.splat(0), 32);
  }
}

/** See `ChainLoops.sampleOwn`. */
export function sampleOwn(
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
  let cell = residual;
  for (let row: usize = 0; row < rows; row++) {
    const rise = lanes(movedSlope, row);
    let n = f32x4.splat(0);
    let d = f32x4.splat(0);
    let oddN = f32x4.splat(0);
    let oddD = f32x4.splat(0);
    const last = otherOf + (index(rowStart, row + 1) << 2) - 4;
    let at = otherOf + (index(rowStart, row) << 2);
    for (; at < last; at += 8, cell += 32) {
      const first = twin(columns, load<u32>(at));
      const x = v128.load(first);
      const e = f32x4.sub(v128.load(cell), f32x4.mul(rise, v128.load(first, 16)));
      v128.store(cell, e);
      n = f32x4.add(n, f32x4.mul(x, e));
      d = f32x4.add(d, f32x4.mul(x, x));
      const second = twin(columns, load<u32>(at, 4));
      const y = v128.load(second);
      const f = f32x4.sub(v128.load(cell, 16), f32x4.mul(rise, v128.load(second, 16)));
      v128.store(cell, f, 16);
      oddN = f32x4.add(oddN, f32x4.mul(y, f));
      oddD = f32x4.add(oddD, f32x4.mul(y, y));
    }
    if (at == last) {
      const first = twin(columns, load<u32>(at));
      const x = v128.load(first);
      const e = f32x4.sub(v128.load(cell), f32x4.mul(rise, v128.load(first, 16)));
      v128.store(cell, e);
      n = f32x4.add(n, f32x4.mul(x, e));
      d = f32x4.add(d, f32x4.mul(x, x));
      cell += 16;
    }
    const record = recordOf(records, row);
    v128.store(record, f32x4.add(n, oddN));
    v128.store(record, f32x4.add(d, oddD), 16);
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
  memory.fill(records, 0, columns * 48);
  let cell = residual;
  for (let row: usize = 0; row < rows; row++) {
    const step = f32x4.sub(lanes(rowTotal, row), lanes(rowBefore, row));
    const x = lanes(rowSlope, row);
    const square = f32x4.mul(x, x);
    const end = otherOf + (index(rowStart, row + 1) << 2);
    for (let at = otherOf + (index(rowStart, row) << 2); at < end; at += 4, cell += 16) {
      const column: usize = load<u32>(at);
      const e = f32x4.sub(v128.load(cell), f32x4.mul(step, lanes(slope, column)));
      v128.store(cell, e);
      const record = recordOf(records, column);
      v128.store(record, f32x4.add(v128.load(record), f32x4.mul(x, e)));
      v128.store(record, f32x4.add(v128.load(record, 16), square), 16);
    }
  }
  drawOwn(columns, own, total, weight, records, normals, prior);
}

/** What a change of a shared value does to the record of a row that it is shared by. */
// @ts-ignore: decorator
@inline
function move(record: usize, step: v128): void {
  const moved = f32x4.mul(step, v128.load(record, 16));
  v128.store(record, f32x4.sub(v128.load(record), moved));
  v128.store(record, f32x4.add(v128.load(record, 32), step), 32);
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
    let n = f32x4.splat(0);
    let d = f32x4.splat(0);
    let oddN = f32x4.splat(0);
    let oddD = f32x4.splat(0);
    const begin = otherOf + (index(rowStart, row) << 2);
    const last = otherOf + (index(rowStart, row + 1) << 2) - 4;
    let at = begin;
    for (; at < last; at += 8) {
      const first = recordOf(records, load<u32>(at));
      n = f32x4.add(n, v128.load(first));
      d = f32x4.add(d, v128.load(first, 16));
      const second = recordOf(records, load<u32>(at, 4));
      oddN = f32x4.add(oddN, v128.load(second));
      oddD = f32x4.add(oddD, v128.load(second, 16));
    }
    if (at == last) {
      const first = recordOf(records, load<u32>(at));
      n = f32x4.add(n, v128.load(first));
      d = f32x4.add(d, v128.load(first, 16));
    }
    n = f32x4.add(n, oddN);
    d = f32x4.add(d, oddD);
    const old = lanes(shared, row);
    const now = draw(n, d, old, normalsOf(normals, rows, row), a, l, lm);
    const step = f32x4.sub(now, old);
    put(shared, row, now);
    for (at = begin; at < last; at += 8) {
      move(recordOf(records, load<u32>(at)), step);
      move(recordOf(records, load<u32>(at, 4)), step);
    }
    if (at == last) move(recordOf(records, load<u32>(at)), step);
  }
}

/** See `ChainLoops.addMoves`. */
export function addMoves(rows: u32, total: usize, weight: usize, records: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const w = v128.load_splat<f32>(weight + (row << 2));
    put(total, row, f32x4.add(lanes(total, row), f32x4.mul(w, v128.load(recordOf(records, row), 32))));
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
  columns: usize,
  movedSlope: usize,
  sums: usize,
): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let lowSquares = f64x2.splat(0);
  let highSquares = f64x2.splat(0);
  for (let row: usize = 0; row < rows; row++) {
    const rise = lanes(movedSlope, row);
    const end = index(rowStart, row + 1);
    for (let k = index(rowStart, row); k < end; k++) {
      const moved = f32x4.mul(rise, v128.load(twin(columns, index(otherOf, k)), 16));
      const e = f32x4.sub(lanes(residual, k), moved);
      put(residual, k, e);
      const a = f64x2.promote_low_f32x4(e);
      const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(e, e, 2, 3, 0, 1));
      low = f64x2.add(low, a);
      high = f64x2.add(high, b);
      lowSquares = f64x2.add(lowSquares, f64x2.mul(a, a));
      highSquares = f64x2.add(highSquares, f64x2.mul(b, b));
    }
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
