import { SparkError } from "../../core/errors.ts";
import type { Connection } from "./connection.ts";

const STEP = "open a session with Spark";

/** MLlib can be driven over Spark Connect since this version. */
const LEAST_MAJOR = 4;

/**
 * Asks the server for its version, which opens the session there.
 *
 * @throws SparkError when it cannot be reached, or is too old
 */
export async function serverVersion(connection: Connection, openingMs: number): Promise<string> {
  const analyze = { case: "sparkVersion" as const, value: {} };
  const answer = await connection.ask(
    STEP,
    (client, options) => client.analyzePlan({ ...connection.frame(), analyze }, options),
    { ...connection.timing.retry, totalMs: Math.min(openingMs, connection.timing.retry.totalMs) },
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
