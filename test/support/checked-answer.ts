import type { z } from "@hono/zod-openapi";
import { expect } from "vitest";
import type { ROUTES } from "../../src/contract/routes.ts";

/** A route of the contract. */
export type AnyRoute = (typeof ROUTES)[keyof typeof ROUTES];

/** An answer that is as the contract has it. */
export interface CheckedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined where there is no body. */
  readonly json: any;
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
  expect(told, `${where} is in the contract: ${text}`).toBeDefined();
  const contents = told?.content;
  if (contents === undefined) {
    expect(text, `${where} has no body`).toBe("");
    return { status, headers, json: undefined };
  }
  const type = headers.get("Content-Type")?.split(";")[0] ?? "";
  expect(Object.keys(contents), where).toContain(type);
  if (!/[/+]json$/u.test(type)) return { status, headers, json: text };
  const json: unknown = JSON.parse(text);
  const schema = contents[type]?.schema;
  if (schema !== undefined && "parse" in schema) {
    expect(schema.parse(json), `${where}: keys that the contract does not have`).toEqual(json);
  }
  return { status, headers, json };
}

interface Told {
  readonly content?: Readonly<Record<string, { readonly schema: z.ZodType } | undefined>>;
}
