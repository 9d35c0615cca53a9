import type { Problem } from "../contract/problem.ts";
import { ServiceError } from "../core/errors.ts";
import { retryAfterOf } from "./waiting.ts";

/** The error of an answer that is no success. */
export function refusal(action: string, response: Response, text: string): ServiceError {
  const problem = problemIn(text);
  const told = problem?.detail ?? unexplained(response);
  return new ServiceError(told.startsWith("Cannot ") ? told : `${action}: ${told}`, {
    status: response.status,
    problem: problem?.code ?? "",
    requestId: problem?.requestId ?? response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: retryAfterOf(response.headers.get("Retry-After"), Date.now()),
  });
}

/** The error of a request that was not answered, or not in time. */
export function silence(action: string, why: string, cause?: unknown): ServiceError {
  const answer = { status: 0, problem: "", requestId: undefined, retryAfter: undefined };
  return new ServiceError(`${action}: ${why}`, answer, cause === undefined ? {} : { cause });
}

/** The error of a success that does not hold what it should. */
export function nonsense(action: string, { status }: Response, cause?: unknown): ServiceError {
  return new ServiceError(
    `${action}: the answer holds no JSON; look whether "url" is that of a matinee service`,
    { status, problem: "", requestId: undefined, retryAfter: undefined },
    cause === undefined ? {} : { cause },
  );
}

type Told = Pick<Problem, "code" | "detail"> & Partial<Pick<Problem, "requestId">>;

/** Answers of proxies are no problems of ours; nothing of what they say is trusted to be short or readable. */
function problemIn(text: string): Told | undefined {
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    const { code, detail, requestId } = value ?? {};
    if (typeof code !== "string" || typeof detail !== "string") return undefined;
    return { code, detail, ...(typeof requestId === "string" ? { requestId } : {}) };
  } catch {
    return undefined;
  }
}

function unexplained({ status, type }: Response): string {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    return 'the service has moved, and redirects are not followed; give its new address as "url"';
  }
  return `status ${status} came back, not from a matinee service it seems; look at "url" and at what stands in between`;
}
