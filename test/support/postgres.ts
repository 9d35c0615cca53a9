import { afterAll, beforeAll, describe } from "vitest";
import { findPostgres } from "./postgres-binaries.ts";
import { PostgresServer } from "./postgres-server.ts";

export type { PostgresServer } from "./postgres-server.ts";

const BINARIES = findPostgres();

/** Goes into the name of a suite that is skipped where there is none. */
const WHY_SKIPPED: string =
  BINARIES === undefined ? " (skipped: Postgres 15 or later is not here; install it)" : "";

/**
 * A suite with a Postgres server of its own, started before its tests and ended after them.
 *
 * @param body - calls `server()` in hooks and tests: there is none before.
 */
export function describeWithPostgres(
  name: string,
  body: (server: () => PostgresServer) => void,
): void {
  describe.skipIf(!hasPostgres)(`${name}${WHY_SKIPPED}`, () => {
    body(withPostgres());
  });
}

/** For a suite that is skipped by other means where {@link hasPostgres} is false. */
export function withPostgres(): () => PostgresServer {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = new PostgresServer(BINARIES!);
    await server.start();
  });
  afterAll(async () => {
    await server?.remove();
  });
  return () => server!;
}

export const hasPostgres: boolean = BINARIES !== undefined;
