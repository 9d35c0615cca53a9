import type { ConnectError } from "@connectrpc/connect";
import { SparkError } from "../../core/errors.ts";
import type { Connection } from "./connection.ts";
import type { ServerError } from "./server-error.ts";

/** The server is another one than before, or has let go of the session. */
export function lostError(step: string, address: string): SparkError {
  return new SparkError(
    `Cannot ${step}: Spark at ${address} was restarted or dropped the session; what was learned there is gone and nothing was written here, run it again`,
    "lost",
  );
}

/** What a failed call means for whoever asked. */
export async function sparkError(
  connection: Connection,
  step: string,
  failure: ConnectError,
  told: ServerError,
): Promise<SparkError> {
  void failure;
  await Promise.resolve();
  return new SparkError(connection.redact(`Cannot ${step}: ${told.message}`), "failed");
}
