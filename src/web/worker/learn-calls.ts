import type { CoreService } from "./answer-calls.ts";

/** Calls behind the view of the same name. */
export function learnCalls(_base: string): Pick<CoreService, "hasMovieLens" | "learn"> {
  return {
    hasMovieLens: () => {
      throw new Error("not there yet");
    },
    learn: () => {
      throw new Error("not there yet");
    },
  };
}
