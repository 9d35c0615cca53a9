import type { Context } from "hono";
import type { z } from "@hono/zod-openapi";
import type { Problem } from "../../contract/problem.ts";
import { issueText, plainIssues } from "./issue-text.ts";
import { ProblemError } from "./problem-error.ts";

/** Things that are told of one request. */
const MOST_TOLD = 20;
/** Characters of a name or message: both may hold what was sent. */
const MOST_CHARACTERS = 200;

/** What the validation of a request found. */
export type Validated =
  | { readonly target: string; readonly success: true }
  | { readonly target: string; readonly success: false; readonly error: z.core.$ZodError };

/**
 * What follows on the validation of a request against the contract.
 *
 * @throws {ProblemError} `invalid-request`, with each thing that is wrong.
 */
export function refuseInvalid(result: Validated, _context: Context): undefined {
  if (result.success) return undefined;
  const { issues } = result.error;
  const errors: Problem["errors"] = issues
    .slice(0, MOST_TOLD)
    .flatMap(plainIssues)
    .slice(0, MOST_TOLD)
    .map((issue) => ({
      in: result.target,
      path: cut(issue.path.map(String).join(".")),
      message: cut(issueText(issue, result.target)),
    }));
  const place = PLACES[result.target] ?? result.target;
  const detail = `The ${place} is not as the contract has it; "errors" tells where`;
  throw new ProblemError("invalid-request", { detail, errors });
}

const PLACES: Readonly<Record<string, string>> = {
  json: "body",
  param: "path",
  query: "query of the address",
};

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}
