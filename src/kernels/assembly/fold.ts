/**
 * The inner loop of folding people in, in AssemblyScript on 2-lane SIMD; see `core/list-kernels.ts`, which
 * repeats the order of every operation, so that both give the same bits in the lower triangle.
 *
 * Two rows of the matrix by two columns at a time, so that each value of the four rows is loaded once for
 * both; where that goes beyond the triangle, or the last row, what is there is of no use to anyone.
 */

/** See `ListKernels.addSquares`. */
export function addSquares(
  count: u32,
  size: u32,
  matrix: usize,
  rows: usize,
  weights: usize,
): void {
  const bytes: usize = size << 3;
  for (let k: u32 = 0; k < count; k += 4) {
    const w = weights + (<usize>k << 3);
    const q0 = rows + <usize>k * bytes;
    const q1 = q0 + bytes;
    const q2 = q1 + bytes;
    const q3 = q2 + bytes;
    for (let i: usize = 0; i < bytes; i += 16) {
      const a0 = f64x2.splat(load<f64>(w) * load<f64>(q0 + i));
      const b0 = f64x2.splat(load<f64>(w, 8) * load<f64>(q1 + i));
      const c0 = f64x2.splat(load<f64>(w, 16) * load<f64>(q2 + i));
      const d0 = f64x2.splat(load<f64>(w, 24) * load<f64>(q3 + i));
      const a1 = f64x2.splat(load<f64>(w) * load<f64>(q0 + i, 8));
      const b1 = f64x2.splat(load<f64>(w, 8) * load<f64>(q1 + i, 8));
      const c1 = f64x2.splat(load<f64>(w, 16) * load<f64>(q2 + i, 8));
      const d1 = f64x2.splat(load<f64>(w, 24) * load<f64>(q3 + i, 8));
      const m0 = matrix + <usize>size * i;
      const m1 = m0 + bytes;
      for (let j: usize = 0; j <= i; j += 16) {
        const x = v128.load(q0 + j);
        const y = v128.load(q1 + j);
        const z = v128.load(q2 + j);
        const t = v128.load(q3 + j);
        let s0 = f64x2.add(v128.load(m0 + j), f64x2.mul(a0, x));
        let s1 = f64x2.add(v128.load(m1 + j), f64x2.mul(a1, x));
        s0 = f64x2.add(s0, f64x2.mul(b0, y));
        s1 = f64x2.add(s1, f64x2.mul(b1, y));
        s0 = f64x2.add(s0, f64x2.mul(c0, z));
        s1 = f64x2.add(s1, f64x2.mul(c1, z));
        s0 = f64x2.add(s0, f64x2.mul(d0, t));
        s1 = f64x2.add(s1, f64x2.mul(d1, t));
        v128.store(m0 + j, s0);
        v128.store(m1 + j, s1);
      }
    }
  }
}
