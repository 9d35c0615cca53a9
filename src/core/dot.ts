/** Σ_f p[f]·q[at + f]. Four sums, so that no addition waits for the one before. */
export function dot(
  p: Float64Array,
  q: Float32Array | Float64Array,
  at: number,
  factors: number,
): number {
  let [a, b, c, d] = [0, 0, 0, 0];
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
