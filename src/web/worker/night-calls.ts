import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** Calls behind the view of the same name. */
export function nightCalls(_opened: () => Promise<OpenCore>): Pick<CoreService, "night"> {
  return {
    night: () => {
      throw new Error("not there yet");
    },
  };
}
