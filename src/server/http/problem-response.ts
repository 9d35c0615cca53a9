import { HTTPException } from "hono/http-exception";
import { StoreError } from "../../core/errors.ts";
import type { Problem } from "../../contract/problem.ts";
import { PROBLEMS, PROBLEM_TYPE } from "../../contract/problem.ts";
import { ProblemError } from "./problem-error.ts";

/** The answer that a problem ends as. */
export function problemResponse({ code, told }: ProblemError, requestId: string): Response {
  const { status, title } = PROBLEMS[code];
  const { detail, errors, storedLines, retryAfter, headers } = told;
  const problem: Problem = {
    ...{ type: `urn:matinee:problem:${code}`, title, status, code, detail, requestId },
    ...(errors === undefined ? {} : { errors }),
    ...(storedLines === undefined ? {} : { storedLines }),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      "Content-Type": PROBLEM_TYPE,
      "Cache-Control": "no-store",
      ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
      ...headers,
    },
  });
}

/** Whatever was thrown, as a problem; one of code `fault` tells nothing of the inside. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof StoreError) return ofStore(error);
  if (error instanceof HTTPException && error.status === 415) {
    const detail = "Cannot read the body: its Content-Type is not one that is taken here";
    return new ProblemError("wrong-media-type", { detail }, { cause: error });
  }
  return fault(error);
}

function ofStore(error: StoreError): ProblemError {
  if (error.fault === "unavailable") {
    const detail = "The store does not answer at the moment; ask again";
    return new ProblemError("store-unavailable", { detail, retryAfter: 1 }, { cause: error });
  }
  if (error.fault === "full") {
    const detail =
      "Nothing was stored: the disk of the store is full; free some space, then ask again";
    return new ProblemError("store-full", { detail }, { cause: error });
  }
  if (error.fault === "damaged" || error.fault === "newer") {
    const detail = "The store cannot be used: it is damaged, or of a later version; restore it";
    return new ProblemError("store-damaged", { detail }, { cause: error });
  }
  return fault(error);
}

function fault(cause: unknown): ProblemError {
  const detail = "The log of the server tells why, beside the request id";
  return new ProblemError("fault", { detail }, { cause });
}
