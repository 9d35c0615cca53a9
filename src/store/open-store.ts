import { StoreError } from "../core/errors.ts";
import { kindAt } from "../io/node-kind-at.ts";
import { checkAddress, isServerAddress } from "./address.ts";
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
  /** Whether a store that is not there is an error, rather than made. */
  readonly mustExist?: boolean | undefined;
}

const MEMORY = ":memory:";

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
 * @throws {StoreError} "unavailable", "full", "damaged" for what is no store, "newer" for one of a later matinee,
 * "foreign" for an address of another kind, and with `mustExist` where there is none.
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
  checkAddress(address);
  const isPostgres = isServerAddress(address);
  const mustExist = options.mustExist === true;
  const place = isPostgres ? placeOf(address) : address;
  let engine: Engine | undefined;
  try {
    engine = await engineOf(address, isPostgres, options);
    await migrate(engine, { mustExist });
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
  if (options.mustExist === true && address !== MEMORY) await checkIsThere(address);
  return await sqliteEngine(address, { waitMs });
}

async function checkIsThere(path: string): Promise<void> {
  if ((await kindAt(path)) !== undefined) return;
  throw new StoreError(
    `Cannot open the store ${path}: there is no such file; name the one that is meant`,
    "foreign",
  );
}
