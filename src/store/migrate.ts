import { sql, type Kysely } from "kysely";
import { StoreError } from "../core/errors.ts";
import type { Engine } from "./engine.ts";
import { applyMigrations, STORE_VERSION } from "./migrations.ts";
import type { Database } from "./schema.ts";

/**
 * Brings a store to the version of this code, a new one from nothing. Of several that open a store at once, one
 * does it and the others wait.
 *
 * @throws {StoreError} "newer"; "damaged" for a database of something else; "foreign" for one that is empty and must not be.
 */
export async function migrate(
  engine: Engine,
  { mustExist }: { readonly mustExist: boolean },
): Promise<void> {
  // Most of the time there is nothing to do, and a lock would make every start wait for whoever writes.
  if ((await versionOf(engine, engine.reader)) === STORE_VERSION) return;
  await engine.writer.transaction().execute(async (transaction) => {
    await engine.lockMigrations(transaction);
    const version = await versionOf(engine, transaction);
    if (version === STORE_VERSION) return;
    if (version === 0) {
      if (mustExist) throw missing(engine);
      await engine.mark(transaction);
      await sql`create table store_version (id integer not null primary key check (id = 1), version integer not null)`.execute(
        transaction,
      );
      await transaction.insertInto("store_version").values({ id: 1, version: 0 }).execute();
    }
    await applyMigrations(transaction, engine.name, version);
    await transaction.updateTable("store_version").set({ version: STORE_VERSION }).execute();
  });
}

/** 0 for a database that is empty. */
async function versionOf(engine: Engine, db: Kysely<Database>): Promise<number> {
  const tables = await engine.tables(db);
  if (tables.length === 0) return 0;
  if (!tables.includes("store_version")) throw foreign(engine, tables);
  const { version } = await db
    .selectFrom("store_version")
    .select("version")
    .executeTakeFirstOrThrow();
  if (version > STORE_VERSION) throw newer(engine, version);
  return version;
}

function missing({ place }: Engine): StoreError {
  return new StoreError(
    `Cannot open the store ${place}: there is none yet; name the one that is meant`,
    "foreign",
  );
}

function foreign({ place }: Engine, tables: readonly string[]): StoreError {
  return new StoreError(
    `Cannot open the store ${place}: it has a table "${tables[0]}" that is not matinee's; ` +
      "give it a file or a database of its own",
    "damaged",
  );
}

function newer({ place }: Engine, version: number): StoreError {
  return new StoreError(
    `Cannot open the store ${place}: it is of version ${version}, and this matinee reads up to ` +
      `${STORE_VERSION}; use a later matinee`,
    "newer",
  );
}
