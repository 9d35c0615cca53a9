import { onTestFinished, vi } from "vitest";
import { Catalogue } from "../../../src/core/catalogue/catalogue.ts";

/** A signal that is set when all is learned and put into a model, while nothing is asked of the cluster. */
export function abortedWhenLearned(): AbortSignal {
  const stop = new AbortController();
  const count = vi.spyOn(Catalogue.prototype, "filmCount", "get").mockImplementation(() => {
    stop.abort();
    return 1;
  });
  onTestFinished(() => count.mockRestore());
  return stop.signal;
}
