import { MOST_WORKSPACE_BYTES } from "../core/kernels.ts";
import { MEMORY_FLAGS_AT, WASM_BASE64 } from "./wasm-binary.ts";

const PAGE_BYTES = 65_536;
/** The binary's own stack and statics end before this. */
export const FIRST_FREE = 1024;

/** Flags of the imported memory: it has a maximum, and is shared. The binary is compiled as shared. */
const HAS_MAXIMUM = 1;

/** Two modules of one binary: the type of a memory says whether it is shared. */
const compiled: { own?: WebAssembly.Module; shared?: WebAssembly.Module } = {};

/** Whether this engine knows all instructions of the loops. */
export function isCompilable(): boolean {
  return compiled.own !== undefined || WebAssembly.validate(binary("own"));
}

/** @throws {RangeError} if that much cannot be had. */
export function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  if (bytes > MOST_WORKSPACE_BYTES) {
    throw new RangeError(
      `Cannot make room for training: ${bytes} bytes are wanted in one memory, and 4 GiB is the most; ` +
        'lower "factors", take fewer ratings, or learn from a pack by gradient-descent or weighted-als',
    );
  }
  const pages = Math.ceil((bytes + FIRST_FREE) / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}

export function moduleOf(kind: "own" | "shared"): WebAssembly.Module {
  compiled[kind] ??= new WebAssembly.Module(binary(kind));
  return compiled[kind];
}

function binary(kind: "own" | "shared"): Uint8Array<ArrayBuffer> {
  const text = atob(WASM_BASE64);
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k);
  if (kind === "own") bytes[MEMORY_FLAGS_AT] = HAS_MAXIMUM;
  return bytes;
}
