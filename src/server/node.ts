import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { answerBrokenRequest, refusedRequest } from "./http/broken-request.ts";
import { ListenError, asListenError } from "./http/listen-error.ts";

export { ListenError };

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Open at once; those beyond are cut. Default 1,000. */
  readonly mostConnections?: number;
  /** How long requests under way may take when the signal is set. Default 10 s. */
  readonly graceMs?: number;
  /** How long a connection may take to send its first bytes up to the end of the headers. Default 10 s. */
  readonly headersMs?: number;
  /**
   * May `Request` and `Response` of the process be replaced by ones that need no streams for what is at hand? Answers
   * then take a fifth less time. Only where the process does nothing else.
   */
  readonly replacesGlobals?: boolean;
}

/** A server that listens. */
export interface Listening {
  /** Such as `http://127.0.0.1:5757/`. */
  readonly url: string;
  /** Fulfilled when it has ended and the port is free. */
  readonly closed: Promise<void>;
}

/** Answers a request; the second argument is an `Arrival`. */
export type Fetch = (request: Request, arrival: object) => Response | Promise<Response>;

const MOST_CONNECTIONS = 1000;
const GRACE_MS = 10_000;
const HEADERS_MS = 10_000;
/** A bulk request may have half a gigabyte. */
const REQUEST_MS = 300_000;
const KEEP_ALIVE_MS = 5000;
const CHECK_MS = 1000;
const MOST_HEADER_BYTES = 16_384;

/**
 * Answers HTTP requests with `fetch` until `signal` is set. Then nothing new is let in, requests under way are
 * answered within the grace, and connections that wait are cut.
 *
 * @throws {ListenError} if the port is taken, not allowed, or the host not of this machine.
 */
export async function listen(fetch: Fetch, options: ListenOptions): Promise<Listening> {
  const { host, port, signal } = options;
  const headersTimeout = options.headersMs ?? HEADERS_MS;
  const server = createServer({
    ...{ headersTimeout, requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    ...{ connectionsCheckingInterval: Math.min(CHECK_MS, headersTimeout) },
    ...{ maxHeaderSize: MOST_HEADER_BYTES, requireHostHeader: false }, // it is, in our own words
  });
  server.maxConnections = options.mostConnections ?? MOST_CONNECTIONS;
  const answer = getRequestListener((request, arrival) => fetch(request, arrival), {
    overrideGlobalObjects: options.replacesGlobals ?? false,
    errorHandler: refusedRequest,
  });
  const underWay = new UnderWay();
  server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    underWay.add(outgoing);
    void answer(incoming, outgoing);
  });
  server.on("clientError", answerBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(asListenError(error, host, port)),
    );
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const end = (): void => {
    server.close();
    const cut = (): void => server.closeAllConnections();
    const timer = setTimeout(cut, options.graceMs ?? GRACE_MS);
    server.once("close", () => clearTimeout(timer));
    underWay.end(cut);
  };
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`, closed };
}

/** Answers that have not been sent yet. */
class UnderWay {
  readonly #answers = new Set<ServerResponse>();
  #whenNone: (() => void) | undefined;

  add(answer: ServerResponse): void {
    this.#answers.add(answer);
    if (this.#whenNone !== undefined) answer.shouldKeepAlive = false;
    answer.once("close", () => {
      this.#answers.delete(answer);
      this.#look();
    });
  }

  /** Connections are not kept after these answers; `whenNone` is called when all have been sent. */
  end(whenNone: () => void): void {
    this.#whenNone = whenNone;
    for (const answer of this.#answers) answer.shouldKeepAlive = false;
    this.#look();
  }

  #look(): void {
    if (this.#answers.size === 0) this.#whenNone?.();
  }
}
