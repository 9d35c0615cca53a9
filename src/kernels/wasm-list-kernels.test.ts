import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { dotRows } from "../core/dot-rows.ts";
import { listKernels, makeListsWith } from "../core/list-kernels.ts";
import { Random } from "../core/random.ts";
import { fastestListKernels } from "./wasm-list-kernels.ts";

const simd = fastestListKernels();
const WHY = simd === undefined ? " (skipped: this engine has no WebAssembly SIMD)" : "";
makeListsWith(() => undefined);
const plain = listKernels();
const MOST = 128;

/** Values of very different sizes, and nothing at times. */
function fill(array: Float32Array | Float64Array, random: Random): void {
  for (let k = 0; k < array.length; k++) {
    array[k] = random.below(5) === 0 ? 0 : random.normal() * 10 ** (random.below(7) - 3);
  }
}

describe("fastestListKernels()", () => {
  test("are none where there is no WebAssembly", () => {
    vi.stubGlobal("WebAssembly", undefined);
    try {
      expect(fastestListKernels()).toBeUndefined();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe.skipIf(simd === undefined)(`the loops of lists in SIMD${WHY}`, () => {
  test("scan finds the open rows that reach the score, to the bit of plain single precision", () => {
    const cases = fc.record({
      films: fc.integer({ min: 1, max: 700 }),
      width: fc.constantFrom(64, 72, 96, 128),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ films, width, seed }) => {
        const random = new Random(seed);
        const scanner = simd!.scanner(1024, width, MOST)!;
        fill(scanner.features, random);
        fill(scanner.person, random);
        for (let k = 0; k < scanner.open.length; k++)
          scanner.open[k] = Math.floor(random.uniform() * 2 ** 32);
        const first = 32 * random.below(Math.ceil(films / 32));
        const end = Math.min(films, first + MOST);
        const scores = Array.from({ length: end }, (_, row) =>
          dotRows(scanner.person, 0, scanner.features, row * width, width),
        );
        const least = scores[first + random.below(end - first)]!; // one that is just reached
        const wanted = scores.flatMap((score, row) => {
          const isOpen =
            Math.floor(scanner.open[Math.floor(row / 32)]! / 2 ** (row % 32)) % 2 === 1;
          return row >= first && isOpen && score >= least ? [row] : [];
        });
        const count = scanner.scan(first, end, least);
        expect([...scanner.found.subarray(0, count)]).toEqual(wanted);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test("addSquares gives the bits of plain TypeScript, whatever the size and how many rows", () => {
    const cases = fc.record({
      size: fc.integer({ min: 1, max: 70 }),
      count: fc.integer({ min: 0, max: 70 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ size, count, seed }) => {
        const results = [plain, simd!].map((kernels) => {
          const random = new Random(seed);
          const matrix = new Float64Array(size * size);
          const rows = new Float32Array(count * size);
          const weights = new Float64Array(count);
          for (const array of [matrix, rows, weights]) fill(array, random);
          kernels.addSquares(matrix, size, count, (out, at, k) => {
            for (let f = 0; f < size; f++) out[at + f] = rows[k * size + f]!;
            return weights[k]!;
          });
          return lowerOf(matrix, size);
        });
        expect(results[1]).toEqual(results[0]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("leave few films, and what no memory can hold, to plain arrays", () => {
    expect(simd!.scanner(100, 8, MOST)).toBeUndefined();
    expect(simd!.scanner(2 ** 27, 64, MOST)).toBeUndefined();
  });
});

/** Row by row, the diagonal included. */
function lowerOf(matrix: Float64Array, size: number): number[] {
  return Array.from(matrix).filter((_, at) => at % size <= Math.floor(at / size));
}
