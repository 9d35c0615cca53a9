/**
 * Factors a symmetric positive definite matrix, A = L·Lᵀ, in place.
 *
 * @param matrix - n×n, row-major; its lower triangle becomes L, the rest is left as it is.
 * @throws {RangeError} if a pivot is not above 0, naming it.
 *
 * Cost: n³/3 multiplications. Source: Golub and Van Loan, Matrix Computations, algorithm 4.2.1.
 */
export function cholesky(matrix: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    let pivot = matrix[j * n + j]!;
    for (let k = 0; k < j; k++) pivot -= matrix[j * n + k]! ** 2;
    if (!(pivot > 0)) {
      throw new RangeError(`Cannot factor the matrix: pivot ${j} must be above 0, got ${pivot}`);
    }
    const root = Math.sqrt(pivot);
    matrix[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = sum / root;
    }
  }
}

/** Solves L·Lᵀ·x = b, overwriting `b` with x. Cost: 2 n² multiplications. */
export function solveCholesky(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * b[k]!;
    b[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * b[k]!;
    b[i] = sum / factor[i * n + i]!;
  }
  return b;
}
