import { RecommenderError, StoreError } from "../index.ts";
import { UsageError } from "./usage-error.ts";

type Ending = "done" | "failed" | "wrongUsage" | "unusableInput" | "noDataSet" | "interrupted";

/** What the process ends with. */
export const EXIT_STATUS: Readonly<Record<Ending, number>> = Object.freeze({
  done: 0,
  failed: 1,
  wrongUsage: 2,
  unusableInput: 3,
  noDataSet: 4,
  interrupted: 130,
});

/** The exit status that an error means. */
export function exitStatusOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT_STATUS.wrongUsage;
  if (!(error instanceof RecommenderError)) return EXIT_STATUS.failed;
  switch (error.code) {
    case "E_CHECKPOINT":
    case "E_DATA":
    case "E_MODEL_FILE":
      return EXIT_STATUS.unusableInput;
    case "E_DATA_SET":
    case "E_DOWNLOAD":
      return EXIT_STATUS.noDataSet;
    case "E_STORE":
      return isOfTheFile(error) ? EXIT_STATUS.unusableInput : EXIT_STATUS.failed;
    case "E_ABORTED":
      return EXIT_STATUS.interrupted;
    case "E_DIVERGED":
    case "E_SERVICE":
    case "E_SPARK":
    case "E_WRITE":
      return EXIT_STATUS.failed;
  }
}

/** Nothing but another file helps. */
function isOfTheFile(error: RecommenderError): boolean {
  return error instanceof StoreError && !["unavailable", "full"].includes(error.fault);
}
