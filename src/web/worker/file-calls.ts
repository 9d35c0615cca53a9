import type { CoreService } from "./answer-calls.ts";
import type { OpenCore } from "./open-core.ts";

/** Calls behind the view of the same name. */
export function fileCalls(_opened: () => Promise<OpenCore>): Pick<CoreService, "readFile"> {
  return {
    readFile: () => {
      throw new Error("not there yet");
    },
  };
}
