import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** A server that listens. */
export interface Listening {
  /** Such as `http://127.0.0.1:5757/`. */
  readonly url: string;
  /** Fulfilled when it has ended and the port is free. */
  readonly closed: Promise<void>;
}

/** A port cannot be listened on; `code` is the system's, such as `EADDRINUSE`. */
export class ListenError extends Error {
  override readonly name: string = "ListenError";
  readonly code: string;
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Answers HTTP requests with `fetch` until `signal` is set; open connections are then cut.
 *
 * @throws {ListenError} if the port is taken, not allowed, or the host not of this machine.
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, signal }: ListenOptions,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
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
    if ("closeAllConnections" in server) server.closeAllConnections();
  };
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`, closed };
}

function asListenError(error: NodeJS.ErrnoException, host: string, port: number): ListenError {
  const code = error.code ?? "";
  const message = `Cannot serve on port ${port} of ${host}: ${reasonOf(code, error.message)}`;
  return new ListenError(message, code, { cause: error });
}

function reasonOf(code: string, message: string): string {
  switch (code) {
    case "EADDRINUSE":
      return "another program listens there; choose another --port, or 0 for any free one";
    case "EACCES":
      return "the system does not allow it; choose a --port above 1023";
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "this machine has no such address; leave out --host";
    default:
      return message;
  }
}
