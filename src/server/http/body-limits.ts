import type { Context } from "hono";
import type { ServiceEnv } from "../service.ts";
import { checkBodyType } from "./body-type.ts";
import { jsonText } from "./json-text.ts";
import { bodyBytes } from "./read-body.ts";

const JSON_TYPES = ["application/json"] as const;

/** How a route takes its body. */
export type BodyWay =
  /** Read as a whole before the route is asked. */
  | { readonly kind: "json"; readonly mostBytes: number; readonly totalMs: number }
  /** Read by the route, in pieces. */
  | { readonly kind: "streamed"; readonly types: readonly string[] };

/** Reads a body of JSON within its limits, for the validation that follows; the route parses it. */
export async function readJson(
  { req }: Context<ServiceEnv>,
  { mostBytes, totalMs }: BodyWay & { readonly kind: "json" },
): Promise<void> {
  checkBodyType(req.raw.headers, JSON_TYPES);
  const text = jsonText(await bodyBytes(req.raw, { mostBytes, totalMs }));
  // Where `req.json()` looks first; its type names what the promise holds.
  (req.bodyCache as unknown as { text: Promise<string> }).text = Promise.resolve(text);
}
