import { solveDense } from "../dense-solve.ts";

/** A rating of another row, which has features. */
export interface RatedOther {
  readonly features: ArrayLike<number>;
  readonly target: number;
  /** Default 1. */
  readonly weight?: number;
}

/** argmin_x Σ weight·(target − x·features)² + ridge·|x|², by the normal equations. */
export function ridgeSolution(
  rated: readonly RatedOther[],
  ridge: number,
  factors: number,
): number[] {
  const matrix = Array.from({ length: factors }, (_, i) =>
    Array.from({ length: factors }, (__, j) => (i === j ? ridge : 0)),
  );
  const right = Array<number>(factors).fill(0);
  for (const { features, target, weight = 1 } of rated) {
    for (let i = 0; i < factors; i++) {
      right[i]! += weight * target * features[i]!;
      for (let j = 0; j < factors; j++) matrix[i]![j]! += weight * features[i]! * features[j]!;
    }
  }
  return solveDense(matrix, right);
}

/** A row of features. */
export function rowOf(all: Float32Array, row: number, factors: number): Float32Array {
  return all.subarray(row * factors, (row + 1) * factors);
}

/** √mean of squares of the differences, relative to that of the first. */
export function relativeDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let [off, size] = [0, 0];
  for (let k = 0; k < left.length; k++) {
    off += (left[k]! - right[k]!) ** 2;
    size += left[k]! ** 2;
  }
  return Math.sqrt(off / size);
}
