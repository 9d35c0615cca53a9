import type { z } from "@hono/zod-openapi";
import type { Scope } from "./scope.ts";

/** Who may ask for a route: those whose key has the scope, or anyone. */
export function needs<const S extends Scope | "none">(scope: S): { readonly "x-scope": S } {
  return { "x-scope": scope };
}

/** A body of JSON. */
export function json<T extends z.ZodType>(schema: T) {
  return { "application/json": { schema } };
}

/** The success of a route that answers with JSON. */
export function ok<T extends z.ZodType>(schema: T, description: string) {
  return { 200: { description, content: json(schema) } };
}

/** The success of a route that answers with nothing. */
export function done(description: string): { 204: { description: string } } {
  return { 204: { description } };
}

/** What a reader that has the answer already is told. */
export const NOT_MODIFIED: { readonly 304: { readonly description: string } } = {
  304: { description: "The answer is still the one with this ETag." },
};
