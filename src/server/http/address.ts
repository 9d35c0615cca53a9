import type { IncomingMessage } from "node:http";
import { ProblemError } from "./problem-error.ts";

/** What `listen` gives along with a request; tests that ask an app directly give nothing. */
export interface Arrival {
  readonly incoming: Pick<IncomingMessage, "url" | "socket">;
}

/** Address of whoever sent it. */
export function remoteAddress(arrival: Partial<Arrival> | undefined): string {
  return arrival?.incoming?.socket.remoteAddress ?? "";
}

/**
 * The path as it was sent, for routing: percent signs are read where an id is cut out, so `%2F` belongs to the id
 * and no character of an id can end a pattern early.
 */
export function rawPath({ url }: Request): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  for (let at = start; at < url.length; at++) {
    const code = url.charCodeAt(at);
    if (code === QUESTION_MARK || code === HASH) return url.slice(start, at);
  }
  return url.slice(start);
}

const QUESTION_MARK = 63;
const HASH = 35;

/**
 * Is an address one that means the same to everybody?
 *
 * @throws {ProblemError} `invalid-request` for percent signs that are no UTF-8, and for segments "." and "..", which
 *   the standard of URLs would have turned into another address. Node lets no character beyond ASCII through.
 */
export function checkAddress({ url }: Request, arrival: Partial<Arrival> | undefined): void {
  if (url.includes("%") && !isReadable(url)) {
    throw invalid("it has percent signs that are no UTF-8");
  }
  const sent = arrival?.incoming?.url;
  if (sent === undefined || url.endsWith(sent)) return;
  if (/\/(?:\.|%2e){1,2}(?:[/?#]|$)/iu.test(sent)) {
    throw invalid('the ids "." and ".." are written "~." and "~.." there');
  }
}

/** What it reads as is used: bundlers drop a call that seems to have no effect, though it could have thrown. */
function isReadable(url: string): boolean {
  try {
    return decodeURIComponent(url) !== "";
  } catch {
    return false;
  }
}

function invalid(what: string): ProblemError {
  const detail = `Cannot read the address: ${what}; encode each id by itself`;
  return new ProblemError("invalid-request", { detail });
}
