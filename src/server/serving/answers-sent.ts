import type { Context } from "hono";
import type { Answer } from "../service.ts";

/** Sends an answer, or that it is still the one that the reader has. */
export function sent({ req }: Context, { body, etag }: Answer): Response {
  const headers = { ETag: etag, "Cache-Control": "private, no-cache" };
  const known = req.header("If-None-Match")?.split(",").map((tag) => tag.trim().replace(/^W\//u, ""));
  if (known?.some((tag) => tag === etag || tag === "*") === true) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(body, {
    headers: { ...headers, "Content-Type": "application/json", "Content-Length": String(body.length) },
  });
}
