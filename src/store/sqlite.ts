import { Kysely, sql } from "kysely";
import SqliteDatabase from "libsql";
import { StoreError } from "../core/errors.ts";
import { makePrivateFile } from "../io/node-private-file.ts";
import type { Engine, Snapshot } from "./engine.ts";
import type { Database } from "./schema.ts";
import { sharedNext } from "./shared.ts";
import { sqliteDialect, whileBusy, type Begin } from "./sqlite-driver.ts";
import { noteDeletion, removeDeleted } from "./sqlite-deletions.ts";
import { MOST_PAGES, zeroGaps } from "./sqlite-scrub.ts";

export interface SqliteOptions {
  /** How long to wait for another process that writes. */
  readonly waitMs: number;
}

/** In this thread; the rest of the time is waited without blocking it. */
const BLOCKING_WAIT_MS = 2;
/** "mtne", in the header of the file: what `file` and the like can tell it by. */
const APPLICATION_ID = 0x6d746e65;

/** Opens a file, or memory that is gone in the end. The file is made, for its owner alone, where there is none. */
export async function sqliteEngine(path: string, { waitMs }: SqliteOptions): Promise<Engine> {
  const isMemory = path === ":memory:";
  if (!isMemory) await makePrivateFile(path);
  const open = async (begin: Begin): Promise<Kysely<Database>> => {
    const database = await whileBusy(waitMs, () => openDatabase(path));
    return new Kysely({ dialect: sqliteDialect(database, begin, waitMs) });
  };
  const writer = await open("begin immediate");
  const reader = isMemory ? writer : await open("begin");
  return {
    name: "sqlite",
    place: path,
    reader,
    writer,
    snapshot: async () =>
      isMemory ? { db: writer, end: async () => {} } : snapshotOf(await open("begin")),
    lockMigrations: async () => {}, // "begin immediate" is the lock
    mark: async (transaction) => {
      await sql.raw(`pragma application_id = ${APPLICATION_ID}`).execute(transaction);
    },
    tables,
    noteDeletion: async (transaction) => {
      if (!isMemory) await noteDeletion(transaction);
    },
    scrub: sharedNext(
      async () =>
        await removeDeleted({ reader, writer }, async () => {
          await zeroGaps(reader, writer);
          await emptyLog(writer, path, waitMs);
        }),
    ),
    check: async () => await integrityProblems(reader),
    close: async () => {
      // SQLite would do so itself, but not while statements are open, and libsql leaves those to the collector.
      await emptyLog(writer, path, 0).catch(() => {});
      if (!isMemory) await reader.destroy();
      await writer.destroy();
    },
  };
}

function openDatabase(path: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(path, { timeout: BLOCKING_WAIT_MS });
  try {
    for (const pragma of [
      "journal_mode = wal",
      "synchronous = full",
      "foreign_keys = on",
      "secure_delete = on",
      "cache_size = -16000",
      `max_page_count = ${MOST_PAGES}`,
    ]) {
      database.pragma(pragma);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

async function snapshotOf(db: Kysely<Database>): Promise<Snapshot> {
  const transaction = await db.startTransaction().execute();
  return {
    db: transaction,
    end: async () => {
      try {
        await transaction.rollback().execute();
      } finally {
        await db.destroy();
      }
    },
  };
}

async function tables(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/**
 * Writes the log into the file and empties it: `secure_delete` has zeroed what was deleted there, and the log still
 * has it. Someone who reads a snapshot keeps the log in use, so it is tried until they have ended.
 */
async function emptyLog(writer: Kysely<Database>, path: string, waitMs: number): Promise<void> {
  const end = Date.now() + waitMs;
  for (;;) {
    // Until it is done.
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(writer);
    if (rows[0]?.busy !== 1) return;
    if (Date.now() > end) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new StoreError(
    `Cannot remove what was deleted from the log of ${path}: someone is reading from it; delete again in a minute`,
    "unavailable",
  );
}

async function integrityProblems(reader: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(reader);
  const problems = rows.map((row) => row.integrity_check).filter((text) => text !== "ok");
  const foreign = await sql<{ table: string }>`pragma foreign_key_check`.execute(reader);
  return [...problems, ...foreign.rows.map((row) => `a row of ${row.table} belongs to nothing`)];
}
