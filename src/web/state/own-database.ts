import type { Edit, Place, TableName } from "./edit.ts";
import { TABLES } from "./edit.ts";
import { storedEdit } from "./own-rows.ts";
import { StorageFault, storageFault } from "./storage-fault.ts";

/** Of this origin; two copies of the page in two folders share it. */
export const DATABASE_NAME = "matinee";

/** Steps from an empty database to the present one; the version is how many have been taken. */
export const UPGRADES: readonly ((database: IDBDatabase, change: IDBTransaction) => void)[] =
  Object.freeze([
    (database: IDBDatabase): void => {
      for (const table of TABLES) database.createObjectStore(table);
    },
  ]);

/** Chromium takes some 20 µs for each row that it is given: 80 ms for 5,000. */
const ROWS_AT_ONCE = 200;

/** What storage holds. */
export interface StoredRows {
  readonly edits: readonly Edit[];
  /** Records that are no rows. */
  readonly broken: number;
}

/** What one wants to hear while a database is open or opening. */
export interface DatabaseEvents {
  /** Another tab with an older version is in the way; opening goes on when it has gone. */
  onBlocked(): void;
  /** It cannot be used any more. */
  onLost(fault: StorageFault): void;
}

/** The rows in IndexedDB: each in its table, by its key. */
export class OwnDatabase {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Everything, and how much of it makes no sense. */
  async readAll(): Promise<StoredRows> {
    const tables = await this.#read((from) =>
      TABLES.map(async (table) => {
        const [keys, values] = [from(table).getAllKeys(), from(table).getAll()].map(answerOf);
        return rowsOf(table, (await keys) as unknown[], (await values) as unknown[]);
      }),
    );
    const edits = tables.flat();
    const sound = edits.filter((edit) => edit !== undefined);
    return { edits: sound, broken: edits.length - sound.length };
  }

  /** What some places hold now; a record that is no row counts as nothing. */
  readAt(places: readonly Place[]): Promise<Edit[]> {
    return this.#read((from) =>
      places.map(async ({ table, key }) => {
        const value: unknown = await answerOf(from(table).get(key));
        return storedEdit(table, key, value) ?? { table, key, row: undefined };
      }),
    );
  }

  /** All of it or nothing; transactions begin at once and are done in the order of the calls. */
  write(edits: readonly Edit[]): Promise<void> {
    return this.#write((into, commit) => writeFrom(0, edits, into, commit));
  }

  clear(): Promise<void> {
    return this.#write((into, commit) => {
      for (const table of TABLES) into(table).clear();
      commit();
    });
  }

  #read<Answer>(
    ask: (from: (table: TableName) => IDBObjectStore) => readonly Promise<Answer>[],
  ): Promise<Answer[]> {
    const transaction = this.#begin("readonly");
    return Promise.all(ask((table) => transaction.objectStore(table)));
  }

  #write(
    change: (into: (table: TableName) => IDBObjectStore, commit: () => void) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.#begin("readwrite");
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(storageFault(transaction.error)));
      change(
        (table) => transaction.objectStore(table),
        () => transaction.commit(), // a page that is being left waits for no further request
      );
    });
  }

  #begin(mode: IDBTransactionMode): IDBTransaction {
    try {
      return this.#database.transaction(TABLES, mode);
    } catch (error) {
      // The connection is closing: what closed it is told through `onLost`.
      throw new StorageFault("deleted", error);
    }
  }
}

/**
 * Opens the database, made or brought up to date as needed. May take for ever: in some browsers opening
 * hangs, and behind an old tab it waits.
 *
 * @throws {StorageFault} if it cannot be opened.
 */
export function openOwnDatabase(
  events: DatabaseEvents,
  upgrades: typeof UPGRADES = UPGRADES,
): Promise<OwnDatabase> {
  return new Promise<OwnDatabase>((resolve, reject) => {
    const opening = indexedDB.open(DATABASE_NAME, upgrades.length);
    opening.addEventListener("upgradeneeded", ({ oldVersion }) => {
      for (const upgrade of upgrades.slice(oldVersion))
        upgrade(opening.result, opening.transaction!);
    });
    opening.addEventListener("blocked", () => events.onBlocked());
    opening.addEventListener("error", () => reject(storageFault(opening.error)));
    opening.addEventListener("success", () => {
      heedOthers(opening.result, events);
      resolve(new OwnDatabase(opening.result));
    });
  }).catch((error: unknown) => {
    throw storageFault(error); // where the browser forbids it, open() itself throws
  });
}

/** In one transaction, but no more in one task than leaves the page responsive. */
function writeFrom(
  from: number,
  edits: readonly Edit[],
  into: (table: TableName) => IDBObjectStore,
  commit: () => void,
): void {
  const to = from + ROWS_AT_ONCE;
  let last: IDBRequest | undefined;
  for (const { table, key, row } of edits.slice(from, to)) {
    last = row === undefined ? into(table).delete(key) : into(table).put(row, key);
  }
  if (to >= edits.length) commit();
  else last?.addEventListener("success", () => writeFrom(to, edits, into, commit));
}

function heedOthers(database: IDBDatabase, { onLost }: DatabaseEvents): void {
  database.addEventListener("versionchange", ({ newVersion }) => {
    database.close(); // else the other one would have to wait for this tab
    onLost(new StorageFault(newVersion === null ? "deleted" : "newer"));
  });
  database.addEventListener("close", () => onLost(new StorageFault("deleted")));
}

function rowsOf(
  table: TableName,
  keys: readonly unknown[],
  values: readonly unknown[],
): (Edit | undefined)[] {
  return values.map((value, k) => storedEdit(table, keys[k], value));
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(storageFault(request.error)));
  });
}
