import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Server as TcpServer } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { answerBrokenRequest, refusedRequest } from "./http/broken-request.ts";
import { Lingering } from "./http/linger.ts";
import { ListenError, asListenError } from "./http/listen-error.ts";
import { UnderWay } from "./http/under-way.ts";

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
  /** How long a connection may neither send nor take anything while no answer is worked out. Default 30 s. */
  readonly stallMs?: number;
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
const STALL_MS = 30_000;
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
  const connections = new Connections();
  server.on("connection", (socket: Socket) => connections.open(socket));
  server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    connections.add(incoming, outgoing);
    void answer(incoming, outgoing);
  });
  server.on("clientError", (error: Error, socket: Duplex) =>
    connections.refuse(error, socket as Socket),
  );
  server.setTimeout(options.stallMs ?? STALL_MS, (socket) => connections.stalled(socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(asListenError(error, host, port)),
    );
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const end = (): void => {
    // That of HTTP would cut connections at once that wait; as long as answers are under way, they may ask.
    TcpServer.prototype.close.call(server);
    const cut = (): void => {
      server.close();
      server.closeAllConnections();
    };
    const timer = setTimeout(cut, options.graceMs ?? GRACE_MS);
    server.once("close", () => clearTimeout(timer));
    connections.underWay.end(cut);
  };
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`, closed };
}

/** What is known of the connections of a server. */
class Connections {
  readonly underWay = new UnderWay();
  readonly #lingering = new Lingering();
  /** What came last on a connection. */
  readonly #last = new WeakMap<Socket, IncomingMessage>();
  readonly #broken = new WeakSet<Socket>();

  /** Node ends a connection after its last answer by this method, and would reset one whose body is still coming. */
  open(socket: Socket): void {
    const endAtOnce = socket.destroySoon.bind(socket);
    socket.destroySoon = () => {
      const last = this.#last.get(socket);
      if (this.#broken.has(socket) || last?.complete === false) this.#lingering.end(socket);
      else endAtOnce();
    };
  }

  add(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.#last.set(incoming.socket, incoming);
    this.underWay.add(outgoing);
  }

  /** Each piece that comes after something broken is broken, too. */
  refuse(error: Error, socket: Socket): void {
    if (this.#broken.has(socket)) return;
    this.#broken.add(socket);
    const before = this.underWay.of(socket).filter(({ req }) => req.complete);
    void answerBrokenRequest(error, socket, { before, end: () => this.#lingering.end(socket) });
  }

  /** Nothing came or went for a while: only an answer that is being worked out may take longer. */
  stalled(socket: Socket): void {
    const isWorkedOut = socket.writableLength === 0 && this.underWay.of(socket).length > 0;
    if (!isWorkedOut) socket.destroy();
  }
}
