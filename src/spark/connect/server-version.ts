import type { ConnectError } from "@connectrpc/connect";
import { SparkError } from "../../core/errors.ts";
import type { SparkAddress } from "../address.ts";
import type { Connection } from "./connection.ts";
import { readServerError } from "./server-error.ts";
import { speaksTls } from "./speaks-tls.ts";
import { needsTlsError } from "./way-error.ts";

const STEP = "open a session with Spark";

/** MLlib can be driven over Spark Connect since this version. */
const LEAST_MAJOR = 4;

/**
 * Asks the server for its version, which opens the session there.
 *
 * @throws SparkError when it cannot be reached, or is too old
 */
export async function serverVersion(
  connection: Connection,
  address: SparkAddress,
  openingMs: number,
): Promise<string> {
  let greeted = connection.channel.encrypted;
  const whenFailed = async (failure: ConnectError): Promise<void> => {
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
    { retry: { ...connection.timing.retry, totalMs: openingMs }, whenFailed },
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
