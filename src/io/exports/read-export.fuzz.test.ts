import { expect, test } from "vitest";
import { brokenPromise, isDataError } from "../../../test/support/exports/broken-promise.ts";
import { FUZZ_KINDS, FUZZ_OPTIONS, fuzzInputs } from "../../../test/support/exports/fuzz-inputs.ts";
import { readExport } from "./read-export.ts";

// `npm run fuzz` does the same with 100,000.
test.each(FUZZ_KINDS)("readExport() keeps its promises whatever it is given: %s", async (kind) => {
  let read = 0;
  const inputs = await fuzzInputs(kind, 20_240_501, kind === "archives" ? 200 : 700);
  for (const [k, input] of inputs.entries()) {
    try {
      const found = await readExport(input, "x", FUZZ_OPTIONS[k % FUZZ_OPTIONS.length]);
      expect(brokenPromise(found)).toBeUndefined();
      read++;
    } catch (error) {
      if (!isDataError(error)) throw error;
    }
  }
  // Junk is never an export; of the others a good part must come as far as that.
  expect(read).toBeGreaterThanOrEqual(kind === "bytes" ? 0 : inputs.length / 20);
});
