import { describe, expect, test } from "vitest";
import type { Kernels } from "../../src/core/kernels.ts";
import { jsKernels } from "../../src/core/kernels.ts";
import { synthesize } from "../../src/core/synthesis/synthesize.ts";
import { fastestKernels, wasmKernels } from "../../src/kernels/wasm-kernels.ts";
import type { Method, TrainOptions } from "../../src/methods.ts";
import { METHODS } from "../../src/methods.ts";
import { train } from "../../src/train.ts";
import type { MakeModel } from "./model-contract.ts";
import { describeModelContract } from "./model-contract.ts";

const SIMD = fastestKernels() === wasmKernels;
const WHY = SIMD ? "" : " (skipped: this engine has no WebAssembly SIMD)";

/** Enough for twelve ratings a user, of which none can be spared. */
const OPTIONS: Readonly<Record<Method, TrainOptions>> = {
  "gradient-descent": {
    method: "gradient-descent",
    factors: 2,
    epochs: 80,
    regularization: 0.005,
    heldOutShare: 0,
  },
  bayesian: { method: "bayesian", factors: [1, 2], sweeps: 60, trust: 1, heldOutShare: 0 },
  "weighted-als": { method: "weighted-als", factors: 2, sweeps: 20 },
};
/** A few passes. */
const SHORT: Readonly<Record<Method, TrainOptions>> = {
  "gradient-descent": { method: "gradient-descent", epochs: 6 },
  bayesian: { method: "bayesian", sweeps: 3 },
  "weighted-als": { method: "weighted-als", sweeps: 2 },
};

for (const method of METHODS) {
  const hasTaste = method !== "weighted-als"; // its stars are biases alone
  const make = (kernels: Kernels): MakeModel => {
    return (ratings, seed) => train(ratings, { ...OPTIONS[method], seed }, { kernels });
  };
  describeModelContract(`${method} × js`, make(jsKernels), hasTaste);
  describe.skipIf(!SIMD)(`with SIMD${WHY}`, () => {
    describeModelContract(`${method} × wasm-simd`, make(wasmKernels), hasTaste);

    test.each([3, 8, 10, 32, 50])(
      `${method} has the same bytes with js, %i features`,
      async (factors) => {
        const data = synthesize({ users: 60, movies: 45, ratings: 1200, seed: 6 });
        const options = { ...SHORT[method], factors, seed: 11 };
        const [js, wasm] = await Promise.all(
          [jsKernels, wasmKernels].map((kernels) => train(data, options, { kernels })),
        );
        expect(wasm!.toBytes()).toEqual(js!.toBytes());
      },
    );
  });
}
