import { checkLength, integerIn, rejectUnknownKeys } from "../check.ts";
import { Random } from "../random.ts";

/** What can be chosen about a paired bootstrap. */
export interface BootstrapOptions {
  /**
   * N values, e.g. user indices: ratings of one value are drawn together, since they err together.
   * Default: each rating is drawn by itself, which makes intervals too narrow where users have many.
   */
  readonly clusters?: ArrayLike<number>;
  /** How often the test is drawn anew. Integer in [100, 1 000 000]. Default 2000. */
  readonly draws?: number;
  /** Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
}

/** The values of {@link BootstrapOptions} where none is given. */
export const BOOTSTRAP_DEFAULTS: Readonly<{ draws: number; seed: number }> = Object.freeze({
  draws: 2000,
  seed: 1,
});

/** How much a figure of two methods differs on the same cases. */
export interface PairedDifference {
  /** The figure of A less that of B. */
  readonly difference: number;
  /** The ends of its 95 % interval; NaN where there are fewer than two clusters. */
  readonly low95: number;
  readonly high95: number;
}

/** How much the RMSE of two predictors differs on the same ratings, in stars: negative where A is better. */
export type RmseDifference = PairedDifference;

/**
 * Compares two predictors on the same ratings: the difference of their RMSE, and the percentile
 * interval that drawing clusters (users) with replacement gives. An interval without 0 is a
 * difference that other users of the kind would show too; it knows nothing of other seeds.
 *
 * @param actual - N ratings; predictions and clusters are in the same order.
 * @throws {RangeError} if the arrays differ in length, or for a wrong option.
 * @throws {TypeError} for an unknown option.
 *
 * Cost: O(N + draws · clusters). Source: Efron and Tibshirani 1993, chapter 13.
 *
 * @example
 * ```ts
 * const actual = [4, 2, 5, 3];
 * const { difference, high95 } = pairedBootstrap(actual, [4, 2, 5, 3], [3, 3, 4, 4]);
 * assert.equal(difference, -1);
 * assert.equal(high95, -1);
 * ```
 */
export function pairedBootstrap(
  actual: ArrayLike<number>,
  predictedA: ArrayLike<number>,
  predictedB: ArrayLike<number>,
  options: BootstrapOptions = {},
): RmseDifference {
  const action = "Cannot compare predictions";
  checkLength(action, "predictedA", predictedA, actual.length, "N");
  checkLength(action, "predictedB", predictedB, actual.length, "N");
  const squares = (predicted: ArrayLike<number>): Float64Array =>
    Float64Array.from(actual, (stars, n) => (predicted[n]! - stars) ** 2);
  return bootstrapped(action, squares(predictedA), squares(predictedB), Math.sqrt, options);
}

/**
 * As {@link pairedBootstrap}, for the difference of two means of values that belong together, such as
 * the nDCG of two lists for each person. Give the users as clusters where one stands there repeatedly.
 *
 * @throws {RangeError} if the arrays differ in length, or for a wrong option.
 * @throws {TypeError} for an unknown option.
 *
 * Cost: O(N + draws · clusters).
 *
 * @example
 * ```ts
 * const { difference, low95 } = pairedBootstrapOfMeans([0.5, 1], [0.25, 0.75]);
 * assert.deepEqual([difference, low95], [0.25, 0.25]);
 * ```
 */
export function pairedBootstrapOfMeans(
  valuesA: ArrayLike<number>,
  valuesB: ArrayLike<number>,
  options: BootstrapOptions = {},
): PairedDifference {
  const action = "Cannot compare means";
  checkLength(action, "valuesB", valuesB, valuesA.length, "N");
  return bootstrapped(action, valuesA, valuesB, (mean) => mean, options);
}

/** @param figure - of the mean of the terms of a method. */
function bootstrapped(
  action: string,
  termsA: ArrayLike<number>,
  termsB: ArrayLike<number>,
  figure: (mean: number) => number,
  options: BootstrapOptions,
): PairedDifference {
  rejectUnknownKeys(action, options, { ...BOOTSTRAP_DEFAULTS, clusters: [] });
  const { clusters } = options;
  const draws = integerIn(action, "draws", options.draws ?? BOOTSTRAP_DEFAULTS.draws, 100, 1e6);
  const random = new Random(options.seed ?? BOOTSTRAP_DEFAULTS.seed);
  if (clusters !== undefined) checkLength(action, "clusters", clusters, termsA.length, "N");
  const sums = clusterSums(termsA, termsB, clusters);
  const size = sums.length / WIDTH;
  const difference = drawnDifference(sums, size, figure, (k) => k);
  if (size < 2) return { difference, low95: NaN, high95: NaN };
  const drawn = Float64Array.from({ length: draws }, () =>
    drawnDifference(sums, size, figure, () => random.below(size)),
  ).sort();
  return { difference, low95: quantile(drawn, 0.025), high95: quantile(drawn, 0.975) };
}

/** Values of a cluster: how many terms it has, and those of A and of B summed over them. */
const WIDTH = 3;

function clusterSums(
  termsA: ArrayLike<number>,
  termsB: ArrayLike<number>,
  clusters: ArrayLike<number> | undefined,
): Float64Array {
  const rows = new Map<number, number>();
  const rowOf = Uint32Array.from(termsA, (_, n) => {
    if (clusters === undefined) return n;
    const row = rows.get(clusters[n]!) ?? rows.size;
    rows.set(clusters[n]!, row);
    return row;
  });
  const sums = new Float64Array(WIDTH * (clusters === undefined ? termsA.length : rows.size));
  for (const [n, row] of rowOf.entries()) {
    sums[WIDTH * row]! += 1;
    sums[WIDTH * row + 1]! += termsA[n]!;
    sums[WIDTH * row + 2]! += termsB[n]!;
  }
  return sums;
}

function drawnDifference(
  sums: Float64Array,
  size: number,
  figure: (mean: number) => number,
  rowAt: (k: number) => number,
): number {
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  for (let k = 0; k < size; k++) {
    const at = WIDTH * rowAt(k);
    count += sums[at]!;
    sumA += sums[at + 1]!;
    sumB += sums[at + 2]!;
  }
  return figure(sumA / count) - figure(sumB / count);
}

/** Linear between the two nearest of the sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (place - below) * (above - sorted[below]!);
}
