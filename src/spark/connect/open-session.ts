import { randomUUID } from "node:crypto";
import type { SparkAddress } from "../address.ts";
import { type Channel, openChannel } from "./channel.ts";
import { ConnectSession } from "./connect-session.ts";
import { Connection, type Timing } from "./connection.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "./retry.ts";
import { checkToken, secretsOf, withoutSecrets } from "./secrets.ts";
import { serverVersion } from "./server-version.ts";
import type { ServerProgress, SparkSession } from "./session.ts";

/** How a session is opened and what it tells meanwhile. */
export interface OpenSessionOptions {
  /** Stops whatever runs, on the server as well. */
  readonly signal?: AbortSignal | undefined;
  /** How far the server is; called as often as it says so, some once a second. */
  readonly onProgress?: ((progress: ServerProgress) => void) | undefined;
  /** A bearer token; what stands in the address comes first. */
  readonly token?: string | undefined;
  /** Certificates (PEM) to be trusted instead of those that Node trusts (`NODE_EXTRA_CA_CERTS` adds to those). */
  readonly certificateAuthority?: string | undefined;
  /** How long failures that may pass are borne once the session is open: some ten minutes. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** How long the server is waited for at opening, in milliseconds: 15 s. */
  readonly openingMs?: number | undefined;
  /** How long nothing may listen there at opening, in milliseconds: 3 s. */
  readonly refusedMs?: number | undefined;
  /** A stream without a message for so long is taken up anew, in milliseconds: 3 minutes. */
  readonly silenceMs?: number | undefined;
  /**
   * A stream without a message that ended well counts as an answer of the server's if it lasted so long, in milliseconds: 900. Servers
   * hold them for a second at least (`spark.connect.execute.reattachable.senderMaxStreamDuration`), a proxy without a server ends
   * them as soon as they come.
   */
  readonly heldMs?: number | undefined;
  /**
   * How long columns may take to be told, in milliseconds: an hour, since Spark may have to read all of a table to find their types
   * (`inferSchema`). A server that has vanished meanwhile is noticed by `pingMs`.
   */
  readonly answerMs?: number | undefined;
  /**
   * A connection over which nothing comes for so long, while an answer is awaited, is asked for a sign of life, in milliseconds: 310 s;
   * gRPC servers on the JVM close those that are asked more than once in five minutes. Without one in a minute it is taken for dead.
   */
  readonly pingMs?: number | undefined;
  /** How long the server is waited for when it is told to stop, or goodbye: 3 s. */
  readonly farewellMs?: number | undefined;
}

const OPENING_MS = 15_000;
const REFUSED_MS = 3000;
const PING_MS = 310_000;

/**
 * Opens a session with the server at an address, or joins the one whose `session_id` stands there. `close` it at the end.
 *
 * @throws SparkError when it cannot be reached (`unreachable`), refuses (`refused`) or is older than 4.0 (`unsupported`)
 * @throws AbortedError when the signal is set
 * @throws SyntaxError when the token holds what no header can
 */
export async function openSession(
  address: SparkAddress,
  options: OpenSessionOptions = {},
): Promise<SparkSession> {
  const token = address.token() ?? options.token;
  const { certificateAuthority, pingMs = PING_MS } = options;
  checkToken(token);
  const channel = openChannel(address, { token, certificateAuthority, pingMs });
  const connection = connectionOf(address, channel, options);
  try {
    const { openingMs = OPENING_MS, refusedMs = REFUSED_MS } = options;
    const version = await serverVersion(connection, address, { openingMs, refusedMs });
    return new ConnectSession(connection, version, address.sessionId === undefined);
  } catch (error) {
    channel.drop();
    throw error;
  }
}

function connectionOf(
  address: SparkAddress,
  channel: Channel,
  options: OpenSessionOptions,
): Connection {
  const secrets = secretsOf(address, options.token);
  const identity = {
    sessionId: address.sessionId ?? randomUUID(),
    userId: address.userId ?? "matinee",
    clientType: address.userAgent ?? "matinee",
  };
  return new Connection(channel, identity, {
    address: address.toString(),
    timing: timingOf(options),
    signal: options.signal,
    onProgress: options.onProgress,
    redact: (text) => withoutSecrets(text, secrets),
  });
}

function timingOf(options: OpenSessionOptions): Timing {
  return {
    retry: { ...DEFAULT_RETRY, ...options.retry },
    silenceMs: options.silenceMs ?? 180_000,
    heldMs: options.heldMs ?? 900,
    answerMs: options.answerMs ?? 3_600_000,
    farewellMs: options.farewellMs ?? 3000,
  };
}
