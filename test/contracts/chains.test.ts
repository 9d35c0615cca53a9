import { describe } from "vitest";
import { jsKernels } from "../../src/core/kernels.ts";
import { fastestKernels, wasmKernels } from "../../src/kernels/wasm-kernels.ts";
import { describeChainContract } from "./chain-contract.ts";

const SIMD = fastestKernels() === wasmKernels;
const WHY = SIMD ? "" : " (skipped: this engine has no WebAssembly SIMD)";

for (const lanes of [2, 4] as const) {
  describeChainContract(jsKernels, lanes);
  describe.skipIf(!SIMD)(`WebAssembly${WHY}`, () => {
    describeChainContract(wasmKernels, lanes);
  });
}
