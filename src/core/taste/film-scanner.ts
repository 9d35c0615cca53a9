import type { Kernels, Workspace } from "../kernels.ts";
import { bufferBytes, jsKernels } from "../kernels.ts";
import type { ScanTable } from "../scan-kernels.ts";
import { listKernels } from "../list-kernels.ts";

/** The most rows that are scanned at once, and so how late a threshold that has risen is heard of. */
export const SCAN_ROWS = 1024;

/** The most people for whom the same rows are scanned one after the other, while they are in the cache. */
export const SCAN_PEOPLE = 8;

/** A memory of its own takes pages of 64 KiB; fewer values than this are looked at as fast without. */
const LEAST_VALUES = 2 ** 15;

/** Features of films where the fastest loops find them, with what a scan needs beside them. */
export class FilmScanner {
  /** Films × width; zeros at first. */
  readonly features: Float32Array;
  readonly #loops: Workspace;
  readonly #width: number;
  /** One for each of the people who are looked for at once. */
  readonly #tables: readonly ScanTable[];

  /** @param width - a multiple of 8. */
  constructor(films: number, width: number) {
    const words = Math.ceil(films / 32);
    const lengths = [films * width, words, SCAN_ROWS, SCAN_PEOPLE * width];
    const bytes = lengths.reduce((sum, length) => sum + bufferBytes(length), 0);
    const kernels = films * width < LEAST_VALUES ? jsKernels : listKernels();
    const loops = workspaceOf(kernels, bytes);
    const features = loops.float32(films * width);
    const open = loops.uint32(words);
    const found = loops.uint32(SCAN_ROWS);
    this.#tables = Array.from({ length: SCAN_PEOPLE }, () => {
      const person = loops.float32(width);
      return { features, open, found, person };
    });
    this.features = features;
    this.#loops = loops;
    this.#width = width;
  }

  /** What the last scan found: places. */
  get found(): Uint32Array {
    return this.#tables[0]!.found;
  }

  /** @param open - a bit a film: those that are not are passed over; all where it is absent. */
  setOpen(open: Uint32Array | undefined): void {
    if (open === undefined) this.#tables[0]!.open.fill(2 ** 32 - 1);
    else this.#tables[0]!.open.set(open);
  }

  /** @param who - below {@link SCAN_PEOPLE}. */
  setPerson(who: number, features: Float64Array): void {
    this.#tables[who]!.person.set(features);
  }

  /** As `ScanLoops.scan`. @param end - at most {@link SCAN_ROWS} after `first`. */
  scan(who: number, first: number, end: number, least: number): number {
    return this.#loops.scan(this.#tables[who]!, first, end, this.#width, least);
  }
}

/** Where memory of that size cannot be had, plain arrays may still be. */
function workspaceOf(kernels: Kernels, bytes: number): Workspace {
  try {
    return kernels.workspace(bytes);
  } catch {
    return jsKernels.workspace(bytes);
  }
}
