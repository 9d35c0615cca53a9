/**
 * Σ_f p[f]·q[at + f]. Four sums, so that no addition waits for the one before. One kind of array each:
 * where a function meets both, every access is several times as slow.
 */
export function dot(p: Float64Array, q: Float32Array, at: number, factors: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let f = 0;
  for (; f + 3 < factors; f += 4) {
    a += p[f]! * q[at + f]!;
    b += p[f + 1]! * q[at + f + 1]!;
    c += p[f + 2]! * q[at + f + 2]!;
    d += p[f + 3]! * q[at + f + 3]!;
  }
  for (; f < factors; f++) a += p[f]! * q[at + f]!;
  return a + b + (c + d);
}
