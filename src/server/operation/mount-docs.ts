import { createHash } from "node:crypto";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { getDocs, getOpenApi } from "../../contract/operation-routes.ts";
import { openApiDocument } from "../../contract/openapi.ts";
import { conditional } from "../http/conditional.ts";
import type { ServiceEnv } from "../service.ts";
import { docsPage } from "./docs-page.ts";
import { DOCS_STYLE, DOCS_STYLE_PATH } from "./docs-style.ts";

/** Answered to anyone: there is nothing in them but the contract. */
export const DOCS_PATHS: readonly string[] = [getOpenApi.path, getDocs.path, DOCS_STYLE_PATH];

/** Answers with the contract, as JSON and as a page; each is made when first asked for, then kept. */
export function mountDocs(api: OpenAPIHono<ServiceEnv>, version: string): void {
  const document = once(() => openApiDocument(version));
  const texts = [
    [getOpenApi.path, "application/json; charset=utf-8", () => JSON.stringify(document())],
    [getDocs.path, "text/html; charset=utf-8", () => docsPage(document())],
    [DOCS_STYLE_PATH, "text/css; charset=utf-8", () => DOCS_STYLE],
  ] as const;
  for (const [path, type, text] of texts) {
    const fixed = once(() => fixedText(text()));
    api.get(path, (context) => {
      const { bytes, etag } = fixed();
      const headers = { "Cache-Control": "no-cache", "Content-Type": type };
      return conditional(context, etag, bytes, headers);
    });
  }
}

interface Fixed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

function fixedText(text: string): Fixed {
  const bytes = new TextEncoder().encode(text);
  const hash = createHash("sha256").update(bytes).digest("base64url");
  return { bytes, etag: `"${hash.slice(0, 22)}"` };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
