import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** Calls behind the view of the same name. */
export function tasteCalls(
  _opened: () => Promise<OpenCore>,
): Pick<CoreService, "taste" | "ownAccuracy"> {
  return {
    taste: () => {
      throw new Error("not there yet");
    },
    ownAccuracy: () => {
      throw new Error("not there yet");
    },
  };
}
