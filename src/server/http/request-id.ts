import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ServiceEnv } from "../service.ts";

const ACCEPTED = /^[\w.-]{1,64}$/u;

/** The docs page has a style sheet, an icon that is empty, and nothing else. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What every answer of the service says besides its own; the policy of the page would allow more. */
const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["Content-Security-Policy", POLICY],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Referrer-Policy", "no-referrer"],
  ["X-Content-Type-Options", "nosniff"],
];

/** Gives a request its id, or lets it keep the one it has, and its answer the headers that all have. */
export const nameRequest: MiddlewareHandler<ServiceEnv> = async (context, next) => {
  const given = context.req.raw.headers.get("X-Request-Id");
  const requestId = given !== null && ACCEPTED.test(given) ? given : randomUUID();
  context.set("requestId", requestId);
  await next();
  const { headers } = context.res;
  headers.set("X-Request-Id", requestId);
  for (const [name, value] of HEADERS) if (!headers.has(name)) headers.set(name, value);
};
