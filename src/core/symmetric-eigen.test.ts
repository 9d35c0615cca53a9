import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

function symmetric(n: number, seed: number): Float64Array {
  const random = new Random(seed);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random.normal();
  }
  return matrix;
}

function row(vectors: Float64Array, k: number, n: number): Float64Array {
  return vectors.subarray(k * n, (k + 1) * n);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

const CASES = fc.record({
  n: fc.integer({ min: 1, max: 24 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe("symmetricEigen() of random matrices", () => {
  test("gives A·v = λ·v, orthonormal vectors, falling values and the trace", () => {
    fc.assert(
      fc.property(CASES, ({ n, seed }) => {
        const matrix = symmetric(n, seed);
        const { values, vectors } = symmetricEigen(matrix, n);
        const size = Math.sqrt(dot(matrix, matrix));
        for (let k = 0; k < n; k++) {
          const v = row(vectors, k, n);
          for (let i = 0; i < n; i++) {
            const product = dot(row(matrix, i, n), v);
            expect(Math.abs(product - values[k]! * v[i]!)).toBeLessThan(1e-10 * size);
          }
          for (let j = 0; j <= k; j++) {
            const wanted = j === k ? 1 : 0;
            expect(Math.abs(dot(v, row(vectors, j, n)) - wanted)).toBeLessThan(1e-12);
          }
        }
        expect([...values]).toEqual([...values].toSorted((a, b) => b - a));
        let trace = 0;
        for (let k = 0; k < n; k++) trace += matrix[k * n + k]!;
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - trace)).toBeLessThan(
          1e-12 * n * size,
        );
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe("symmetricEigen()", () => {
  test.each([
    { matrix: [7], n: 1, wanted: [7] },
    { matrix: [2, 1, 1, 2], n: 2, wanted: [3, 1] },
    { matrix: [0, 1, 1, 0], n: 2, wanted: [1, -1] },
    { matrix: [1, 1e-9, 1e-9, 1], n: 2, wanted: [1 + 1e-9, 1 - 1e-9] },
    { matrix: [2, -1, 0, -1, 2, -1, 0, -1, 2], n: 3, wanted: [2 + Math.SQRT2, 2, 2 - Math.SQRT2] },
    { matrix: [1, 2, 3, 2, 4, 6, 3, 6, 9], n: 3, wanted: [14, 0, 0] },
    { matrix: [1, 0, 0, 0, 3, 0, 0, 0, 2], n: 3, wanted: [3, 2, 1] },
  ])("knows the values of $matrix", ({ matrix, n, wanted }) => {
    const { values } = symmetricEigen(Float64Array.from(matrix), n);
    for (const [k, value] of wanted.entries()) expect(values[k]).toBeCloseTo(value, 12);
  });

  test("gives the vectors of [2, 1; 1, 2] up to their sign", () => {
    const { vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(Math.abs(vectors[0]! + vectors[1]!)).toBeCloseTo(Math.SQRT2, 12);
    expect(vectors[2]! + vectors[3]!).toBeCloseTo(0, 12);
  });

  test("gives zeros and orthonormal vectors for a matrix of zeros", () => {
    const { values, vectors } = symmetricEigen(new Float64Array(9), 3);
    expect([...values]).toEqual([0, 0, 0]);
    expect([...vectors]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  test("does not change the matrix", () => {
    const matrix = symmetric(5, 1);
    const before = matrix.slice();
    symmetricEigen(matrix, 5);
    expect(matrix).toEqual(before);
  });

  test.each([1e-60, 1e60])("does not mind the unit: %d times the matrix", (unit) => {
    const matrix = symmetric(6, 2);
    const { values } = symmetricEigen(matrix, 6);
    const scaled = symmetricEigen(
      matrix.map((value) => value * unit),
      6,
    ).values;
    for (let k = 0; k < 6; k++) expect(scaled[k]! / unit).toBeCloseTo(values[k]!, 10);
  });

  test("ends where numbers are none", () => {
    const { values } = symmetricEigen(new Float64Array(25).fill(NaN), 5);
    expect(values.every((value) => Number.isNaN(value))).toBe(true);
  });
});
