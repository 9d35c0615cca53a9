import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";
import { SymmetricInverse } from "./symmetric-inverse.ts";

/** Lower triangle of B·Bᵀ + n·I, with nonsense above the diagonal, and the whole of it. */
function made(n: number, random: Random): { lower: Float64Array; whole: Float64Array } {
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  const whole = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? n : 0;
      for (let k = 0; k < n; k++) sum += b[i * n + k]! * b[j * n + k]!;
      whole[i * n + j] = sum;
    }
  }
  const lower = whole.map((value, at) => (at % n > Math.floor(at / n) ? 77 : value));
  return { lower, whole };
}

function product(matrix: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j]! * value, 0));
}

const CASES = fc.record({
  n: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 60, max: 140 })),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

describe("SymmetricInverse", () => {
  test("gives back what the matrix was multiplied by", () => {
    fc.assert(
      fc.property(CASES, ({ n, seed }) => {
        const random = new Random(seed);
        const { lower, whole } = made(n, random);
        const x = Float64Array.from({ length: n }, () => random.normal());
        const found = new SymmetricInverse(lower, n).times(product(whole, x));
        for (let i = 0; i < n; i++) expect(found[i]).toBeCloseTo(x[i]!, 9);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test("has the diagonal of the inverse, and halves whose squares sum to bᵀ·A⁻¹·b", () => {
    for (const n of [1, 5, 64, 130]) {
      const random = new Random(n);
      const inverse = new SymmetricInverse(made(n, random).lower, n);
      const b = Float64Array.from({ length: n }, () => random.normal());
      const whole = inverse.times(b).reduce((sum, value, i) => sum + value * b[i]!, 0);
      const half = inverse.half(b).reduce((sum, value) => sum + value * value, 0);
      expect(half).toBeCloseTo(whole, 10);
      for (const j of [0, Math.floor(n / 2), n - 1]) {
        const unit = new Float64Array(n);
        unit[j] = 1;
        expect(inverse.diagonalAt(j)).toBeCloseTo(inverse.times(unit)[j]!, 12);
      }
    }
  });

  test("is by hand that of two rows", () => {
    // Of 4 2 | 2 5: 5 −2 | −2 4, over 16.
    const inverse = new SymmetricInverse(Float64Array.of(4, 0, 2, 5), 2);
    expect(inverse.size).toBe(2);
    expect(inverse.times([1, 0])[1]).toBeCloseTo(-2 / 16, 15);
    expect([inverse.diagonalAt(0), inverse.diagonalAt(1)]).toEqual([5 / 16, 4 / 16]);
  });

  test("refuses a matrix that has no factor", () => {
    expect(() => new SymmetricInverse(Float64Array.of(1, 0, 2, 1), 2)).toThrow(RangeError);
  });

  test("of no rows has nothing", () => {
    expect(new SymmetricInverse(new Float64Array(0), 0).times([])).toHaveLength(0);
  });
});
