import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";
import { cholesky, inverseForm, solveCholesky } from "./cholesky.ts";

/** B·Bᵀ + n·I: symmetric, positive definite, of modest condition. */
function positiveDefinite(n: number, random: Random): Float64Array {
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? n : 0;
      for (let k = 0; k < n; k++) sum += b[i * n + k]! * b[j * n + k]!;
      matrix[i * n + j] = sum;
    }
  }
  return matrix;
}

/** Algorithm 4.2.1 of Golub and Van Loan as it stands there, a column at a time. */
function plainCholesky(matrix: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j]!;
    }
  }
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

const CASES = fc.record({
  n: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

test("inverseForm() is b times what solveCholesky() makes of it", () => {
  fc.assert(
    fc.property(CASES, ({ n, seed }) => {
      const random = new Random(seed);
      const factor = positiveDefinite(n, random);
      cholesky(factor, n);
      const b = Float64Array.from({ length: n }, () => random.normal());
      const solved = solveCholesky(factor, n, b.slice());
      const wanted = b.reduce((sum, value, k) => sum + value * solved[k]!, 0);
      expect(inverseForm(factor, n, b)).toBeCloseTo(wanted, 10);
    }),
    { seed: 1 },
  );
});

describe("cholesky()", () => {
  test("gives L with L·Lᵀ = A, to rounding", () => {
    fc.assert(
      fc.property(CASES, ({ n, seed }) => {
        const matrix = positiveDefinite(n, new Random(seed));
        const factor = matrix.slice();
        cholesky(factor, n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j <= i; j++) {
            let product = 0;
            for (let k = 0; k <= j; k++) product += factor[i * n + k]! * factor[j * n + k]!;
            // Higham 2002, theorem 10.3: |A − L·Lᵀ| ≤ γ_{n+1}·√(a_ii·a_jj), twice that for our own sum.
            const bound =
              2 * (n + 2) * 2 ** -53 * Math.sqrt(matrix[i * n + i]! * matrix[j * n + j]!);
            expect(Math.abs(product - matrix[i * n + j]!)).toBeLessThanOrEqual(bound);
          }
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test("has the bits of the plain loops, however many blocks there are", () => {
    for (const n of [63, 64, 65, 131, 200]) {
      const matrix = positiveDefinite(n, new Random(n));
      const blocked = matrix.slice();
      cholesky(blocked, n);
      plainCholesky(matrix, n);
      expect(blocked).toEqual(matrix);
    }
  });

  test("names the pivot that fails in a later block", () => {
    const n = 150;
    const matrix = positiveDefinite(n, new Random(1));
    matrix[140 * n + 140] = -1;
    expect(() => cholesky(matrix, n)).toThrow("pivot 140 must be above 0, got -");
  });

  test("leaves what stands above the diagonal as it is", () => {
    const matrix = Float64Array.of(4, 77, 2, 5);
    cholesky(matrix, 2);
    expect([...matrix]).toEqual([2, 77, 1, 2]);
  });

  test.each([
    ["zero", [0], 0, 0],
    ["negative", [-1], 0, -1],
    ["singular", [1, 1, 1, 1], 1, 0],
    ["indefinite", [1, 2, 2, 1], 1, -3],
    ["not a number", [NaN], 0, NaN],
  ])("gives a RangeError for a matrix that is %s", (_, values, pivot, found) => {
    const factor = (): void => cholesky(Float64Array.from(values), Math.sqrt(values.length));
    expect(factor).toThrow(RangeError);
    expect(factor).toThrow(
      `Cannot factor the matrix: pivot ${pivot} must be above 0, got ${found}`,
    );
  });
});

describe("solveCholesky()", () => {
  test("leaves a residual no larger than rounding does", () => {
    fc.assert(
      fc.property(CASES, ({ n, seed }) => {
        const random = new Random(seed);
        const matrix = positiveDefinite(n, random);
        const b = Float64Array.from({ length: n }, () => random.normal());
        const factor = matrix.slice();
        cholesky(factor, n);
        const x = solveCholesky(factor, n, b.slice());
        for (let i = 0; i < n; i++) {
          let sum = -b[i]!;
          for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * x[j]!;
          // Higham 2002, theorem 10.4: |A·x − b| ≤ γ_{3n+1}·|L|·|Lᵀ|·|x|, and |L|·|Lᵀ| ≤ n·max|A|.
          const bound = (3 * n + 2) * 2 ** -53 * n * n * largest(matrix) * largest(x);
          expect(Math.abs(sum)).toBeLessThanOrEqual(bound);
        }
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test("overwrites the right side and returns it", () => {
    const factor = Float64Array.of(2);
    cholesky(factor, 1);
    const b = Float64Array.of(6);
    expect(solveCholesky(factor, 1, b)).toBe(b);
    expect(b[0]).toBeCloseTo(3, 12);
  });
});
