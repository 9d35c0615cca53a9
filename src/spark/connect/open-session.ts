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
  /** A stream without a message for so long is taken up anew, in milliseconds: 3 minutes. */
  readonly silenceMs?: number | undefined;
  /** How long a question without work for the cluster may take, in milliseconds: 10 minutes. */
  readonly answerMs?: number | undefined;
  /** How long the server is waited for when it is told to stop, or goodbye: 3 s. */
  readonly farewellMs?: number | undefined;
}

const OPENING_MS = 15_000;

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
  const { certificateAuthority } = options;
  checkToken(token);
  const channel = openChannel(address, { token, certificateAuthority });
  const connection = connectionOf(address, channel, options);
  try {
    const openingMs = options.openingMs ?? OPENING_MS;
    const version = await serverVersion(connection, address, openingMs);
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
    answerMs: options.answerMs ?? 600_000,
    farewellMs: options.farewellMs ?? 3000,
  };
}
