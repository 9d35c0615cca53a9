import type { Kysely, Transaction } from "kysely";
import type { Engine } from "./engine.ts";
import type { Database } from "./schema.ts";
import { isConflict } from "./store-fault.ts";

const MOST_TRIES = 6;

/** All of `work` or nothing; anew where Postgres undid it because of others that wrote the same. */
export async function inTransaction<T>(
  engine: Engine,
  work: (transaction: Transaction<Database>) => Promise<T>,
): Promise<T> {
  return await despiteConflicts(async () => await engine.writer.transaction().execute(work));
}

/** Tries again where Postgres undid the work because of others that wrote the same. */
export async function despiteConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || tried === MOST_TRIES) throw error;
    }
    const waitMs = Math.random() * 10 * 2 ** tried;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** Parts of a list, as long as a statement may be: drivers and engines bound the number of values. */
export function* chunksOf<T>(items: readonly T[], length: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += length) {
    yield items.slice(start, start + length);
  }
}

export type Db = Kysely<Database>;
