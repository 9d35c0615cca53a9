import { describe, integerIn, rejectUnknownKeys } from "../core/check.ts";

/** What of `fetch` a client needs. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Where a service is, and how to ask it. */
export interface ClientOptions {
  /** Where it listens, such as `http://127.0.0.1:5757`, without `/v1`; may have a path that a proxy put in front. */
  readonly url: string;
  /** `mat_…`; a service on loopback for which no key was ever made needs none. */
  readonly apiKey?: string | undefined;
  /** Instead of the platform's own. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds that a call may take in all, repetitions and waiting included. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** How often a call that may be repeated is, at most. Default 2. */
  readonly retries?: number | undefined;
  /** Bytes of answers that are kept, so that the service need not send again what has not changed. Default 0. */
  readonly cacheBytes?: number | undefined;
}

/** What one call may choose for itself. */
export interface CallOptions {
  /** Ends the call with an `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /** Instead of the client's. */
  readonly timeoutMs?: number | undefined;
}

/** What a client does that is told nothing but where to ask. */
export const CLIENT_DEFAULTS: Readonly<{ timeoutMs: number; retries: number; cacheBytes: number }> =
  Object.freeze({ timeoutMs: 30_000, retries: 2, cacheBytes: 0 });

/** Options that were checked. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly fetch: Fetch;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly cacheBytes: number;
}

const ACTION = "Cannot make a client";
const KNOWN = { url: 0, apiKey: 0, fetch: 0, ...CLIENT_DEFAULTS };
/** What timers can hold: 2^31 − 1 ms, some 24 days. */
const LONGEST_MS = 2_147_483_647;

/** @throws {TypeError | RangeError} for anything that no request can be sent with. */
export function connectionOf(options: ClientOptions): Connection {
  rejectUnknownKeys(ACTION, options, KNOWN);
  const { timeoutMs, retries, cacheBytes } = { ...CLIENT_DEFAULTS, ...given(options) };
  return {
    url: baseOf(options.url),
    apiKey: keyOf(options.apiKey),
    fetch: fetchOf(options.fetch),
    timeoutMs: checkTimeout(ACTION, timeoutMs),
    retries: integerIn(ACTION, "retries", retries, 0, 10),
    cacheBytes: integerIn(ACTION, "cacheBytes", cacheBytes, 0, 2 ** 32),
  };
}

export function checkTimeout(action: string, timeoutMs: number): number {
  return integerIn(action, "timeoutMs", timeoutMs, 1, LONGEST_MS);
}

function given({ timeoutMs, retries, cacheBytes }: ClientOptions): Partial<typeof CLIENT_DEFAULTS> {
  return {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(retries === undefined ? {} : { retries }),
    ...(cacheBytes === undefined ? {} : { cacheBytes }),
  };
}

function baseOf(value: unknown): string {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol)) {
    throw new TypeError(
      `${ACTION}: "url" must be an address such as http://127.0.0.1:5757, got ${describe(value)}`,
    );
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    // Not shown: there may be a password in it.
    throw new RangeError(
      `${ACTION}: "url" must have no user, password, query or fragment; a key goes into "apiKey"`,
    );
  }
  const base = url.href.replace(/\/+$/u, "");
  if (!base.endsWith("/v1")) return base;
  throw new RangeError(`${ACTION}: "url" must end before "/v1", which the client adds`);
}

/** What a header cannot hold would be refused by `fetch` in a message that shows the key. */
function keyOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^[\x21-\x7e]+$/u.test(value)) return value;
  throw new TypeError(`${ACTION}: "apiKey" must be a key as it was made, mat_…, without spaces`);
}

function fetchOf(value: unknown): Fetch {
  if (value === undefined) return (url, init) => globalThis.fetch(url, init);
  if (typeof value === "function") return value as Fetch;
  throw new TypeError(`${ACTION}: "fetch" must be a function, got ${describe(value)}`);
}
