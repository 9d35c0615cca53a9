import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** What the two engines do differently. */
export interface Engine {
  readonly name: "sqlite" | "postgres";
  /** Without any password. */
  readonly place: string;
  /** For single statements that read. */
  readonly reader: Kysely<Database>;
  /** For transactions. */
  readonly writer: Kysely<Database>;
  /** What is stored as of one moment, while others go on writing. */
  snapshot(): Promise<Snapshot>;
  /** First in a transaction that migrates: waits until no one else does. */
  lockMigrations(transaction: Kysely<Database>): Promise<void>;
  /** Names of all tables, whosever they are. */
  tables(db: Kysely<Database>): Promise<readonly string[]>;
  /** Marks a new store as one of ours, where there is a way to. */
  mark(transaction: Kysely<Database>): Promise<void>;
  /** Within a transaction that deletes a person: there will be something to scrub. */
  noteDeletion(transaction: Kysely<Database>): Promise<void>;
  /** Removes what was deleted from wherever it still lingers; nothing is done where nothing was noted. */
  scrub(): Promise<void>;
  /** What is broken, in the engine's words. */
  check(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Snapshot {
  readonly db: Kysely<Database>;
  end(): Promise<void>;
}
