import { type Client, createClient, type Interceptor } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import type { SparkAddress } from "../address.ts";
import { SparkConnectService } from "../proto/spark/connect/base_pb.ts";

/** The typed stub of Spark's service. */
export type SparkClient = Client<typeof SparkConnectService>;

/** One HTTP/2 connection at a time to a server, opened when it is needed. */
export interface Channel {
  readonly client: SparkClient;
  readonly encrypted: boolean;
  /** Gives up the connection and every stream on it; the next request opens a new one. */
  drop(): void;
}

/** How the server is to be reached. */
export interface ChannelOptions {
  readonly token: string | undefined;
  /** Certificates (PEM) that are trusted instead of those that Node trusts. */
  readonly certificateAuthority: string | undefined;
  /** Milliseconds without a byte, while something is awaited, after which the other side is asked for a sign of life. */
  readonly pingMs: number;
}

/**
 * A channel to the server at an address. It gives up a connection whose other side has vanished, and every stream on it, a minute
 * after the ping at the latest.
 */
export function openChannel(
  address: SparkAddress,
  { token, certificateAuthority, pingMs }: ChannelOptions,
): Channel {
  const scheme = address.usesTls(token) ? "https" : "http";
  const baseUrl = `${scheme}://${address.host}:${address.port}`;
  const tls = certificateAuthority === undefined ? {} : { ca: certificateAuthority };
  const pings = { pingIntervalMs: pingMs, pingTimeoutMs: Math.min(pingMs, 60_000) };
  const sessionManager = new Http2SessionManager(baseUrl, pings, tls);
  const interceptors = [withHeaders(address.headers(), token)];
  const transport = createGrpcTransport({ baseUrl, sessionManager, interceptors });
  return {
    client: createClient(SparkConnectService, transport),
    encrypted: scheme === "https",
    drop: () => sessionManager.abort(),
  };
}

function withHeaders(headers: ReadonlyMap<string, string>, token: string | undefined): Interceptor {
  return (next) => (request) => {
    for (const [name, value] of headers) request.header.set(name, value);
    if (token !== undefined) request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
}
