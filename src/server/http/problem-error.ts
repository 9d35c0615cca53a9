import type { Problem, ProblemCode } from "../../contract/problem.ts";
import { PROBLEMS } from "../../contract/problem.ts";

/** What a problem tells besides its code. */
export interface ProblemDetail {
  /** What is wrong here, and the remedy; shown to whoever asked. */
  readonly detail: string;
  readonly errors?: Problem["errors"];
  readonly storedLines?: number | undefined;
  /** Seconds after which the same may work. */
  readonly retryAfter?: number | undefined;
  /** Further headers of the answer, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown by whatever answers a request: it ends as a problem of that code. */
export class ProblemError extends Error {
  override readonly name: string = "ProblemError";
  readonly code: ProblemCode;
  readonly told: ProblemDetail;
  constructor(code: ProblemCode, told: ProblemDetail, options?: ErrorOptions) {
    super(told.detail, options);
    this.code = code;
    this.told = told;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}
