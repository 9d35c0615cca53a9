import type { Context } from "hono";
import { Hono } from "hono";
import { isCompressible, mediaType } from "./page/media-type.ts";
import { SECURITY_HEADERS } from "./http/security-headers.ts";
import type { ServedFile } from "./page/served-file.ts";
import { FileStore } from "./page/served-file.ts";

/** What a server serves, and for whom. */
export interface AppParts {
  readonly files: readonly ServedFile[];
  /** Is this host name, as in `URL.hostname`, one that the server answers to? */
  isOwnHost(hostname: string): boolean;
  /** Told of what went wrong inside; whoever asked is told only that something did. */
  onFault(error: unknown): void;
}

/** Names in this folder hold a hash of the content, so what has such a name never changes. */
const NEVER_CHANGES = "immutable/";
const METHODS = "GET, HEAD";

/** Answers requests, on no platform in particular: `app.fetch` is `Request` → `Response`. */
export function makeApp({ files, isOwnHost, onFault }: AppParts): Hono {
  const store = new FileStore(files);
  const app = new Hono();
  app.use(async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (isOwnHost(hostname)) await next();
    else context.res = plain(421, "This address is not served here; use the one that was printed.");
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value);
  });
  app.get("*", (context) => answerWithFile(context, store));
  app.all("*", () => plain(405, `Only ${METHODS} are answered.`, { Allow: METHODS }));
  app.onError((error) => {
    onFault(error);
    return plain(500, "This could not be read; the terminal tells why.");
  });
  return app;
}

async function answerWithFile({ req }: Context, store: FileStore): Promise<Response> {
  const path = filePath(req.path);
  if (path === undefined || !store.has(path)) {
    return plain(404, "There is nothing here; the page is at /");
  }
  const canGzip = isCompressible(path);
  const gzip = canGzip && acceptsGzip(req.header("Accept-Encoding"));
  const { etag, bytes } = await store.get(path, { gzip });
  const headers = {
    ETag: etag,
    "Cache-Control": path.startsWith(NEVER_CHANGES) ? "max-age=31536000, immutable" : "no-cache",
    ...(canGzip ? { Vary: "Accept-Encoding" } : {}),
  };
  if (isKnown(etag, req.header("If-None-Match"))) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(bytes, {
    headers: {
      ...headers,
      "Content-Type": mediaType(path),
      "Content-Length": String(bytes.length),
      ...(gzip ? { "Content-Encoding": "gzip" } : {}),
    },
  });
}

/** A file's path is looked up as it is, so `..` leads nowhere. */
function filePath(requested: string): string | undefined {
  if (requested === "/") return "index.html";
  try {
    return decodeURIComponent(requested.slice(1));
  } catch {
    return undefined; // `%` without two digits
  }
}

/** `gzip;q=0` is how someone says no. */
function acceptsGzip(header: string | undefined): boolean {
  return /(?:^|,)\s*gzip\s*(?:;\s*q\s*=\s*(?:0?\.\d*[1-9]\d*|1(?:\.0*)?)\s*)?(?:,|$)/iu.test(
    header ?? "",
  );
}

function isKnown(etag: string, header: string | undefined): boolean {
  if (header === undefined) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//u, "");
  return header.trim() === "*" || header.split(",").map(bare).includes(bare(etag));
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}) {
  return new Response(`${text}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
  });
}
