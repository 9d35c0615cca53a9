import type { Context } from "hono";
import { conditional } from "../http/conditional.ts";
import type { Answer, ServiceEnv } from "../service.ts";

/** Sends an answer, or that it is still the one that the reader has. */
export function sent(context: Context<ServiceEnv>, { body, etag }: Answer): Response {
  return conditional(context, etag, body);
}
