import { z } from "@hono/zod-openapi";

/** What can go wrong with a request: its code, stable, with the status and title that go with it. */
export const PROBLEMS = Object.freeze({
  "invalid-request": { status: 400, title: "The request is not as the contract has it" },
  "not-authenticated": { status: 401, title: "A valid API key is needed" },
  "not-allowed": { status: 403, title: "The API key does not allow this" },
  "foreign-origin": { status: 403, title: "Pages of this origin may not ask for this" },
  "nothing-here": { status: 404, title: "There is nothing at this address" },
  "person-unknown": { status: 404, title: "Nothing is stored of this person" },
  "movie-unknown": { status: 404, title: "The model does not know this movie" },
  "model-unknown": { status: 404, title: "There is no model of this version" },
  "training-unknown": { status: 404, title: "There is no training of this id" },
  "method-not-allowed": { status: 405, title: "This address does not answer this method" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  "training-running": { status: 409, title: "A training is running already" },
  "training-ended": { status: 409, title: "The training has ended already" },
  "nothing-to-train-on": { status: 409, title: "Too few ratings are stored to learn from" },
  "model-in-use": {
    status: 409,
    title: "The model is being served, or is what a rollback returns to",
  },
  "model-unreadable": { status: 409, title: "The stored model cannot be read" },
  "nothing-to-roll-back": { status: 409, title: "No model was served before this one" },
  "body-too-large": { status: 413, title: "The body is larger than is taken here" },
  "wrong-media-type": { status: 415, title: "The body is of another kind than is taken here" },
  "wrong-host": { status: 421, title: "This host name is not served here" },
  "rating-off-scale": { status: 422, title: "The rating is not on the scale" },
  "export-unreadable": { status: 422, title: "The file is no export that can be read" },
  "too-many-requests": { status: 429, title: "More requests, or wrong API keys, than are let in" },
  fault: { status: 500, title: "Something went wrong inside" },
  overloaded: { status: 503, title: "Too much is asked at once" },
  stopping: { status: 503, title: "The server is about to end" },
  "store-unavailable": { status: 503, title: "The store cannot be reached" },
  "store-full": { status: 507, title: "The store has no space left" },
} as const);

/** The name of a problem; never changes. */
export type ProblemCode = keyof typeof PROBLEMS;

/** All codes. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

/** What every answer that is no success holds (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().openapi({ example: "urn:matinee:problem:person-unknown" }),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(PROBLEM_CODES as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().openapi({ description: "What is wrong here, and the remedy." }),
    requestId: z.string(),
    errors: z
      .array(z.object({ in: z.string(), path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: "Each thing that is wrong with the request, and where." }),
    storedLines: z
      .number()
      .int()
      .optional()
      .openapi({ description: "Of a bulk request that was cut off: so many lines are stored." }),
  })
  .openapi("Problem");

export type Problem = z.infer<typeof Problem>;

/** The media type of problems. */
export const PROBLEM_TYPE = "application/problem+json";

/** An answer that goes wrong. */
export interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly [PROBLEM_TYPE]: { readonly schema: typeof Problem } };
}

/** The answers of a route that go wrong, for its `responses`; which statuses is known when it runs. */
export function problems(...codes: readonly ProblemCode[]): { readonly 400: ProblemResponse } {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...codes, ...ANYWHERE]) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, names]) => [
    status,
    { description: names.join(", "), content: { [PROBLEM_TYPE]: { schema: Problem } } },
  ]);
  return Object.fromEntries(responses) as { 400: ProblemResponse };
}

/** What any route may answer. */
const ANYWHERE = [
  ...["invalid-request", "not-authenticated", "not-allowed", "foreign-origin", "wrong-host"],
  ...["request-timeout", "too-many-requests", "fault", "overloaded", "stopping"],
  ...["store-unavailable", "store-full"],
] as const satisfies readonly ProblemCode[];
