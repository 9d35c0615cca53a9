import { subtractProduct, subtractProducts } from "./subtract-products.ts";

/** Columns handled together: 64 rows of 64 numbers stay in the first two levels of cache; 128 are no faster. */
export const CHOLESKY_BLOCK = 64;

/** Of a matrix that is in the cache whole, nearly all is to be done four rows by two columns at a time. */
const SMALL = 2 * CHOLESKY_BLOCK;
const SMALL_BLOCK = 8;

/**
 * Factors a symmetric positive definite matrix, A = L·Lᵀ, in place.
 *
 * @param matrix - n×n, row-major; its lower triangle becomes L, the rest is left as it is.
 * @throws {RangeError} if a pivot is not above 0, naming it.
 *
 * Cost: n³/6 multiplications; 3.5 s for n = 3,500 on one core. By blocks of columns, with the bits of
 * the plain loops. Source: Golub and Van Loan, Matrix Computations, section 4.2.
 */
export function cholesky(matrix: Float64Array, n: number): void {
  const block = n <= SMALL ? SMALL_BLOCK : CHOLESKY_BLOCK;
  for (let start = 0; start < n; start += block) {
    const end = Math.min(n, start + block);
    for (let k = 0; k < start; k += CHOLESKY_BLOCK) {
      const endK = Math.min(start, k + CHOLESKY_BLOCK);
      for (let i = start; i < end; i++) {
        for (let j = start; j <= i; j++) subtractProduct(matrix, n, i, j, k, endK);
      }
      subtractProducts(matrix, n, [end, n], [start, end], [k, endK]);
    }
    for (let i = start; i < n; i++) finishRow(matrix, n, i, start, end);
  }
}

/** Of the block of columns: what its own columns before each take from it, and the division. */
function finishRow(matrix: Float64Array, n: number, i: number, start: number, end: number): void {
  for (let j = start; j < Math.min(i, end); j++) {
    subtractProduct(matrix, n, i, j, start, j);
    matrix[i * n + j]! /= matrix[j * n + j]!;
  }
  if (i >= end) return;
  subtractProduct(matrix, n, i, i, start, i);
  const pivot = matrix[i * n + i]!;
  if (!(pivot > 0)) {
    throw new RangeError(`Cannot factor the matrix: pivot ${i} must be above 0, got ${pivot}`);
  }
  matrix[i * n + i] = Math.sqrt(pivot);
}

/** Solves L·Lᵀ·x = b, overwriting `b` with x. Cost: n² multiplications. */
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

/** bᵀ·(L·Lᵀ)⁻¹·b, overwriting `b`. Cost: n²/2 multiplications. */
export function inverseForm(factor: Float64Array, n: number, b: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let x = b[i]!;
    for (let k = 0; k < i; k++) x -= factor[row + k]! * b[k]!;
    x /= factor[row + i]!;
    b[i] = x;
    squares += x * x;
  }
  return squares;
}
