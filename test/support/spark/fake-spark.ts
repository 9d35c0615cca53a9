import { once } from "node:events";
import {
  createSecureServer,
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import type { AddressInfo, Server, Socket } from "node:net";
import { createContextKey, createContextValues } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { onTestFinished } from "vitest";
import type { Asked, AskedTable } from "./asked.ts";
import { FakeService, type RawStream } from "./fake-service.ts";
import type { FakeFailure, FakeResponse } from "./responses.ts";

/** What a fake server answers, and how it is reached. */
export interface FakeSparkOptions {
  /**
   * Called once for each operation; nothing means that it is done at once: no rows, and an id for what is to be kept. What it
   * yields may be made as it goes (a generator), and wait.
   */
  readonly answer?: (
    asked: Asked,
  ) => Iterable<FakeResponse> | AsyncIterable<FakeResponse> | undefined;
  /** Columns of a table, by name: SQL's word for the type. Only simple types. Or why there are none. */
  readonly columns?: (of: AskedTable) => Readonly<Record<string, string>> | FakeFailure;
  /** `4.1.4` if not said. */
  readonly version?: string;
  /** Whoever has another token, or none, is refused. */
  readonly token?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Every stream ends without ResultComplete after so many responses, as after `senderMaxStreamDuration`. */
  readonly responsesPerStream?: number;
}

/** What befalls one stream of responses. The first of the list befalls the next stream that is opened. */
export type StreamFault =
  /** Nothing. */
  | { readonly kind: "none" }
  /** The request does not reach the service: the stream is reset, nothing runs. */
  | { readonly kind: "loseRequest" }
  /** Status UNAVAILABLE, nothing runs. */
  | { readonly kind: "unavailable" }
  /** RST_STREAM after so many responses. */
  | { readonly kind: "reset"; readonly after: number }
  /** The connection is destroyed after so many responses. */
  | { readonly kind: "disconnect"; readonly after: number }
  /** The stream ends well, without ResultComplete, after so many responses. */
  | { readonly kind: "endEarly"; readonly after: number }
  /** The stream ends well after a time, without a message. */
  | { readonly kind: "idle"; readonly ms: number }
  /** Nothing comes any more after so many responses, not even an end. */
  | { readonly kind: "silence"; readonly after: number }
  /** The server restarts after so many responses: another session, nothing known of before. */
  | { readonly kind: "restart"; readonly after: number }
  /** The server forgets the operation after so many responses, and the stream is reset. */
  | { readonly kind: "forget"; readonly after: number };

/** A Spark Connect server in this process, on 127.0.0.1; it stops when the running test has finished. */
export interface FakeSpark {
  /** `sc://127.0.0.1:port`. */
  readonly address: string;
  readonly port: number;
  /** Faults of the streams to come; push to it. */
  readonly faults: StreamFault[];
  /** Calls that are never answered while they stand here: `analyzePlan`. */
  readonly muted: Set<string>;
  /** What was called, in order: `executePlan`, `reattachExecute after response-3`, `releaseExecute all`, … */
  readonly calls: readonly string[];
  /** What was asked by executePlan, in order. */
  readonly asked: readonly Asked[];
  /** Headers of the last request. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How many connections were made. */
  readonly connections: number;
  /** Sessions that were opened and not released. */
  readonly openSessions: number;
  /** Operations that still run or keep responses. */
  readonly operations: number;
  /** Forgets all sessions and operations, and cuts all connections. */
  restart(): void;
  /** Stops listening and cuts all connections: connection refused, until the returned function is called. */
  vanish(): Promise<() => Promise<void>>;
}

/** Starts one. */
export async function fakeSpark(options: FakeSparkOptions = {}): Promise<FakeSpark> {
  const sockets = new Set<Socket>();
  let [connections, headers] = [0, {} as FakeSpark["headers"]];
  const rawStream = createContextKey<RawStream | undefined>(undefined);
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const service = new FakeService(options, rawStream, cutAll);
  const adapter = connectNodeAdapter({
    routes: (router) => service.register(router),
    contextValues: (request) =>
      createContextValues().set(rawStream, "stream" in request ? request.stream : undefined),
  });
  const listener = (request: Http2ServerRequest, response: Http2ServerResponse): void => {
    headers = request.headers;
    adapter(request, response);
  };
  const server: Server =
    options.tls === undefined ? createServer(listener) : createSecureServer(options.tls, listener);
  server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("sessionError", () => {});
  const port = await listen(server, 0);
  const stop = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    cutAll();
    await closed;
  };
  onTestFinished(async () => {
    if (server.listening) await stop();
  });
  return {
    address: `sc://127.0.0.1:${port}`,
    port,
    faults: service.faults,
    muted: service.muted,
    calls: service.calls,
    asked: service.asked,
    get headers() {
      return headers;
    },
    get connections() {
      return connections;
    },
    get openSessions() {
      return service.openSessions;
    },
    get operations() {
      return service.operations;
    },
    restart: () => service.restart(),
    async vanish() {
      await stop();
      return async () => void (await listen(server, port));
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
