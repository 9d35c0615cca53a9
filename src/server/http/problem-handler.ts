import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { StoreError } from "../../core/errors.ts";
import type { Log, LogLine, ServiceEnv } from "../service.ts";
import { faultPlace } from "./json-text.ts";
import { ProblemError } from "./problem-error.ts";
import { asProblem, problemResponse } from "./problem-response.ts";

/** Answers with the problem that an error means; faults are logged. */
export function problemHandler(log: Log): ErrorHandler<ServiceEnv> {
  return async (error, context) => {
    const requestId = context.get("requestId");
    if (error instanceof HTTPException && error.status === 400) {
      const { text } = context.req.bodyCache as unknown as { text?: PromiseLike<string> };
      return problemResponse(noJson(text === undefined ? undefined : await text), requestId);
    }
    const problem = asProblem(error);
    if (problem.cause !== undefined && problem.status >= 500) {
      log(faultLine(problem, { requestId, route: context.get("route") ?? null }));
    }
    return problemResponse(problem, requestId);
  };
}

function noJson(text: string | undefined): ProblemError {
  const place = text === undefined ? undefined : faultPlace(text);
  const where = place === undefined ? "" : `, from ${place} on`;
  const detail = `Cannot read the body: it is no JSON${where}; send one JSON value`;
  return new ProblemError("invalid-request", { detail });
}

/** Where it happened, without its message: that may hold what was asked for. */
export function faultLine(
  { code, cause }: ProblemError,
  of: { readonly requestId: string; readonly route: string | null },
): LogLine {
  const error = cause instanceof Error ? cause : undefined;
  const frames = (error?.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line));
  return {
    ...{ level: "error", event: code, ...of, error: error?.name ?? typeof cause },
    ...(cause instanceof StoreError ? { fault: cause.fault, message: cause.message } : {}),
    ...(code === "fault" ? { stack: frames.map((frame) => frame.trim()).join("\n") } : {}),
  };
}
