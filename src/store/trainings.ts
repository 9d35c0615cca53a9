import type { Engine } from "./engine.ts";
import type { TrainingRow } from "./schema.ts";
import type { StoredTraining } from "./store.ts";
import { inTransaction, type Db } from "./transaction.ts";

const MOST_KEPT = 50;

export async function startTraining(
  engine: Engine,
  order: StoredTraining,
  staleBefore: number,
): Promise<boolean> {
  return await inTransaction(engine, async (transaction) => {
    await interruptStale(transaction, staleBefore);
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto("trainings")
      .values(rowOf(order))
      .onConflict((conflict) => conflict.doNothing()) // the index allows one that is running
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    await forgetOldest(transaction);
    return true;
  });
}

async function forgetOldest(transaction: Db): Promise<void> {
  await transaction
    .deleteFrom("trainings")
    .where("state", "!=", "running")
    .where("training_id", "not in", (e) =>
      e
        .selectFrom("trainings")
        .select("training_id")
        .orderBy("started_at", "desc")
        .orderBy("training_id", "desc")
        .limit(MOST_KEPT),
    )
    .execute();
}

export async function updateTraining(
  engine: Engine,
  id: string,
  change: Partial<Omit<StoredTraining, "id" | "order">>,
): Promise<boolean> {
  const values = changeOf(change);
  return await inTransaction(engine, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("trainings")
      .set({ training_id: id, ...values }) // never empty
      .where("training_id", "=", id)
      .where("state", "=", "running")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

export async function trainings(
  engine: Engine,
  staleBefore: number,
): Promise<readonly StoredTraining[]> {
  await interruptIfStale(engine, staleBefore);
  const rows = await engine.reader
    .selectFrom("trainings")
    .selectAll()
    .orderBy("started_at", "desc")
    .orderBy("training_id", "desc")
    .limit(MOST_KEPT)
    .execute();
  return rows.map(trainingOfRow);
}

export async function training(
  engine: Engine,
  id: string,
  staleBefore: number,
): Promise<StoredTraining | undefined> {
  await interruptIfStale(engine, staleBefore);
  const row = await engine.reader
    .selectFrom("trainings")
    .selectAll()
    .where("training_id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : trainingOfRow(row);
}

/** Looks before it writes: who asks for progress every second should not wait for the disk each time. */
async function interruptIfStale(engine: Engine, staleBefore: number): Promise<void> {
  const stale = await engine.reader
    .selectFrom("trainings")
    .select("training_id")
    .where("state", "=", "running")
    .where("heard_at", "<=", staleBefore)
    .executeTakeFirst();
  if (stale === undefined) return;
  await inTransaction(engine, async (transaction) => {
    await interruptStale(transaction, staleBefore);
  });
}

/** They ended, as far as anyone knows, when they were last heard of. */
async function interruptStale(transaction: Db, staleBefore: number): Promise<void> {
  await transaction
    .updateTable("trainings")
    .set((e) => ({ state: "interrupted", ended_at: e.ref("heard_at") }))
    .where("state", "=", "running")
    .where("heard_at", "<=", staleBefore)
    .execute();
}

function rowOf({ id, order, ...rest }: StoredTraining): TrainingRow {
  const { state, stage, progress, ratings, startedAt, heardAt, endedAt, model, error } = rest;
  return {
    ...{ training_id: id, state, training_order: order, stage, progress, ratings, model, error },
    ...{ started_at: startedAt, heard_at: heardAt, ended_at: endedAt },
  };
}

/** Only what is there: a column that is set to undefined would be an error. */
function changeOf(change: Partial<Omit<StoredTraining, "id" | "order">>): Partial<TrainingRow> {
  const { startedAt, heardAt, endedAt, ...same } = change;
  return {
    ...same,
    ...(startedAt !== undefined && { started_at: startedAt }),
    ...(heardAt !== undefined && { heard_at: heardAt }),
    ...(endedAt !== undefined && { ended_at: endedAt }),
  };
}

function trainingOfRow(row: TrainingRow): StoredTraining {
  const { state, stage, progress, ratings, model, error } = row;
  return {
    ...{ id: row.training_id, state, order: row.training_order, stage, progress, ratings },
    ...{ startedAt: row.started_at, heardAt: row.heard_at, endedAt: row.ended_at, model, error },
  };
}
