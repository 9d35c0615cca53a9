import type { Random } from "../random.ts";

/**
 * A standard normal number, given that it lies between `low` and `high`. Exact, by rejection, at
 * 1 to 3 tries a number and with no Φ.
 *
 * Source: Robert 1995. Differs: where an interval holds no mode but is short, uniform tries.
 *
 * @param low - below `high`; −∞ for no end.
 * @param high - ∞ for no end.
 */
export function truncatedNormal(random: Random, low: number, high: number): number {
  if (low >= 0) return rightOfMode(random, low, high);
  if (high <= 0) return -rightOfMode(random, -high, -low);
  if (high - low < UNIFORM_BELOW) return uniformTries(random, low, high, 0);
  for (;;) {
    const z = random.normal();
    if (z > low && z < high) return z;
  }
}

/** √(2π): from this width on, normal tries are accepted more often than uniform ones. */
const UNIFORM_BELOW = 2.5;

/** Where the density falls by less than e^−1.25 over the interval, uniform tries do. */
const SHORT_FALL = 2.5;

function rightOfMode(random: Random, low: number, high: number): number {
  const fall = (high - low) * (high + low);
  return fall < SHORT_FALL
    ? uniformTries(random, low, high, low * low)
    : exponentialTries(random, low, high);
}

/** @param least - square of the number in the interval that is nearest to 0. */
function uniformTries(random: Random, low: number, high: number, least: number): number {
  for (;;) {
    const z = low + (high - low) * random.uniform();
    if (kept(random, (z * z - least) / 2)) return z;
  }
}

function exponentialTries(random: Random, low: number, high: number): number {
  const rate = (low + Math.sqrt(low * low + 4)) / 2;
  for (;;) {
    const z = low - Math.log(1 - random.uniform()) / rate;
    const off = z - rate;
    if (z < high && kept(random, (off * off) / 2)) return z;
  }
}

/** True with probability e^−fall; that 1 − x ≤ e^−x spares most of the exponentials. */
function kept(random: Random, fall: number): boolean {
  const u = random.uniform();
  return u <= 1 - fall || u <= Math.exp(-fall);
}
