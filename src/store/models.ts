import type { Engine } from "./engine.ts";
import { Prepared } from "./prepared.ts";
import type { ServingRow } from "./schema.ts";
import type { ServingState, StoredModel } from "./store.ts";
import { inTransaction, type Db } from "./transaction.ts";

const PART_BYTES = 1 << 20;

export async function addModel(
  engine: Engine,
  model: Omit<StoredModel, "bytes">,
  bytes: Uint8Array,
): Promise<void> {
  const { version, createdAt, provenance } = model;
  await inTransaction(engine, async (transaction) => {
    await transaction
      .insertInto("models")
      .values({ version, created_at: createdAt, bytes: bytes.length, provenance })
      .execute();
    for (let start = 0, part = 0; start < bytes.length; start += PART_BYTES, part++) {
      const piece = bytes.subarray(start, start + PART_BYTES);
      // In order, and one piece in memory.
      await transaction.insertInto("model_parts").values({ version, part, bytes: piece }).execute();
    }
  });
}

export async function models(engine: Engine): Promise<readonly StoredModel[]> {
  const rows = await engine.reader
    .selectFrom("models")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("version", "desc")
    .execute();
  return rows.map(({ version, created_at: createdAt, bytes, provenance }) => {
    return { version, createdAt, bytes, provenance };
  });
}

/** The parts never change, so they need no snapshot; one that is deleted meanwhile is unknown. */
export async function modelBytes(engine: Engine, version: string): Promise<Uint8Array | undefined> {
  const model = await engine.reader
    .selectFrom("models")
    .select("bytes")
    .where("version", "=", version)
    .executeTakeFirst();
  if (model === undefined) return undefined;
  const whole = new Uint8Array(model.bytes);
  for (let start = 0, part = 0; start < whole.length; part++) {
    // One piece in memory.
    const row = await partOf(engine.reader, version, part);
    if (row === undefined) return undefined;
    whole.set(row, start);
    start += row.length;
  }
  return whole;
}

export async function partOf(
  db: Db,
  version: string,
  part: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("model_parts")
    .select("bytes")
    .where("version", "=", version)
    .where("part", "=", part)
    .executeTakeFirst();
  return row?.bytes;
}

const SERVING = new Prepared((db) => db.selectFrom("serving").selectAll());

export async function serving(engine: Engine): Promise<ServingState> {
  const { rows } = await SERVING.run(engine.name, engine.reader, []);
  return servingOfRow(rows[0]!);
}

export function servingOfRow(row: ServingRow): ServingState {
  const previous = row.has_previous === 1 ? row.previous : undefined;
  return { version: row.version, previous };
}

export async function promote(engine: Engine, version: string | null): Promise<boolean> {
  return await inTransaction(engine, async (transaction) => {
    const now = await lockedServing(transaction);
    if (now.version === version) return true; // else it would be what a rollback returns to
    if (version !== null && !(await isKnown(transaction, version))) return false;
    await setServing(transaction, { version, previous: now.version });
    return true;
  });
}

export async function rollBack(engine: Engine): Promise<boolean> {
  return await inTransaction(engine, async (transaction) => {
    const { previous } = await lockedServing(transaction);
    if (previous === undefined) return false;
    await setServing(transaction, { version: previous, previous: undefined });
    return true;
  });
}

export async function deleteModel(
  engine: Engine,
  version: string,
): Promise<"deleted" | "unknown" | "in use"> {
  return await inTransaction(engine, async (transaction) => {
    const now = await lockedServing(transaction);
    if (now.version === version || now.previous === version) return "in use";
    const { numDeletedRows } = await transaction
      .deleteFrom("models")
      .where("version", "=", version)
      .executeTakeFirst();
    return numDeletedRows > 0n ? "deleted" : "unknown";
  });
}

/** A write that changes nothing: on Postgres it makes others who would change the row wait. */
async function lockedServing(transaction: Db): Promise<ServingState> {
  const row = await transaction
    .updateTable("serving")
    .set({ id: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
  return servingOfRow(row);
}

export async function setServing(transaction: Db, state: ServingState): Promise<void> {
  const { version, previous } = state;
  const has_previous = previous === undefined ? 0 : 1;
  await transaction
    .updateTable("serving")
    .set({ version, previous: previous ?? null, has_previous })
    .execute();
}

async function isKnown(transaction: Db, version: string): Promise<boolean> {
  const row = await transaction
    .selectFrom("models")
    .select("version")
    .where("version", "=", version)
    .executeTakeFirst();
  return row !== undefined;
}
