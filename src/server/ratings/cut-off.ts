import type { ProblemCode } from "../../contract/problem.ts";
import type { StoreFault } from "../../core/errors.ts";
import { StoreError } from "../../core/errors.ts";
import { ProblemError } from "../http/problem-error.ts";

/** Of the others a client can do nothing about. */
const CODES: Readonly<Partial<Record<StoreFault, ProblemCode>>> = {
  unavailable: "store-unavailable",
  full: "store-full",
};

/** The error that a bulk request ends with, telling what is stored of it: sent again, it changes nothing twice. */
export function cutOff(error: unknown, storedLines: number): unknown {
  if (error instanceof ProblemError) {
    return new ProblemError(error.code, { ...error.told, storedLines }, { cause: error });
  }
  const code = error instanceof StoreError ? CODES[error.fault] : undefined;
  if (code === undefined) return error;
  const remedy = code === "store-full" ? "when there is space again" : "in a moment";
  return new ProblemError(
    code,
    {
      detail: `Cannot store all lines: ${code === "store-full" ? "the store is full" : "the store cannot be reached"}; send them again ${remedy}`,
      storedLines,
      ...(code === "store-unavailable" ? { retryAfter: RETRY_AFTER_S } : {}),
    },
    { cause: error },
  );
}

const RETRY_AFTER_S = 2;
