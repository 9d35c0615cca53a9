import type { Context } from "hono";
import type { ServiceEnv } from "../service.ts";

/** Kept by no cache that is shared, and by the asker's own only to be asked about. */
const HEADERS = { "Cache-Control": "private, no-cache", Vary: "Authorization" } as const;

/**
 * An answer in JSON with its tag, or 304 to whoever has it already.
 *
 * @param etag - with its quotes.
 * @param body - borrowed until it is sent.
 */
export function conditional(
  { req }: Context<ServiceEnv>,
  etag: string,
  body: Uint8Array<ArrayBuffer> | string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  if (isKnown(etag, req.raw.headers.get("If-None-Match"))) {
    return new Response(null, { status: 304, headers: { ...HEADERS, ETag: etag, ...headers } });
  }
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  return new Response(body, {
    headers: {
      ...HEADERS,
      ETag: etag,
      "Content-Type": "application/json",
      "Content-Length": String(length), // HEAD tells it too
      ...headers,
    },
  });
}

/** Does `If-None-Match` name this tag, strong or weak? */
export function isKnown(etag: string, header: string | null | undefined): boolean {
  if (header === null || header === undefined) return false;
  if (header.trim() === "*") return true;
  const bare = (tag: string): string => tag.trim().replace(/^W\//u, "");
  return header.split(",").map(bare).includes(bare(etag));
}
