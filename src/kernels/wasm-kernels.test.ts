import { describe, expect, test, vi } from "vitest";
import { MOST_WORKSPACE_BYTES, jsKernels } from "../core/kernels.ts";
import { fastestKernels, wasmKernels } from "./wasm-kernels.ts";
import { FIRST_FREE } from "./wasm-memory.ts";

const SIMD = fastestKernels() === wasmKernels;
const WHY = SIMD ? "" : " (skipped: this engine has no WebAssembly SIMD)";

describe("fastestKernels()", () => {
  test.skipIf(!SIMD)(`are those with SIMD where the engine validates it${WHY}`, () => {
    expect(fastestKernels().name).toBe("wasm-simd");
  });

  test("are plain TypeScript where there is no WebAssembly", () => {
    vi.stubGlobal("WebAssembly", undefined);
    try {
      expect(fastestKernels()).toBe(jsKernels);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("are plain TypeScript where WebAssembly has no SIMD", async () => {
    vi.resetModules(); // compiled once, it stays so
    vi.stubGlobal("WebAssembly", { validate: () => false });
    try {
      const fresh = await import("./wasm-kernels.ts");
      expect(fresh.fastestKernels().name).toBe("js");
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("are plain TypeScript where a page may not compile WebAssembly", async () => {
    vi.resetModules(); // compiled once, it stays so
    function Forbidden(): never {
      throw new EvalError("Refused by the Content-Security-Policy");
    }
    vi.stubGlobal("WebAssembly", { validate: () => true, Module: Forbidden });
    try {
      const fresh = await import("./wasm-kernels.ts");
      expect(fresh.fastestKernels().name).toBe("js");
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe.skipIf(!SIMD)(`a workspace of wasmKernels${WHY}`, () => {
  test("is full when its pages are taken, and says so", () => {
    const workspace = wasmKernels.workspace(65_536 - 1024); // exactly one page with the first KiB
    expect(workspace.float32((65_536 - 1024) / 4).length).toBe(16_128);
    const more = (): unknown => workspace.uint32(1);
    expect(more).toThrow(RangeError);
    expect(more).toThrow("Cannot allocate 1 values: the workspace is full");
    expect(workspace.float32(0).length).toBe(0); // nothing more fits, and nothing does
  });

  test("cannot be larger than 32-bit addresses reach", () => {
    expect(MOST_WORKSPACE_BYTES).toBe(65_536 ** 2 - FIRST_FREE);
    const make = (): unknown => wasmKernels.workspace(2 ** 32);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(
      "Cannot make room for training: 4294967296 bytes are wanted in one memory, and 4 GiB is the most; " +
        'lower "factors", take fewer ratings, or learn from a pack by gradient-descent or weighted-als',
    );
  });
});
