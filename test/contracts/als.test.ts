import { describe, expect, test } from "vitest";
import { jsKernels } from "../../src/core/kernels.ts";
import { fastestKernels, wasmKernels } from "../../src/kernels/wasm-kernels.ts";
import { alsTableau, describeAlsContract } from "./als-contract.ts";

const SIMD = fastestKernels() === wasmKernels;
const WHY = SIMD ? "" : " (skipped: this engine has no WebAssembly SIMD)";

describeAlsContract(jsKernels);
describe.skipIf(!SIMD)(`WebAssembly${WHY}`, () => {
  describeAlsContract(wasmKernels);

  test.each([8, 16, 24, 64, 104])("wasm-simd equals js bit for bit at F = %i", (width) => {
    const bits = [jsKernels, wasmKernels].map((kernels) => {
      const { workspace, side } = alsTableau(kernels, width, 6);
      workspace.solveRows(side, 0, 5, width, { backward: false, passes: 1 });
      workspace.solveRows(side, 0, 5, width, { backward: true, passes: 2 });
      const gram = workspace.float32(width * width);
      workspace.addGram(gram, side.others, 0, 50, width);
      return [side.rows, gram].map((values) => new Uint32Array(values.slice().buffer));
    });
    expect(bits[1]).toEqual(bits[0]);
  });
});
