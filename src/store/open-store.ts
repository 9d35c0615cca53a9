import type { Engine } from "./engine.ts";
import { KyselyStore } from "./kysely-store.ts";
import { migrate } from "./migrate.ts";
import { placeOf, postgresEngine } from "./postgres.ts";
import { sqliteEngine } from "./sqlite.ts";
import { asStoreError } from "./store-fault.ts";
import type { Store } from "./store.ts";

/** How a store is opened. */
export interface StoreOptions {
  /** How long a call waits for others that write, or for a connection, before it fails. */
  readonly waitMs?: number | undefined;
  /** To Postgres, at once. */
  readonly connections?: number | undefined;
  /** Is a store that is not there an error, rather than made? */
  readonly mustExist?: boolean | undefined;
}

/** What is meant where an option is left out. */
export const DEFAULT_STORE_OPTIONS: { readonly waitMs: number; readonly connections: number } =
  Object.freeze({
    waitMs: 5000,
    connections: 10,
  });

/**
 * Opens a store of people and their ratings, and brings it up to date; a new one is made where there is none.
 *
 * @param address - the path of a SQLite file, `:memory:`, or `postgres://user:password@host:port/database`.
 * @throws {StoreError} "unavailable", "full", "damaged" for what is no store, "newer" for one of a later matinee.
 *
 * Cost: a few milliseconds.
 *
 * @example
 * ```ts
 * const store = await openStore(":memory:");
 * await store.putRating({ personId: "ann", movieId: "1", rating: 4.5, ratedAt: Date.now() });
 * assert.equal((await store.readPerson("ann"))?.ratings[0]?.rating, 4.5);
 * await store.close();
 * ```
 */
export async function openStore(address: string, options: StoreOptions = {}): Promise<Store> {
  const isPostgres = /^postgres(?:ql)?:\/\//u.test(address);
  const place = isPostgres ? placeOf(address) : address;
  let engine: Engine | undefined;
  try {
    engine = await engineOf(address, isPostgres, options);
    await migrate(engine);

    return new KyselyStore(engine);
  } catch (error) {
    await engine?.close().catch(() => {}); // the first error tells more
    throw asStoreError(error, "open", place);
  }
}

async function engineOf(
  address: string,
  isPostgres: boolean,
  options: StoreOptions,
): Promise<Engine> {
  const waitMs = options.waitMs ?? DEFAULT_STORE_OPTIONS.waitMs;
  const connections = options.connections ?? DEFAULT_STORE_OPTIONS.connections;
  if (isPostgres) return postgresEngine(address, { waitMs, connections });
  return await sqliteEngine(address, { waitMs });
}
