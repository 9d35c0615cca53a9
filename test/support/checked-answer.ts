import type { z } from "@hono/zod-openapi";
import { assert, expect } from "vitest";
import type { ROUTES } from "../../src/contract/routes.ts";

/** A route of the contract. */
export type AnyRoute = (typeof ROUTES)[keyof typeof ROUTES];

/** An answer that is as the contract has it. */
export interface CheckedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined where there is no body. */
  readonly json: any; // oxlint-disable-line typescript/no-explicit-any -- read by tests as they go
}

/**
 * Checks an answer against what the contract says of its route: the status is one of it, the media type and every
 * key of the body, none besides.
 */
export async function checkedAnswer(route: AnyRoute, response: Response): Promise<CheckedAnswer> {
  const { status, headers } = response;
  const text = await response.text();
  const where = `${route.operationId} ${status}`;
  const told = (route.responses as Record<number, Told | undefined>)[status];
  assert(told !== undefined, `${where} is not in the contract: ${text}`);
  const contents = told.content;
  if (contents === undefined) {
    assert(text === "", `${where} has a body: ${text}`);
    return { status, headers, json: undefined };
  }
  const type = headers.get("Content-Type")?.split(";")[0] ?? "";
  assert(type in contents, `${where} is of type ${type}`);
  if (!/[/+]json$/u.test(type)) return { status, headers, json: text };
  const json: unknown = JSON.parse(text);
  const schema = contents[type]?.schema;
  if (schema !== undefined && "parse" in schema) {
    expect(schema.parse(json)).toEqual(json); // keys that the contract does not have would be gone
  }
  return { status, headers, json };
}

interface Told {
  readonly content?: Readonly<Record<string, { readonly schema: z.ZodType } | undefined>>;
}
