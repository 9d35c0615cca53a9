import type { Problem } from "../contract/problem.ts";
import type { RequestFault } from "../core/errors.ts";
import { ServiceError } from "../core/errors.ts";
import { retryAfterOf } from "./waiting.ts";

/** Faults of a request that are kept; the service tells fewer. */
const MOST_FAULTS = 100;

/** The error of an answer that is no success. */
export function refusal(action: string, response: Response, text: string): ServiceError {
  const problem = problemIn(text);
  const errors = problem?.errors ?? [];
  const told = (problem?.detail ?? unexplained(response)) + firstOf(errors);
  return new ServiceError(told.startsWith("Cannot ") ? told : `${action}: ${told}`, {
    status: response.status,
    problem: problem?.code ?? "",
    requestId: problem?.requestId ?? response.headers.get("X-Request-Id") ?? undefined,
    retryAfter: retryAfterOf(response.headers.get("Retry-After"), Date.now()),
    errors,
  });
}

/** The error of a request that was not answered, or not in time. */
export function silence(action: string, why: string, cause?: unknown): ServiceError {
  return bare(`${action}: ${why}`, 0, cause);
}

/** The error of a success that does not hold what it should. */
export function nonsense(action: string, { status }: Response, cause?: unknown): ServiceError {
  const why = 'the answer holds no JSON; look whether "url" is that of a matinee service';
  return bare(`${action}: ${why}`, status, cause);
}

/** The error of an answer that is longer than any of a matinee service. */
export function tooLong(action: string, { status }: Response, mostBytes: number): ServiceError {
  const why = `the answer has more than ${mostBytes / 1e6} MB; look whether "url" is that of a matinee service`;
  return bare(`${action}: ${why}`, status);
}

function bare(message: string, status: number, cause?: unknown): ServiceError {
  const answer = { status, problem: "", requestId: undefined, retryAfter: undefined, errors: [] };
  return new ServiceError(message, answer, cause === undefined ? {} : { cause });
}

type Told = Pick<Problem, "code" | "detail"> &
  Partial<Pick<Problem, "requestId">> & { readonly errors: readonly RequestFault[] };

/** Answers of proxies are no problems of ours; nothing of what they say is trusted to be short or readable. */
function problemIn(text: string): Told | undefined {
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    const { code, detail, requestId, errors } = value ?? {};
    if (typeof code !== "string" || typeof detail !== "string") return undefined;
    return {
      ...{ code, detail, errors: faultsIn(errors) },
      ...(typeof requestId === "string" ? { requestId } : {}),
    };
  } catch {
    return undefined;
  }
}

function faultsIn(value: unknown): readonly RequestFault[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST_FAULTS).flatMap((fault: Partial<RequestFault> | null) => {
    const { in: place, path, message } = fault ?? {};
    const isOne = [place, path, message].every((text) => typeof text === "string");
    return isOne ? [{ in: place, path, message } as RequestFault] : [];
  });
}

function firstOf([first, ...others]: readonly RequestFault[]): string {
  if (first === undefined) return "";
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return `: ${first.path === "" ? first.in : first.path}: ${first.message}${more}`;
}

function unexplained({ status, type }: Response): string {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    return 'the service has moved, and redirects are not followed; give its new address as "url"';
  }
  return `status ${status} came back, not from a matinee service it seems; look at "url" and at what stands in between`;
}
