import { randomUUID } from "node:crypto";
import { Prepared } from "./prepared.ts";
import type { RatingRow, SignalRow } from "./schema.ts";
import type { Engine } from "./engine.ts";
import { chunksOf, type Db } from "./transaction.ts";

/** SQLite takes 32 766 values in a statement, Postgres 65 535; a row has four. */
const ROWS_AT_ONCE = 500;

const NO_RATING: RatingRow = { person_id: "", movie_id: "", rating: 0, rated_at: 0 };
/** Compiling such a statement takes as long as SQLite takes to write its rows. */
const PUT_MANY = new Prepared((db) =>
  upsertLaterRatings(
    db,
    Array.from({ length: ROWS_AT_ONCE }, () => NO_RATING),
  ),
);

/** Gives each of these people a new revision, and makes those that are not there. */
export async function touch(db: Db, personIds: readonly string[]): Promise<void> {
  for (const ids of chunksOf(personIds, ROWS_AT_ONCE)) {
    await db
      .insertInto("people")
      .values(ids.map((person_id) => ({ person_id, revision: randomUUID() })))
      .onConflict((conflict) =>
        conflict.column("person_id").doUpdateSet((e) => ({ revision: e.ref("excluded.revision") })),
      )
      .execute();
  }
}

export async function writeRatings(
  engine: Engine,
  db: Db,
  rows: readonly RatingRow[],
): Promise<void> {
  for (const some of chunksOf(rows, ROWS_AT_ONCE)) {
    if (some.length < ROWS_AT_ONCE) await upsertLaterRatings(db, some).execute();
    else await PUT_MANY.run(engine.name, db, some.flatMap(valuesOf));
  }
}

export async function writeSignals(
  _engine: Engine,
  db: Db,
  rows: readonly SignalRow[],
): Promise<void> {
  for (const some of chunksOf(rows, ROWS_AT_ONCE)) {
    await db
      .insertInto("signals")
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(["person_id", "movie_id"]).doUpdateSet((e) => ({
          signal: e.ref("excluded.signal"),
          marked_at: e.ref("excluded.marked_at"),
        })),
      )
      .execute();
  }
}

/** In the order of the columns of {@link NO_RATING}. */
function valuesOf(row: RatingRow): (string | number)[] {
  return [row.person_id, row.movie_id, row.rating, row.rated_at];
}

/** A rating that is there and was given later stays, whichever batch brings another. */
function upsertLaterRatings(db: Db, rows: readonly RatingRow[]) {
  return db
    .insertInto("ratings")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["person_id", "movie_id"])
        .doUpdateSet((e) => ({
          rating: e.ref("excluded.rating"),
          rated_at: e.ref("excluded.rated_at"),
        }))
        .whereRef("ratings.rated_at", "<=", "excluded.rated_at"),
    );
}
