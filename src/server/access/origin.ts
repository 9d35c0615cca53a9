import { ProblemError } from "../http/problem-error.ts";

/**
 * Refuses requests that a page elsewhere makes a browser send: with no key needed, whoever looks at that page would
 * lend it this machine. Programs send neither header.
 *
 * @param allowed - origins, as in `Origin`, that may ask besides the server's own pages.
 * @throws {ProblemError} `foreign-origin`.
 */
export function checkOrigin(request: Request, allowed: ReadonlySet<string>): void {
  const origin = request.headers.get("Origin");
  if (origin !== null) {
    if (allowed.has(origin) || isOwn(origin, request.url)) return;
  } else {
    // Pictures, scripts and links come without an origin.
    const site = request.headers.get("Sec-Fetch-Site");
    if (site === null || site === "same-origin" || site === "none") return;
  }
  const detail =
    "A page of another origin asked; start the server with --allow-origin if it is to be answered";
  throw new ProblemError("foreign-origin", { detail });
}

/** Of the same host and port; behind a proxy, the scheme may be another one. */
function isOwn(origin: string, url: string): boolean {
  const start = url.indexOf("://") + 3;
  const authority = url.slice(start, url.indexOf("/", start));
  return origin === `http://${authority}` || origin === `https://${authority}`;
}
