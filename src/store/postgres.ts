import { Kysely, PostgresDialect, sql } from "kysely";
import type { ClientBase } from "pg";
import { StoreError } from "../core/errors.ts";
import type { Engine, Snapshot } from "./engine.ts";
import { StorePool } from "./postgres-pool.ts";
import type { Database } from "./schema.ts";

export interface PostgresOptions {
  /** How long to wait for a connection, and for others that write the same. */
  readonly waitMs: number;
  /** At most so many at once. */
  readonly connections: number;
}

/** Any number; all that open a store take this lock. */
const MIGRATION_LOCK = 7_464_656;
/** A statement that waits for no one may take a little longer than the waiting time, and pg waits for it to say so. */
const STATEMENT_MORE_MS = 250;
const ANSWER_MORE_MS = 500;
/** What reads everything may take so many times the waiting time for a statement. */
const SNAPSHOT_FACTOR = 24;
/** At once, on connections beside the others. */
const MOST_SNAPSHOTS = 3;

/** @param address - `postgres://` or `postgresql://`, as libpq understands it. */
export function postgresEngine(address: string, options: PostgresOptions): Engine {
  const place = placeOf(address);
  const db = pooled(address, options, 1);
  const snapshots = pooled(address, options, SNAPSHOT_FACTOR);
  return {
    ...{ name: "postgres", place, reader: db, writer: db },
    snapshot: async () => await snapshotOf(snapshots),
    lockMigrations: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    },
    mark: async () => {},
    tables,
    noteDeletion: async () => {},
    scrub: async () => {}, // its pages and its log are the server's affair
    check: async () => [],
    close: async () => {
      await Promise.all([db.destroy(), snapshots.destroy()]);
    },
  };
}

/** @param factor - so many times the waiting time is what a statement may take. */
function pooled(
  address: string,
  { waitMs, connections }: PostgresOptions,
  factor: number,
): Kysely<Database> {
  const place = placeOf(address);
  const pool = new StorePool(
    {
      connectionString: address,
      application_name: "matinee",
      max: factor === 1 ? connections : Math.min(connections, MOST_SNAPSHOTS),
      connectionTimeoutMillis: waitMs,
      query_timeout: waitMs * factor + ANSWER_MORE_MS,
      keepAlive: true,
      allowExitOnIdle: true,
    },
    async (client) => {
      const statementMs = waitMs * factor + STATEMENT_MORE_MS;
      await setUp(client, place, { waitMs, statementMs });
    },
  );
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/** The address for people: no password, nor what else may stand behind a question mark. */
export function placeOf(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new StoreError(
      "Cannot open the store: its address is no URL; write postgres://user:password@host:port/database, " +
        "and special characters of the password as %40 and the like",
      "unavailable",
    );
  }
  const host = url.host === "" ? (url.searchParams.get("host") ?? "localhost") : url.host;
  return `postgres://${host}${url.pathname}`;
}

async function setUp(
  client: ClientBase,
  place: string,
  { waitMs, statementMs }: { readonly waitMs: number; readonly statementMs: number },
): Promise<void> {
  const { rows } = await client.query<{ encoding: string }>(
    `select current_setting('server_encoding') as encoding,
      set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false),
      -- a promise that is fulfilled means that the row is on disk
      case current_setting('synchronous_commit') when 'off' then set_config('synchronous_commit', 'on', false) end`,
    [String(statementMs), String(waitMs)],
  );
  if (rows[0]?.encoding === "UTF8") return;
  throw new StoreError(
    `Cannot open the store ${place}: the database's encoding is ${rows[0]?.encoding}, which has not all ` +
      "characters; create one with encoding 'UTF8'",
    "damaged",
  );
}

async function snapshotOf(db: Kysely<Database>): Promise<Snapshot> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  return { db: transaction, end: async () => await transaction.rollback().execute() };
}

/** Only those whose names are ours: extensions have tables too. */
async function tables(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select tablename::text as name from pg_tables
    where schemaname = current_schema() and tablename in (
      'store_version', 'people', 'ratings', 'signals', 'api_keys', 'models', 'model_parts', 'serving', 'trainings'
    )`.execute(db);
  return rows.map(({ name }) => name);
}
