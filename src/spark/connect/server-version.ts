import type { ConnectError } from "@connectrpc/connect";
import { SparkError } from "../../core/errors.ts";
import type { SparkAddress } from "../address.ts";
import type { Connection } from "./connection.ts";
import type { RetryPolicy } from "./retry.ts";
import { readServerError } from "./server-error.ts";
import { systemCodes } from "./transient.ts";
import { speaksTls } from "./speaks-tls.ts";
import { needsTlsError, wayError } from "./way-error.ts";

const STEP = "open a session with Spark";

/** MLlib can be driven over Spark Connect since this version. */
const LEAST_MAJOR = 4;

/** How long is waited for what, in milliseconds. */
export interface OpeningTimes {
  /** For an answer. */
  readonly openingMs: number;
  /** While nothing listens there. */
  readonly refusedMs: number;
}

/**
 * Asks the server for its version, which opens the session there.
 *
 * @throws SparkError when it cannot be reached, or is too old
 */
export async function serverVersion(
  connection: Connection,
  address: SparkAddress,
  { openingMs, refusedMs }: OpeningTimes,
): Promise<string> {
  const begun = performance.now();
  let greeted = connection.channel.encrypted;
  const whenFailed = async (failure: ConnectError): Promise<void> => {
    // A server that is about to start is waited for, but not for long.
    if (performance.now() - begun >= refusedMs && systemCodes(failure).includes("ECONNREFUSED")) {
      throw wayError(STEP, connection.address, failure);
    }
    // A server that speaks TLS cuts off whoever does not: it is asked once which it is.
    if (greeted || readServerError(failure).fromServer) return;
    greeted = true;
    if (await speaksTls(address.host, address.port, Math.min(openingMs, 2000))) {
      throw needsTlsError(STEP, connection.address);
    }
  };
  const analyze = { case: "sparkVersion" as const, value: {} };
  const answer = await connection.ask(
    STEP,
    (client, options) => client.analyzePlan({ ...connection.frame(), analyze }, options),
    { retry: openingRetry(connection, openingMs), limitMs: openingMs, whenFailed },
  );
  const version = answer.result.case === "sparkVersion" ? answer.result.value.version : "";
  const major = Number.parseInt(version, 10);
  if (!(major >= LEAST_MAJOR)) {
    const found = version === "" ? "tells no version" : `is ${version}`;
    throw new SparkError(
      `Cannot ${STEP}: it needs Spark 4.0 or later, the server at ${connection.address} ${found}; start a Connect server of Spark 4`,
      "unsupported",
    );
  }
  return version;
}

/** Somebody waits: a second is the longest pause. */
function openingRetry({ timing }: Connection, totalMs: number): RetryPolicy {
  const longestWaitMs = Math.min(timing.retry.longestWaitMs, 1000);
  return { ...timing.retry, longestWaitMs, totalMs };
}
