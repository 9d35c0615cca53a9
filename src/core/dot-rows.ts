const { fround } = Math;

/** Eight partial sums as two SIMD registers hold them, then added register to register, lane to lane. */
export function dotRows(
  P: Float32Array,
  p: number,
  Q: Float32Array,
  q: number,
  stride: number,
): number {
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0,
    s4 = 0,
    s5 = 0,
    s6 = 0,
    s7 = 0;
  for (let f = 0; f < stride; f += 8) {
    s0 = fround(s0 + fround(P[p + f]! * Q[q + f]!));
    s1 = fround(s1 + fround(P[p + f + 1]! * Q[q + f + 1]!));
    s2 = fround(s2 + fround(P[p + f + 2]! * Q[q + f + 2]!));
    s3 = fround(s3 + fround(P[p + f + 3]! * Q[q + f + 3]!));
    s4 = fround(s4 + fround(P[p + f + 4]! * Q[q + f + 4]!));
    s5 = fround(s5 + fround(P[p + f + 5]! * Q[q + f + 5]!));
    s6 = fround(s6 + fround(P[p + f + 6]! * Q[q + f + 6]!));
    s7 = fround(s7 + fround(P[p + f + 7]! * Q[q + f + 7]!));
  }
  const left = fround(fround(s0 + s4) + fround(s1 + s5));
  const right = fround(fround(s2 + s6) + fround(s3 + s7));
  return fround(left + right);
}
