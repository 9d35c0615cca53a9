import type { Kernels } from "../kernels.ts";
import { bufferBytes, jsKernels } from "../kernels.ts";
import type { ScanLoops, ScanTable } from "../scan-kernels.ts";
import { listKernels } from "./list-kernels.ts";

/** The most rows that are scanned at once, and so how late a threshold that has risen is heard of. */
export const SCAN_ROWS = 1024;

/** A memory of its own takes pages of 64 KiB; fewer values than this are looked at as fast without. */
const LEAST_VALUES = 2 ** 15;

/** Features of films where the fastest loops find them, with what a scan needs beside them. */
export class FilmScanner {
  /** Features start as zeros; every film is open. */
  readonly table: ScanTable;
  readonly #loops: ScanLoops;
  readonly #width: number;

  /** @param width - a multiple of 8. */
  constructor(films: number, width: number) {
    const words = Math.ceil(films / 32);
    const lengths = [films * width, words, SCAN_ROWS, width];
    const bytes = lengths.reduce((sum, length) => sum + bufferBytes(length), 0);
    const workspace = workspaceOf(films * width < LEAST_VALUES ? jsKernels : listKernels(), bytes);
    this.table = {
      features: workspace.float32(films * width),
      open: workspace.uint32(words).fill(2 ** 32 - 1),
      found: workspace.uint32(SCAN_ROWS),
      person: workspace.float32(width),
    };
    this.#loops = workspace;
    this.#width = width;
  }

  /** As `ScanLoops.scan`. @param end - at most {@link SCAN_ROWS} after `first`. */
  scan(first: number, end: number, least: number): number {
    return this.#loops.scan(this.table, first, end, this.#width, least);
  }
}

/** Where memory of that size cannot be had, plain arrays may still be. */
function workspaceOf(kernels: Kernels, bytes: number): ReturnType<Kernels["workspace"]> {
  try {
    return kernels.workspace(bytes);
  } catch {
    return jsKernels.workspace(bytes);
  }
}
