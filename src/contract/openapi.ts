import { OpenAPIHono } from "@hono/zod-openapi";
import { PROBLEM_TYPE } from "./problem.ts";
import { NDJSON_TYPE, RatingLine } from "./ratings-routes.ts";
import { ROUTES } from "./routes.ts";
import { SCOPE_KEY } from "./scope.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;
type PathItem = NonNullable<OpenApiDocument["paths"]>[string];
type OperationObject = NonNullable<PathItem["get"]>;
type ResponseObject = { headers?: object; content?: Record<string, unknown> };

/** Name of the one security scheme. */
const SCHEME = "apiKey";

const TAGS: NonNullable<OpenApiDocument["tags"]> = [
  { name: "people", description: "What is stored of a person, and what follows from it." },
  { name: "ratings", description: "Many ratings at once, and answers for ratings sent along." },
  { name: "movies", description: "The catalogue and the model that is served." },
  { name: "admin", description: "Learning, serving and deleting models." },
  { name: "operation", description: "For whoever runs the service." },
];

const DESCRIPTION = [
  "Ratings in, picks out, for many people at once.",
  "Ids are any text of up to 256 characters, percent-encoded in a path, and compared exactly.",
  "No address can hold the ids `.` and `..`: in a path they are written `~.` and `~..` (and `~.` is `~~.`).",
  `Whatever is no success answers with \`${PROBLEM_TYPE}\` (RFC 9457), whose \`code\` never changes.`,
  "Every answer has an `X-Request-Id`, the one that was sent or a new one; the log has the same.",
].join(" ");

const KEY_DESCRIPTION = [
  "`Authorization: Bearer mat_<id>_<secret>`. A key has one or more of the scopes read, write and admin;",
  "none includes another. On loopback no key is needed until the first one is made.",
].join(" ");

/** Headers of answers by status; only where the answer may have them. */
const HEADERS: Readonly<Record<string, { readonly [name: string]: object }>> = {
  "304": { ETag: text("Names the answer that the reader has.") },
  "401": { "WWW-Authenticate": text("`Bearer`, and what was wrong with the key.") },
  "429": { "Retry-After": seconds("Seconds after which the key may ask again.") },
  "503": { "Retry-After": seconds("Seconds after which the same may work.") },
};
const ETAG = text("Names this answer; sent back as `If-None-Match`, it saves the body.");

/**
 * The contract as a document of OpenAPI 3.1, made anew at each call.
 *
 * @param version - of the service.
 */
export function openApiDocument(version: string): OpenApiDocument {
  const { openAPIRegistry: registry, ...app } = collect();
  registry.registerComponent("securitySchemes", SCHEME, {
    ...{ type: "http", scheme: "bearer", description: KEY_DESCRIPTION },
  });
  registry.register("RatingLine", RatingLine);
  const { webhooks: _, ...document } = app.document({ title: "matinee", version });
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item) as OperationObject[]) complete(operation);
  }
  return document;
}

function collect() {
  const hono = new OpenAPIHono();
  for (const route of Object.values(ROUTES)) hono.openAPIRegistry.registerPath(route);
  return {
    openAPIRegistry: hono.openAPIRegistry,
    document: (info: { title: string; version: string }): OpenApiDocument =>
      hono.getOpenAPI31Document({
        openapi: "3.1.0",
        info: { ...info, description: DESCRIPTION },
        tags: TAGS,
      }),
  };
}

/** What routes need not say, since it follows from what they say. */
function complete(operation: OperationObject): void {
  const scope: unknown = operation[SCOPE_KEY];
  operation.security = scope === "none" ? [] : [{ [SCHEME]: [String(scope)] }];
  const responses = operation.responses as Record<string, ResponseObject>;
  for (const [status, response] of Object.entries(responses)) {
    const isProblem = response.content?.[PROBLEM_TYPE] !== undefined;
    if (isProblem || status === "304") addHeaders(response, HEADERS[status]);
    if (status === "200" && responses["304"] !== undefined) addHeaders(response, { ETag: ETAG });
  }
  const body = operation.requestBody as { description?: string; content: object } | undefined;
  if (body !== undefined && NDJSON_TYPE in body.content) {
    body.description = "Each line is a RatingLine, as JSON.";
  }
}

function addHeaders(response: ResponseObject, headers: object | undefined): void {
  if (headers !== undefined) response.headers = { ...response.headers, ...headers };
}

function text(description: string) {
  return { description, schema: { type: "string" } };
}

function seconds(description: string) {
  return { description, schema: { type: "integer", minimum: 0 } };
}
