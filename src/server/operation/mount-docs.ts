import { createHash } from "node:crypto";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { getDocs, getOpenApi } from "../../contract/operation-routes.ts";
import { openApiDocument } from "../../contract/openapi.ts";
import type { ServiceEnv } from "../service.ts";
import { docsPage } from "./docs-page.ts";
import { DOCS_STYLE, DOCS_STYLE_PATH } from "./docs-style.ts";

/** Answered to anyone: there is nothing in them but the contract. */
export const DOCS_PATHS: readonly string[] = [getOpenApi.path, getDocs.path, DOCS_STYLE_PATH];

/** Answers with the contract, as JSON and as a page; both are made once. */
export function mountDocs(api: OpenAPIHono<ServiceEnv>, version: string): void {
  const document = openApiDocument(version);
  const texts = [
    [getOpenApi.path, "application/json; charset=utf-8", JSON.stringify(document)],
    [getDocs.path, "text/html; charset=utf-8", docsPage(document)],
    [DOCS_STYLE_PATH, "text/css; charset=utf-8", DOCS_STYLE],
  ] as const;
  for (const [path, type, text] of texts) {
    const bytes = new TextEncoder().encode(text);
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    api.get(path, (context) => answer(context, { type, bytes, etag }));
  }
}

interface Fixed {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

function answer({ req, body }: Context<ServiceEnv>, { type, bytes, etag }: Fixed): Response {
  const headers = { ETag: etag, "Cache-Control": "no-cache" };
  const known = (req.header("If-None-Match") ?? "").split(",").map((tag) => tag.trim());
  if (known.some((tag) => tag === "*" || tag.replace(/^W\//u, "") === etag)) {
    return body(null, 304, headers);
  }
  return body(bytes, 200, { ...headers, "Content-Type": type });
}
