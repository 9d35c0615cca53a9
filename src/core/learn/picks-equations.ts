import { listKernels } from "../list-kernels.ts";
import type { PicksHead, PicksView } from "./learning.ts";

/** What people are solved against in a view of the picks head. */
export type GivenSide = Pick<PicksView, "factors" | "givenFactors" | "gram"> &
  Pick<PicksHead, "unseenWeight" | "regularization">;

/**
 * The matrix of someone's least squares over all films, those in `seen` counting 1 more: lower triangle
 * of w₀·Σ q·qᵀ + Σ_seen q·qᵀ + λ·(n + w₀·films)·I.
 *
 * @param matrix - F×F; overwritten.
 * @returns what stands beside I, the ridge.
 * @param films - how many films have a training rating.
 */
export function fillNormalMatrix(
  matrix: Float64Array,
  { factors, givenFactors, gram, unseenWeight, regularization }: GivenSide,
  films: number,
  seen: ArrayLike<number>,
): number {
  for (let at = 0; at < matrix.length; at++) matrix[at] = unseenWeight * gram[at]!;
  listKernels().addSquares(matrix, factors, seen.length, (out, at, k) => {
    const from = seen[k]! * factors;
    for (let f = 0; f < factors; f++) out[at + f] = givenFactors[from + f]!;
    return 1;
  });
  const ridge = regularization * (seen.length + unseenWeight * films);
  for (let f = 0; f < factors; f++) matrix[f * factors + f]! += ridge;
  return ridge;
}
