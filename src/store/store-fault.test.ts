import { expect, test } from "vitest";
import { StoreError, WriteError } from "../core/errors.ts";
import { asStoreError, isConflict, isReadTimeout } from "./store-fault.ts";

function sqlite(rawCode: number, message = "m"): Error {
  return Object.assign(new Error(message), { code: `SQLITE_${rawCode}`, rawCode });
}

function postgres(code: string | undefined, message = "m"): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

test.each([
  ["SQLite: busy", sqlite(5), "unavailable", "another process"],
  ["SQLite: busy in recovery", sqlite(261), "unavailable", "another process"],
  ["SQLite: locked", sqlite(6), "unavailable", "another process"],
  ["SQLite: read-only", sqlite(8), "unavailable", "permission"],
  ["SQLite: cannot open", sqlite(14), "unavailable", "cannot be opened"],
  [
    "libsql: cannot open",
    postgres("", 'ConnectionFailed("Unable to open: 14")'),
    "unavailable",
    "cannot be opened",
  ],
  ["libsql: closed", new TypeError("The database connection is not open"), "unavailable", "closed"],
  ["SQLite: no memory", sqlite(7), "unavailable", "memory"],
  ["SQLite: full", sqlite(13), "full", "free some space"],
  ["SQLite: no space for its index", sqlite(4874), "full", "free some space"],
  ["SQLite: I/O", sqlite(778), "damaged", "disk reports a fault"],
  ["SQLite: corrupt", sqlite(11), "damaged", "backup"],
  ["SQLite: no database", sqlite(26), "damaged", "no SQLite database"],
  ["SQLite: no table", sqlite(1, "no such table: people"), "damaged", "people"],
  [
    "a file that cannot be made",
    new WriteError('Cannot write "x": no; do', "x"),
    "unavailable",
    "no; do",
  ],
  ["Postgres: refused", postgres("ECONNREFUSED"), "unavailable", "start it"],
  ["Postgres: no socket", postgres("ENOENT"), "unavailable", "start it"],
  ["Postgres: no such host", postgres("ENOTFOUND"), "unavailable", "host"],
  ["Postgres: reset", postgres("ECONNRESET"), "unavailable", "ended the connection"],
  ["Postgres: stopping", postgres("57P01"), "unavailable", "ended the connection"],
  ["Postgres: crashed", postgres("57P02"), "unavailable", "ended the connection"],
  ["Postgres: starting", postgres("57P03"), "unavailable", "starting"],
  [
    "pg: terminated",
    postgres(undefined, "Connection terminated unexpectedly"),
    "unavailable",
    "ended",
  ],
  [
    "pg: not queryable",
    postgres(undefined, "Client has encountered a connection error and is not queryable"),
    "unavailable",
    "ended",
  ],
  [
    "pg: no connection in time",
    postgres(undefined, "timeout exceeded when trying to connect"),
    "unavailable",
    "too long",
  ],
  [
    "pg: not connected in time",
    postgres(undefined, "Connection terminated due to connection timeout"),
    "unavailable",
    "cannot be reached",
  ],
  ["pg: no answer", postgres(undefined, "Query read timeout"), "unavailable", "too long"],
  [
    "pg: closed",
    postgres(undefined, "Cannot use a pool after calling end on the pool"),
    "unavailable",
    "closed",
  ],
  ["Postgres: connection class", postgres("08006"), "unavailable", "ended"],
  ["Postgres: too many connections", postgres("53300"), "unavailable", "connection"],
  ["Postgres: idle in a transaction", postgres("25P03"), "unavailable", "ended the connection"],
  ["Postgres: full", postgres("53100"), "full", "free some space"],
  ["Postgres: statement timeout", postgres("57014"), "unavailable", "too long"],
  ["Postgres: lock timeout", postgres("55P03"), "unavailable", "others"],
  ["Postgres: deadlock", postgres("40P01"), "unavailable", "others"],
  ["Postgres: password", postgres("28P01"), "unavailable", "password"],
  ["Postgres: no database", postgres("3D000"), "unavailable", "create it"],
  ["Postgres: no rights", postgres("42501"), "unavailable", "rights"],
  ["Postgres: standby", postgres("25006"), "unavailable", "primary"],
  ["Postgres: no table", postgres("42P01"), "damaged", "table"],
  ["Postgres: corrupt", postgres("XX001"), "damaged", "backup"],
  ["Postgres: I/O", postgres("58030"), "damaged", "disk"],
])("%s", (_, error, fault, words) => {
  const mapped = asStoreError(error, "read from", "a place");
  expect(mapped).toBeInstanceOf(StoreError);
  expect(mapped).toMatchObject({ fault, code: "E_STORE", cause: error });
  const { message } = mapped as StoreError;
  expect(message).toMatch(/^Cannot read from the store a place: .+[;,] .+[^.]$/u);
  expect(message).toContain(words);
});

test.each([
  ["a mistake of ours", sqlite(1, "near x: syntax error")],
  ["a constraint in SQLite", sqlite(1555)],
  ["a constraint in Postgres", postgres("23505")],
  ["a mistake of the caller", new TypeError("no")],
  ["nothing", undefined],
])("%s comes back as it is", (_, error) => {
  expect(asStoreError(error, "read from", "a place")).toBe(error);
});

test("a StoreError is mapped once", () => {
  const error = new StoreError("m", "newer");
  expect(asStoreError(error, "open", "a place")).toBe(error);
});

test("deadlocks and failed serialisations are tried again, timeouts cost their connection", () => {
  expect([postgres("40001"), postgres("40P01"), postgres("23505")].map(isConflict)).toEqual([
    true,
    true,
    false,
  ]);
  expect([postgres(undefined, "Query read timeout"), postgres("57014")].map(isReadTimeout)).toEqual(
    [true, false],
  );
});
