/**
 * Half the width of the interval around predictions that holds 80 % of the ratings to come: the
 * ⌈.8·(n + 1)⌉-th smallest absolute residual; NaN where there are too few to tell.
 *
 * Source: split conformal prediction, Lei et al. 2018.
 */
export function halfWidth80(residuals: Float32Array): number {
  const sorted = residuals.map((residual) => Math.abs(residual)).sort();
  return sorted[Math.ceil((sorted.length + 1) * 0.8) - 1] ?? NaN;
}
