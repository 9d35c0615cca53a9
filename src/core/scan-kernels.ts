/**
 * The inner loop of lists of films (`taste/best-films.ts`), and its plain TypeScript reference. As with
 * `core/kernels.ts`, callers check sizes and every implementation gives the same bits.
 */

import { dotRows } from "./dot-rows.ts";

/** What is scanned. */
export interface ScanTable {
  /** Rows × width, row-major; width a multiple of 8. */
  readonly features: Float32Array;
  /** A bit a row, the lowest of a word first: 1 for a row that may be found. */
  readonly open: Uint32Array;
  /** As many values as the most rows that are scanned at once; overwritten with what is found. */
  readonly found: Uint32Array;
  /** p, `width` values. */
  readonly person: Float32Array;
}

/** The loop over rows of films. */
export interface ScanLoops {
  /**
   * Rows from `first` to `end` − 1 that are open and of which p·q ≥ least, into `found`, in their order.
   *
   * @param first - a multiple of 32.
   * @returns how many there are.
   */
  scan(table: ScanTable, first: number, end: number, width: number, least: number): number;
}

/** The reference: plain TypeScript, no WebAssembly. */
export const jsScanLoops: ScanLoops = Object.freeze<ScanLoops>({
  scan({ features, open, found, person }, first, end, width, least) {
    let count = 0;
    for (let row = first; row < end; row++) {
      if (((open[row >>> 5]! >>> (row & 31)) & 1) === 0) continue;
      if (dotRows(person, 0, features, row * width, width) >= least) found[count++] = row;
    }
    return count;
  },
});
