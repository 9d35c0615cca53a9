import type { Connection } from "./connection.ts";
import { commandPlan, statement } from "./plans.ts";

/**
 * Statements that leave the server tidy, one after the other, whether they succeed or not, in `farewellMs` altogether. They are
 * sent even when the signal of the connection is set, once each: none is taken up again.
 */
export async function tidyUp(connection: Connection, statements: readonly string[]): Promise<void> {
  const signal = AbortSignal.timeout(connection.timing.farewellMs);
  for (const sql of statements) {
    // A server that is gone has forgotten it all; nobody is left to be told of another failure.
    await attempted(connection, sql, signal).catch(() => {});
  }
}

async function attempted(connection: Connection, sql: string, signal: AbortSignal): Promise<void> {
  const request = { ...connection.frame(), plan: commandPlan(statement(sql)) };
  const responses = connection.channel.client.executePlan(request, { signal });
  const iterator = responses[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}
