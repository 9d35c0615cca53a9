import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { StoreError } from "../../core/errors.ts";
import type { Log, LogLine, ServiceEnv } from "../service.ts";
import { faultPlace } from "./json-text.ts";
import { ProblemError } from "./problem-error.ts";
import { asProblem, problemResponse } from "./problem-response.ts";

/** A store that is away fails every request; its log is not to fill the disk. */
const SELDOM_MS = 1000;

/** Answers with the problem that an error means; faults are logged, a store's once a second. */
export function problemHandler(log: Log): ErrorHandler<ServiceEnv> {
  const seldom = new Seldom(SELDOM_MS);
  return async (error, context) => {
    const requestId = context.get("requestId");
    if (error instanceof HTTPException && error.status === 400) {
      const { text } = context.req.bodyCache as unknown as { text?: PromiseLike<string> };
      return problemResponse(noJson(text === undefined ? undefined : await text), requestId);
    }
    const problem = asProblem(error);
    if (problem.cause !== undefined && problem.status >= 500) {
      const leftOut = problem.code === "fault" ? 0 : seldom.count(problem.code);
      const route = context.get("route") ?? null;
      if (leftOut !== undefined) log({ ...faultLine(problem, { requestId, route }), leftOut });
    }
    return problemResponse(problem, requestId);
  };
}

/** Lets one of a kind through in a while. */
class Seldom {
  readonly #everyMs: number;
  readonly #kinds = new Map<string, { readonly at: number; leftOut: number }>();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** @returns how many were left out before this one; undefined: this one is, too. */
  count(kind: string): number | undefined {
    const now = performance.now();
    const last = this.#kinds.get(kind);
    if (last !== undefined && now - last.at < this.#everyMs) {
      last.leftOut++;
      return undefined;
    }
    this.#kinds.set(kind, { at: now, leftOut: 0 });
    return last?.leftOut ?? 0;
  }
}

function noJson(text: string | undefined): ProblemError {
  const place = text === undefined ? undefined : faultPlace(text);
  const where = place === undefined ? "" : `, from ${place} on`;
  const detail = `Cannot read the body: it is no JSON${where}; send one JSON value`;
  return new ProblemError("invalid-request", { detail });
}

/** Where it happened, without its message: that may hold what was asked for. */
function faultLine(
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
