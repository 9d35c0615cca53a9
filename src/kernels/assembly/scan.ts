/**
 * The scan over films in AssemblyScript on 4-lane SIMD; see `core/list-kernels.ts`. `core/dot-rows.ts` repeats the order
 * of every operation, so that both give the same bits. Rows are of `width` floats, a multiple of 8; every
 * pointer is 16-byte aligned.
 *
 * Four rows at a time: one row alone waits for its own additions, 1.9 times as long for 64 features.
 */

import { dotRows } from "./lanes";

/** See `FilmScanner.scan`. */
export function scan(
  first: u32,
  end: u32,
  width: u32,
  features: usize,
  open: usize,
  found: usize,
  person: usize,
  least: f32,
): u32 {
  const bytes: usize = width << 2;
  const lowest = f32x4.splat(least);
  let out = found;
  let q = features + <usize>first * bytes;
  let row = first;
  for (; row + 4 <= end; row += 4, q += bytes << 2) {
    const four = (load<u32>(open + ((row >>> 5) << 2)) >>> (row & 31)) & 15;
    if (four == 0) continue;
    const scores = dotFour(person, q, bytes);
    let hits = <u32>i32x4.bitmask(f32x4.ge(scores, lowest)) & four;
    while (hits != 0) {
      store<u32>(out, row + ctz<u32>(hits));
      out += 4;
      hits &= hits - 1;
    }
  }
  for (; row < end; row++, q += bytes) {
    if (((load<u32>(open + ((row >>> 5) << 2)) >>> (row & 31)) & 1) == 0) continue;
    if (!(dotRows(person, q, bytes) >= least)) continue;
    store<u32>(out, row);
    out += 4;
  }
  return <u32>((out - found) >>> 2);
}

/** What `dotRows` gives for each of four rows, one a lane. */
// @ts-ignore: decorator
@inline
function dotFour(p: usize, q: usize, bytes: usize): v128 {
  const q1 = q + bytes;
  const q2 = q1 + bytes;
  const q3 = q2 + bytes;
  let e0 = f32x4.splat(0);
  let e1 = f32x4.splat(0);
  let e2 = f32x4.splat(0);
  let e3 = f32x4.splat(0);
  let o0 = f32x4.splat(0);
  let o1 = f32x4.splat(0);
  let o2 = f32x4.splat(0);
  let o3 = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    const even = v128.load(p + at);
    e0 = f32x4.add(e0, f32x4.mul(even, v128.load(q + at)));
    e1 = f32x4.add(e1, f32x4.mul(even, v128.load(q1 + at)));
    e2 = f32x4.add(e2, f32x4.mul(even, v128.load(q2 + at)));
    e3 = f32x4.add(e3, f32x4.mul(even, v128.load(q3 + at)));
    const odd = v128.load(p + at, 16);
    o0 = f32x4.add(o0, f32x4.mul(odd, v128.load(q + at, 16)));
    o1 = f32x4.add(o1, f32x4.mul(odd, v128.load(q1 + at, 16)));
    o2 = f32x4.add(o2, f32x4.mul(odd, v128.load(q2 + at, 16)));
    o3 = f32x4.add(o3, f32x4.mul(odd, v128.load(q3 + at, 16)));
  }
  const s0 = f32x4.add(e0, o0);
  const s1 = f32x4.add(e1, o1);
  const s2 = f32x4.add(e2, o2);
  const s3 = f32x4.add(e3, o3);
  // Lanes of four sums side by side: neighbours are added, then halves, as `sumOf` does.
  const a = v128.shuffle<f32>(s0, s1, 0, 2, 4, 6); // s0: 0, 2; s1: 0, 2
  const b = v128.shuffle<f32>(s0, s1, 1, 3, 5, 7);
  const c = v128.shuffle<f32>(s2, s3, 0, 2, 4, 6);
  const d = v128.shuffle<f32>(s2, s3, 1, 3, 5, 7);
  const low = f32x4.add(a, b); // s0: left, right; s1: left, right
  const high = f32x4.add(c, d);
  const left = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
  const right = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
  return f32x4.add(left, right);
}
