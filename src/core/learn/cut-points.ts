import { normalCdf, normalInterval, normalQuantile } from "../normal-distribution.ts";
import type { Random } from "../random.ts";

/** Predictions are counted on a grid from −8 to 8, since only so many are far from any cut. */
const REACH = 8;
const PER_UNIT = 32;
export const GRID: number = 2 * REACH * PER_UNIT + 1;

/** Where on the grid `f` lies, in [0, GRID − 1): its whole part is the point below. */
export function gridPlace(f: number): number {
  return Math.min(GRID - 1.001, Math.max(0, (f + REACH) * PER_UNIT));
}

/**
 * The cut points of one chain of ordered probit: a latent number g, normal around its prediction f with
 * SD 1, is seen as level k where c_k < g ≤ c_{k+1}; the first cut is −∞ and the last ∞.
 *
 * The prior is that of ordered standard normal numbers: all frequencies of levels at f = 0 are equally
 * likely. Source: Betancourt 2019, "Ordinal regression".
 */
export class CutPoints {
  /** K + 1 for K levels, rising. */
  readonly cuts: Float64Array;
  readonly #counts: Float64Array;

  /** @param counts - how often each level was seen; starts from the quantiles of these. */
  constructor(counts: Float64Array) {
    this.#counts = counts;
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0);
    this.cuts = new Float64Array(counts.length + 1).fill(Infinity);
    this.cuts[0] = -Infinity;
    let below = 0;
    for (let k = 1; k < counts.length; k++) {
      below += counts[k - 1]! + 0.5;
      this.cuts[k] = normalQuantile(below / total);
    }
  }

  /**
   * Draws each cut given the others and the predictions, all g integrated out (given g, a cut could
   * move no further than to the next g: Cowles 1996). By slices, so there is no step length to tune.
   *
   * @param tally - K × GRID, row-major: how many predictions of cells of level k lie at each point.
   * @param trust - power of the likelihood.
   *
   * Cost: O(K·GRID), however many the ratings.
   * Source: Neal 2003, "Slice sampling", stepping out and shrinkage.
   */
  redraw(tally: Float64Array, trust: number, random: Random): void {
    for (let k = 1; k < this.cuts.length - 1; k++) {
      const near = this.#counts[k - 1]! + this.#counts[k]!;
      const density = (cut: number): number => this.#logDensity(k, cut, tally, trust);
      this.cuts[k] = drawBySlice(this.cuts[k]!, 4 / Math.sqrt(1 + near), density, random);
    }
  }

  /** Log of the conditional density of cut `k` at `cut`, up to a constant. */
  #logDensity(k: number, cut: number, tally: Float64Array, trust: number): number {
    const { cuts } = this;
    if (cut <= cuts[k - 1]! || cut >= cuts[k + 1]!) return -Infinity;
    const below = logLikelihood(tally.subarray((k - 1) * GRID, k * GRID), cuts[k - 1]!, cut);
    const above = logLikelihood(tally.subarray(k * GRID, (k + 1) * GRID), cut, cuts[k + 1]!);
    return trust * (below + above) - (cut * cut) / 2;
  }
}

function logLikelihood(counts: Float64Array, low: number, high: number): number {
  let sum = 0;
  for (let at = 0; at < GRID; at++) {
    const count = counts[at]!;
    if (count === 0) continue;
    const f = at / PER_UNIT - REACH;
    sum += count * Math.log(normalInterval(low - f, high - f));
  }
  return sum;
}

function drawBySlice(
  start: number,
  width: number,
  logDensity: (x: number) => number,
  random: Random,
): number {
  const floor = logDensity(start) + Math.log(1 - random.uniform());
  let low = start - width * random.uniform();
  let high = low + width;
  while (logDensity(low) > floor) low -= width;
  while (logDensity(high) > floor) high += width;
  for (;;) {
    const x = low + (high - low) * random.uniform();
    if (logDensity(x) >= floor) return x;
    if (x < start) low = x;
    else high = x;
  }
}

/** Adds 1 at `f`, shared by the two points of the grid around it, so that means stay exact. */
export function addToTally(tally: Float64Array, level: number, f: number): void {
  const place = gridPlace(f);
  const at = Math.floor(place);
  tally[level * GRID + at]! += 1 - (place - at);
  tally[level * GRID + at + 1]! += place - at;
}

/** Mean and mean square of the stars at each point of the grid, written into two arrays of GRID. */
export function tabulateMoments(
  cuts: Float64Array,
  stars: Float64Array,
  mean: Float64Array,
  square: Float64Array,
): void {
  const [first] = stars;
  for (let at = 0; at < GRID; at++) {
    const f = at / PER_UNIT - REACH;
    mean[at] = first!;
    square[at] = first! * first!;
    for (let k = 1; k < stars.length; k++) {
      const reached = normalCdf(f - cuts[k]!);
      mean[at]! += (stars[k]! - stars[k - 1]!) * reached;
      square[at]! += (stars[k]! ** 2 - stars[k - 1]! ** 2) * reached;
    }
  }
}
