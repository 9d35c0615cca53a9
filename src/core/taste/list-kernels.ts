import type { Kernels } from "../kernels.ts";
import { jsKernels } from "../kernels.ts";

let kernelsOfLists: () => Kernels = () => jsKernels;

/**
 * Names the loops that lists of films are scanned with, for models whose films are not indexed yet. The
 * entry `matinee` and the page do, since the core itself knows no WebAssembly. Lists are the same
 * whichever loops make them, so nothing depends on when that is done but how long they take.
 *
 * @param kernels - asked when a model's films are indexed.
 */
export function scanListsWith(kernels: () => Kernels): void {
  kernelsOfLists = kernels;
}

/** The loops that were named; plain TypeScript where none were. */
export function listKernels(): Kernels {
  return kernelsOfLists();
}
