/**
 * Φ(x): how probable it is that a standard normal number is at most `x`.
 *
 * Within 1e-15, and to 8 digits of the value in the lower tail; for an interval in the upper use
 * {@link normalInterval}. Source: Hart 1968 (algorithm 5666), as West 2005 gives it.
 */
export function normalCdf(x: number): number {
  const z = Math.abs(x);
  const tail = z > 37 ? 0 : upperTail(z);
  return x > 0 ? 1 - tail : tail;
}

/** P(low < z ≤ high) of a standard normal z, to 8 digits in both tails; 0 where `high` ≤ `low`. */
export function normalInterval(low: number, high: number): number {
  if (high <= low) return 0;
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

/**
 * Φ⁻¹(p), to 1e-12, by halving: for a handful of values, not for inner loops.
 *
 * @param p - in (0, 1).
 */
export function normalQuantile(p: number): number {
  let low = -38;
  let high = 38;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2);
  if (z < 7.07106781186547) return (density * polynomial(ABOVE, z)) / polynomial(BELOW, z);
  return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / Math.sqrt(2 * Math.PI);
}

function polynomial(coefficients: readonly number[], z: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * z + coefficient;
  return sum;
}

const ABOVE = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
] as const;
const BELOW = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
] as const;
