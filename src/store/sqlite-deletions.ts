import { sql, type Kysely } from "kysely";
import type { Database } from "./schema.ts";

/**
 * Counts deletions in a field of the file's header that SQLite leaves to its users; 0: nothing deleted is left
 * anywhere. Whoever finds another number, be it after a crash, has something to remove.
 */
export async function noteDeletion(transaction: Kysely<Database>): Promise<void> {
  await set(transaction, ((await deletions(transaction)) % 1_000_000_000) + 1);
}

/** Nothing is done where nothing was deleted, and what is deleted meanwhile stays noted. */
export async function removeDeleted(
  { reader, writer }: { readonly reader: Kysely<Database>; readonly writer: Kysely<Database> },
  remove: () => Promise<void>,
): Promise<void> {
  const noted = await deletions(reader);
  if (noted === 0) return;
  await remove();
  await writer.transaction().execute(async (transaction) => {
    if ((await deletions(transaction)) === noted) await set(transaction, 0);
  });
}

async function deletions(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  return rows[0]!.user_version;
}

async function set(transaction: Kysely<Database>, count: number): Promise<void> {
  await sql.raw(`pragma user_version = ${count}`).execute(transaction);
}
