import type { Context } from "hono";
import { Hono } from "hono";
import { ROUTES } from "../contract/routes.ts";
import { rawPath } from "./http/address.ts";
import { isKnown } from "./http/conditional.ts";
import { SECURITY_HEADERS } from "./http/security-headers.ts";
import { DOCS_STYLE_PATH } from "./operation/docs-style.ts";
import { isCompressible, mediaType } from "./page/media-type.ts";
import type { ServedFile } from "./page/served-file.ts";
import { FileStore } from "./page/served-file.ts";

/** Answers requests, on no platform in particular. */
export interface App {
  /** @param arrival - what the platform knows of the request besides. */
  fetch(request: Request, arrival?: object): Response | Promise<Response>;
}

/** What a server serves, and for whom. */
export interface AppParts {
  readonly files: readonly ServedFile[];
  /** Is this host name, as in `URL.hostname`, one that the server answers to? */
  isOwnHost(hostname: string): boolean;
  /** Told of what went wrong inside; whoever asked is told only that something did. */
  onFault(error: unknown): void;
  /** Answers for the paths of the contract; without it, there are files only. */
  readonly api?: App | undefined;
}

/** Names in this folder hold a hash of the content, so what has such a name never changes. */
const NEVER_CHANGES = "immutable/";
const METHODS = "GET, HEAD";

/** Answers requests: those for a path of the contract by the API, all others by files. */
export function makeApp(parts: AppParts): App {
  const { api } = parts;
  const page = makePage(parts);
  if (api === undefined) return page;
  return {
    fetch: (request, arrival) =>
      (API_ROOTS.has(rootOf(rawPath(request))) ? api : page).fetch(request, arrival),
  };
}

/** First segments of the paths of contract and docs; no file of the page begins with one. */
const API_ROOTS: ReadonlySet<string> = new Set([
  ...Object.values(ROUTES).map((route) => rootOf(route.path)),
  rootOf(DOCS_STYLE_PATH),
]);

function rootOf(path: string): string {
  const end = path.indexOf("/", 1);
  return end === -1 ? path.slice(1) : path.slice(1, end);
}

function makePage({ files, isOwnHost, onFault }: AppParts): App {
  const store = new FileStore(files);
  const app = new Hono();
  app.use(async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (isOwnHost(hostname)) await next();
    else context.res = plain(421, "This address is not served here; use the one that was printed.");
    const { headers } = context.res;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
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

function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}) {
  return new Response(`${text}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
  });
}
