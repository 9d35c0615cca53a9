import type { Kernels } from "./kernels.ts";
import { jsKernels } from "./kernels.ts";

let kernelsOfLists: () => Kernels = () => jsKernels;
let asked: Kernels | undefined;

/**
 * Names the loops with which people are folded in and films scanned, from then on; of models whose films
 * are indexed already, these stay where they are. The entry `matinee` and the page do, since the core
 * itself knows no WebAssembly. Lists are the same bit for bit whichever loops make them, so nothing
 * depends on when this is done but how long they take.
 *
 * @param kernels - asked once, when they are first needed.
 */
export function makeListsWith(kernels: () => Kernels): void {
  kernelsOfLists = kernels;
  asked = undefined;
}

/** The loops that were named; plain TypeScript where none were. */
export function listKernels(): Kernels {
  asked ??= kernelsOfLists();
  return asked;
}
