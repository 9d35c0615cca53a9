import type { MiddlewareHandler } from "hono";
import type { ServiceEnv } from "../service.ts";
import { checkBodyType } from "./body-type.ts";
import { jsonText } from "./json-text.ts";
import { bodyBytes } from "./read-body.ts";

const JSON_TYPES = ["application/json"] as const;

/** Reads a body of JSON within its limits, for the validation that follows; the route parses it. */
export function jsonBody(mostBytes: number): MiddlewareHandler<ServiceEnv> {
  return async ({ req }, next) => {
    checkBodyType(req.raw.headers, JSON_TYPES);
    const text = jsonText(await bodyBytes(req.raw, { mostBytes }));
    // Where `req.json()` looks first; its type names what the promise holds.
    (req.bodyCache as unknown as { text: Promise<string> }).text = Promise.resolve(text);
    await next();
  };
}

/** Lets a body through, unread, if it is of one of these media types: the route reads it in pieces. */
export function streamedBody(types: readonly string[]): MiddlewareHandler<ServiceEnv> {
  return async ({ req }, next) => {
    checkBodyType(req.raw.headers, types);
    await next();
  };
}
