import { describe, expect, test } from "vitest";
import { jsKernels } from "../../src/core/kernels.ts";
import { fastestKernels, wasmKernels } from "../../src/kernels/wasm-kernels.ts";
import { bitsOfTable, seededTable } from "../support/seeded-sides.ts";
import { RATE, STRIDES, describeKernelContract } from "./kernel-contract.ts";

const SIMD = fastestKernels() === wasmKernels;
const WHY = SIMD ? "" : " (skipped: this engine has no WebAssembly SIMD)";

describeKernelContract(jsKernels);

describe.skipIf(!SIMD)(`WebAssembly${WHY}`, () => {
  describeKernelContract(wasmKernels);

  test.each(STRIDES)("wasm-simd equals js bit for bit over 4 000 steps at stride %i", (stride) => {
    const shape = { users: 30, movies: 40, ratings: 4000, stride };
    const [js, wasm] = [seededTable(jsKernels, shape, 1), seededTable(wasmKernels, shape, 1)];
    for (let epoch = 1; epoch <= 2; epoch++) {
      const squares = [js, wasm].map(({ workspace, users, movies, ratings }) =>
        workspace.descend(users, movies, ratings, stride, RATE),
      );
      expect(squares[0]).toBe(squares[1]);
      expect(bitsOfTable(wasm)).toEqual(bitsOfTable(js));
    }
    const out = [js, wasm].map(({ workspace, users, movies, ratings }) => {
      const values = workspace.float32(ratings.targets.length);
      workspace.residuals(values, users, movies, ratings, stride);
      return new Uint32Array(values.slice().buffer);
    });
    expect(out[1]).toEqual(out[0]);
  });

  test.each([
    ["numbers below the normal range", 1e-39],
    ["numbers so large that errors overflow", 1e18],
  ])("wasm-simd equals js for %s", (_, factor) => {
    const shape = { users: 5, movies: 5, ratings: 50, stride: 16 };
    const tables = [jsKernels, wasmKernels].map((kernels) => seededTable(kernels, shape, 2));
    const squares = tables.map(({ workspace, users, movies, ratings }) => {
      for (const { factors } of [users, movies])
        factors.set(factors.map((value) => value * factor));
      return workspace.descend(users, movies, ratings, 16, RATE);
    });
    expect(squares[1]).toBe(squares[0]); // as Object.is: NaN is NaN
    const values = tables.map(({ users, movies }) => [...users.factors, ...movies.factors]);
    expect(values[1]).toEqual(values[0]);
  });
});
