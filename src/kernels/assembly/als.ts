/**
 * The inner loops of weighted factorisation in AssemblyScript, on 4-lane SIMD. Sizes are checked by
 * callers; every pointer is 16-byte aligned and `width` (floats a row) is a multiple of 8. The order
 * of every operation is repeated by `core/als-kernels.ts`, so that both give the same bits.
 *
 * Cells lie feature by feature, four cells in four lanes, so that sums over cells need lanes to be added
 * only once a row: half the instructions of rows as they are, whose every product needs a lane spread
 * out (measured: .53 × the time on MovieLens 1M, F = 64). Blocks of four features, as the sums of ten
 * products and four gradients fit into 16 registers; of eight they do not.
 */

/** Bytes of four features of a row, and of four cells of such a block. */
const BLOCK: usize = 16;
const CELLS: usize = 64;
/** Bytes of the upper half of a 4×4 matrix in four lanes, and of its inverse. */
const MATRIX: usize = 160;
const INVERSE: usize = 64;
/** Groups of four cells that are packed at a time: their rows fit into the first cache. */
const CHUNK: usize = 8;

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

/** a − x·y */
// @ts-ignore: decorator
@inline
function minus(a: v128, x: v128, y: v128): v128 {
  return f32x4.sub(a, f32x4.mul(x, y));
}

// A 4×4 transpose is the first two lanes of a and b, and of c and d, put together; then the last two.

// @ts-ignore: decorator
@inline
function firsts(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

// @ts-ignore: decorator
@inline
function lasts(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

// @ts-ignore: decorator
@inline
function fronts(ab: v128, cd: v128): v128 {
  return v128.shuffle<f32>(ab, cd, 0, 1, 4, 5);
}

// @ts-ignore: decorator
@inline
function backs(ab: v128, cd: v128): v128 {
  return v128.shuffle<f32>(ab, cd, 2, 3, 6, 7);
}

/** The lanes of each added, as `sumOf` does. */
// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = firsts(a, b);
  const AB = lasts(a, b);
  const cd = firsts(c, d);
  const CD = lasts(c, d);
  return f32x4.add(
    f32x4.add(fronts(ab, cd), backs(ab, cd)),
    f32x4.add(fronts(AB, CD), backs(AB, CD)),
  );
}

/** See `AlsLoops.solveRows`. Its blocks' loop is here in full: its sums stay in registers. */
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
  backward: u32,
  passes: u32,
): void {
  const bytes = <usize>width << 2;
  const blocks = bytes / BLOCK;
  const quads = (blocks + 3) >> 2;
  const diagonal = scratch + quads * 4 * MATRIX;
  const inverses = diagonal + quads * MATRIX;
  const addresses = inverses + quads * 4 * INVERSE;
  const zeros = addresses + CHUNK * 16 + 16;
  const left = zeros + bytes;
  const base = <usize>load<u32>(rowStart + (<usize>first << 2));
  memory.fill(zeros, 0, bytes);
  fillDiagonal(diagonal, gram, bytes, quads);
  for (let row: usize = first; row < end; row++) {
    const begin = <usize>load<u32>(rowStart + (row << 2)) - base;
    const count = <usize>load<u32>(rowStart + (row << 2), 4) - base - begin;
    const own = rows + row * bytes;
    if (count == 0) {
      memory.fill(own, 0, bytes);
      continue;
    }
    const decay = load<f32>(ridge + (row << 2));
    const groups = (count + 3) >> 2;
    const apart = groups * CELLS;
    const after = left + (groups << 4);
    aim(count, stars + (begin << 2), left, neutral, worth);
    pack(count, bytes, otherOf + (begin << 2), own, others, left, packed, scratch, addresses, zeros);
    invert(scratch, diagonal, inverses, decay, blocks, quads);
    let block: usize = backward ? bytes - BLOCK : 0;
    let cells = packed + (block / BLOCK) * apart;
    let g0 = f32x4.splat(0);
    let g1 = f32x4.splat(0);
    let g2 = f32x4.splat(0);
    let g3 = f32x4.splat(0);
    let q = cells;
    for (let at = left; at < after; at += 16) {
      const r = v128.load(at);
      g0 = plus(g0, r, v128.load(q));
      g1 = plus(g1, r, v128.load(q, 16));
      g2 = plus(g2, r, v128.load(q, 32));
      g3 = plus(g3, r, v128.load(q, 48));
      q += CELLS;
    }
    for (let steps = blocks * passes; ; ) {
      const gradient = sums(g0, g1, g2, g3);
      const step = stepOf(gradient, gram, own, block, decay, bytes, inverses);
      v128.store(own + block, f32x4.add(v128.load(own + block), step));
      if (--steps == 0) break;
      if (backward) block = (block == 0 ? bytes : block) - BLOCK;
      else block = block + BLOCK == bytes ? 0 : block + BLOCK;
      // What is left follows the step, and the next block's gradient is gathered from it.
      const x0 = v128.shuffle<f32>(step, step, 0, 0, 0, 0);
      const x1 = v128.shuffle<f32>(step, step, 1, 1, 1, 1);
      const x2 = v128.shuffle<f32>(step, step, 2, 2, 2, 2);
      const x3 = v128.shuffle<f32>(step, step, 3, 3, 3, 3);
      g0 = f32x4.splat(0);
      g1 = f32x4.splat(0);
      g2 = f32x4.splat(0);
      g3 = f32x4.splat(0);
      q = cells;
      cells = packed + (block / BLOCK) * apart;
      let next = cells;
      for (let at = left; at < after; at += 16) {
        let r = v128.load(at);
        r = minus(r, x0, v128.load(q));
        r = minus(r, x1, v128.load(q, 16));
        r = minus(r, x2, v128.load(q, 32));
        r = minus(r, x3, v128.load(q, 48));
        v128.store(at, r);
        g0 = plus(g0, r, v128.load(next));
        g1 = plus(g1, r, v128.load(next, 16));
        g2 = plus(g2, r, v128.load(next, 32));
        g3 = plus(g3, r, v128.load(next, 48));
        q += CELLS;
        next += CELLS;
      }
    }
  }
}

/** What each cell's score is drawn to; 0 for what fills up the last four. */
// @ts-ignore: decorator
@inline
function aim(count: usize, stars: usize, left: usize, neutral: f32, worth: f32): void {
  const c = f32x4.splat(neutral);
  const a = f32x4.splat(worth);
  const none = f32x4.splat(0);
  const whole = count & ~3;
  for (let at: usize = 0; at < whole << 2; at += 16) {
    const y = f32x4.mul(f32x4.sub(v128.load(stars + at), c), a);
    v128.store(left + at, f32x4.max(none, y));
  }
  if (whole == count) return;
  v128.store(left + (whole << 2), none);
  for (let k = whole; k < count; k++) {
    const y = (load<f32>(stars + (k << 2)) - neutral) * worth;
    store<f32>(left + (k << 2), max<f32>(0, y));
  }
}

/**
 * The rows that cells meet, turned so that features of four cells lie side by side, block by block; the
 * sums of their products within each block; and what is left of what cells are drawn to. What is
 * gathered once is then read in order by every block. Rows of a chunk are fetched first of all, many at
 * a time, since none waits for another (measured at 10 M ratings: .68 × the time of films, whose users
 * no cache holds).
 */
// @ts-ignore: decorator
@inline
function pack(
  count: usize,
  bytes: usize,
  other: usize,
  own: usize,
  others: usize,
  left: usize,
  packed: usize,
  matrices: usize,
  addresses: usize,
  zeros: usize,
): void {
  const groups = (count + 3) >> 2;
  memory.fill(matrices, 0, (bytes / BLOCK) * MATRIX);
  for (let from: usize = 0; from < groups; from += CHUNK) {
    const to = min(from + CHUNK, groups);
    let fetched: u32 = 0;
    for (let k = from << 2; k < to << 2; k++) {
      const q = k < count ? others + <usize>load<u32>(other + (k << 2)) * bytes : zeros;
      store<u32>(addresses + ((k - (from << 2)) << 2), <u32>q);
      for (let f: usize = 0; f < bytes; f += 64) fetched |= load<u32>(q + f);
    }
    store<u32>(addresses + CHUNK * 16, fetched); // else there is no need to fetch
    let matrix = matrices;
    let out = packed + from * CELLS;
    for (let block: usize = 0; block < bytes; block += BLOCK) {
      const p = own + block;
      let h00 = v128.load(matrix);
      let h01 = v128.load(matrix, 16);
      let h02 = v128.load(matrix, 32);
      let h03 = v128.load(matrix, 48);
      let h11 = v128.load(matrix, 64);
      let h12 = v128.load(matrix, 80);
      let h13 = v128.load(matrix, 96);
      let h22 = v128.load(matrix, 112);
      let h23 = v128.load(matrix, 128);
      let h33 = v128.load(matrix, 144);
      let from4 = addresses;
      let to4 = out;
      for (let at = left + (from << 4); at < left + (to << 4); at += 16) {
        const a = v128.load(<usize>load<u32>(from4) + block);
        const b = v128.load(<usize>load<u32>(from4, 4) + block);
        const c = v128.load(<usize>load<u32>(from4, 8) + block);
        const d = v128.load(<usize>load<u32>(from4, 12) + block);
        const ab = firsts(a, b);
        const AB = lasts(a, b);
        const cd = firsts(c, d);
        const CD = lasts(c, d);
        const q0 = fronts(ab, cd);
        const q1 = backs(ab, cd);
        const q2 = fronts(AB, CD);
        const q3 = backs(AB, CD);
        v128.store(to4, q0);
        v128.store(to4, q1, 16);
        v128.store(to4, q2, 32);
        v128.store(to4, q3, 48);
        let r = v128.load(at);
        r = minus(r, splat(p, 0), q0);
        r = minus(r, splat(p, 1), q1);
        r = minus(r, splat(p, 2), q2);
        r = minus(r, splat(p, 3), q3);
        v128.store(at, r);
        h00 = plus(h00, q0, q0);
        h01 = plus(h01, q0, q1);
        h02 = plus(h02, q0, q2);
        h03 = plus(h03, q0, q3);
        h11 = plus(h11, q1, q1);
        h12 = plus(h12, q1, q2);
        h13 = plus(h13, q1, q3);
        h22 = plus(h22, q2, q2);
        h23 = plus(h23, q2, q3);
        h33 = plus(h33, q3, q3);
        from4 += 16;
        to4 += CELLS;
      }
      v128.store(matrix, h00);
      v128.store(matrix, h01, 16);
      v128.store(matrix, h02, 32);
      v128.store(matrix, h03, 48);
      v128.store(matrix, h11, 64);
      v128.store(matrix, h12, 80);
      v128.store(matrix, h13, 96);
      v128.store(matrix, h22, 112);
      v128.store(matrix, h23, 128);
      v128.store(matrix, h33, 144);
      matrix += MATRIX;
      out += groups * CELLS;
    }
  }
}

/** The blocks of G on its diagonal, four of them in four lanes; the last stands in for those beyond it. */
// @ts-ignore: decorator
@inline
function fillDiagonal(diagonal: usize, gram: usize, bytes: usize, quads: usize): void {
  for (let k: usize = 0; k < quads << 2; k++) {
    const block = min(k * BLOCK, bytes - BLOCK);
    let to = diagonal + (k >> 2) * MATRIX + ((k & 3) << 2);
    for (let i: usize = 0; i < 4; i++) {
      const row = gram + ((block >> 2) + i) * bytes + block;
      for (let j = i; j < 4; j++) {
        store<f32>(to, load<f32>(row + (j << 2)));
        to += 16;
      }
    }
  }
}

/** An entry of the matrices of four blocks. */
// @ts-ignore: decorator
@inline
function entry(a: usize, b: usize, c: usize, d: usize, diagonal: usize, at: usize): v128 {
  const cells = sums(v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at));
  return f32x4.add(cells, v128.load(diagonal + at));
}

/** A column of the inverses of four blocks. */
// @ts-ignore: decorator
@inline
function putColumn(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = firsts(a, b);
  const AB = lasts(a, b);
  const cd = firsts(c, d);
  const CD = lasts(c, d);
  v128.store(to, fronts(ab, cd));
  v128.store(to, backs(ab, cd), 64);
  v128.store(to, fronts(AB, CD), 128);
  v128.store(to, backs(AB, CD), 192);
}

/** The inverses of all blocks' matrices, four at a time in four lanes: H = L·D·Lᵀ, H⁻¹ = L⁻ᵀ·D⁻¹·L⁻¹. */
// @ts-ignore: decorator
@inline
function invert(
  matrices: usize,
  diagonal: usize,
  inverses: usize,
  decay: f32,
  blocks: usize,
  quads: usize,
): void {
  const ridge = f32x4.splat(decay);
  const one = f32x4.splat(1);
  for (let quad: usize = 0; quad < quads; quad++) {
    const k = quad << 2;
    const a = matrices + k * MATRIX;
    const b = matrices + min(k + 1, blocks - 1) * MATRIX;
    const c = matrices + min(k + 2, blocks - 1) * MATRIX;
    const d = matrices + min(k + 3, blocks - 1) * MATRIX;
    const g = diagonal + quad * MATRIX;
    const h00 = f32x4.add(entry(a, b, c, d, g, 0), ridge);
    const h01 = entry(a, b, c, d, g, 16);
    const h02 = entry(a, b, c, d, g, 32);
    const h03 = entry(a, b, c, d, g, 48);
    const h11 = f32x4.add(entry(a, b, c, d, g, 64), ridge);
    const h12 = entry(a, b, c, d, g, 80);
    const h13 = entry(a, b, c, d, g, 96);
    const h22 = f32x4.add(entry(a, b, c, d, g, 112), ridge);
    const h23 = entry(a, b, c, d, g, 128);
    const h33 = f32x4.add(entry(a, b, c, d, g, 144), ridge);
    const d0 = f32x4.div(one, h00);
    const l10 = f32x4.mul(h01, d0);
    const l20 = f32x4.mul(h02, d0);
    const l30 = f32x4.mul(h03, d0);
    const m12 = minus(h12, l10, h02);
    const m13 = minus(h13, l10, h03);
    const d1 = f32x4.div(one, minus(h11, l10, h01));
    const l21 = f32x4.mul(m12, d1);
    const l31 = f32x4.mul(m13, d1);
    const m23 = minus(minus(h23, l20, h03), l21, m13);
    const d2 = f32x4.div(one, minus(minus(h22, l20, h02), l21, m12));
    const l32 = f32x4.mul(m23, d2);
    const d3 = f32x4.div(one, minus(minus(minus(h33, l30, h03), l31, m13), l32, m23));
    const w10 = f32x4.neg(l10);
    const w20 = minus(f32x4.neg(l20), l21, w10);
    const w30 = minus(minus(f32x4.neg(l30), l31, w10), l32, w20);
    const w21 = f32x4.neg(l21);
    const w31 = minus(f32x4.neg(l31), l32, w21);
    const w32 = f32x4.neg(l32);
    const x10 = f32x4.mul(w10, d1);
    const x20 = f32x4.mul(w20, d2);
    const x21 = f32x4.mul(w21, d2);
    const x30 = f32x4.mul(w30, d3);
    const x31 = f32x4.mul(w31, d3);
    const x32 = f32x4.mul(w32, d3);
    const i00 = plus(plus(plus(d0, x10, w10), x20, w20), x30, w30);
    const i01 = plus(plus(x10, x20, w21), x30, w31);
    const i02 = plus(x20, x30, w32);
    const i11 = plus(plus(d1, x21, w21), x31, w31);
    const i12 = plus(x21, x31, w32);
    const i22 = plus(d2, x32, w32);
    const to = inverses + k * INVERSE;
    putColumn(to, i00, i01, i02, x30);
    putColumn(to + 16, i01, i11, i12, x31);
    putColumn(to + 32, i02, i12, i22, x32);
    putColumn(to + 48, x30, x31, x32, d3);
  }
}

/** How far a block's features are to go: H⁻¹ times what cells, G and the ridge draw them to. */
// @ts-ignore: decorator
@inline
function stepOf(
  gradient: v128,
  gram: usize,
  own: usize,
  block: usize,
  decay: f32,
  bytes: usize,
  inverses: usize,
): v128 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let g = gram + (block >> 2) * bytes;
  for (let f: usize = 0; f < bytes; f += 16) {
    const p = v128.load(own + f);
    s0 = plus(s0, p, v128.load(g));
    s1 = plus(s1, p, v128.load(g + bytes));
    s2 = plus(s2, p, v128.load(g + 2 * bytes));
    s3 = plus(s3, p, v128.load(g + 3 * bytes));
    g += 16;
  }
  const pull = plus(sums(s0, s1, s2, s3), f32x4.splat(decay), v128.load(own + block));
  const down = f32x4.sub(gradient, pull);
  const column = inverses + (block / BLOCK) * INVERSE;
  let step = f32x4.mul(v128.shuffle<f32>(down, down, 0, 0, 0, 0), v128.load(column));
  step = plus(step, v128.shuffle<f32>(down, down, 1, 1, 1, 1), v128.load(column, 16));
  step = plus(step, v128.shuffle<f32>(down, down, 2, 2, 2, 2), v128.load(column, 32));
  return plus(step, v128.shuffle<f32>(down, down, 3, 3, 3, 3), v128.load(column, 48));
}

/** Rows that are added at a time: they fit into the first cache. */
const TILE: usize = 64;

/** See `AlsLoops.addGram`. */
export function addGram(first: u32, end: u32, width: u32, rows: usize, gram: usize): void {
  const bytes = <usize>width << 2;
  const stop = rows + <usize>end * bytes;
  for (let from = rows + <usize>first * bytes; from < stop; from += TILE * bytes) {
    addTile(from, min(from + TILE * bytes, stop), bytes, gram);
  }
}

// @ts-ignore: decorator
@inline
function addTile(begin: usize, stop: usize, bytes: usize, gram: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    for (let j: usize = i & ~31; j < bytes; j += 32) {
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
