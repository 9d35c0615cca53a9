import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** Calls behind the view of the same name. */
export function featureCalls(
  _opened: () => Promise<OpenCore>,
): Pick<CoreService, "features" | "map" | "similar"> {
  return {
    features: () => {
      throw new Error("not there yet");
    },
    map: () => {
      throw new Error("not there yet");
    },
    similar: () => {
      throw new Error("not there yet");
    },
  };
}
