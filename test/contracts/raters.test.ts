import { describe } from "vitest";
import { jsKernels } from "../../src/core/kernels.ts";
import { fastestKernels, wasmKernels } from "../../src/kernels/wasm-kernels.ts";
import { describeRaterContract } from "./rater-contract.ts";

const SIMD = fastestKernels() === wasmKernels;
const WHY = SIMD ? "" : " (skipped: this engine has no WebAssembly SIMD)";

describeRaterContract(jsKernels);
describe.skipIf(!SIMD)(`WebAssembly${WHY}`, () => {
  describeRaterContract(wasmKernels);
});
