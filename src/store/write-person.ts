import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Engine } from "./engine.ts";
import { Prepared } from "./prepared.ts";
import type { RatingRow, SignalRow } from "./schema.ts";
import type { RatingWrite, SignalWrite, StoredPerson } from "./store.ts";
import { chunksOf, inTransaction, type Db } from "./transaction.ts";

/** SQLite takes 32 766 values in a statement, Postgres 65 535; a row has four. */
const ROWS_AT_ONCE = 500;

/** The person's row is written first: on Postgres its lock keeps all writers about one person in a line. */
const TOUCH = new Prepared((db) =>
  db
    .insertInto("people")
    .values({ person_id: "", revision: "" })
    .onConflict((conflict) =>
      conflict.column("person_id").doUpdateSet((e) => ({ revision: e.ref("excluded.revision") })),
    ),
);

const NO_RATING: RatingRow = { person_id: "", movie_id: "", rating: 0, rated_at: 0 };
const PUT_RATING = new Prepared((db) => upsertRatings(db, [NO_RATING]));
/** Compiling such a statement takes as long as SQLite takes to write its rows. */
const PUT_MANY = new Prepared((db) =>
  upsertLaterRatings(
    db,
    Array.from({ length: ROWS_AT_ONCE }, () => NO_RATING),
  ),
);

export async function putRating(engine: Engine, write: RatingWrite): Promise<void> {
  const { personId, movieId, rating, ratedAt } = write;
  await inTransaction(engine, async (transaction) => {
    await TOUCH.run(engine.name, transaction, [personId, randomUUID()]);
    await PUT_RATING.run(engine.name, transaction, [personId, movieId, rating, ratedAt]);
  });
}

export async function putRatings(engine: Engine, writes: readonly RatingWrite[]): Promise<void> {
  const rows = lastOfEach(writes, ({ ratedAt }) => ratedAt).map((write): RatingRow => {
    const { personId, movieId, rating, ratedAt } = write;
    return { person_id: personId, movie_id: movieId, rating, rated_at: ratedAt };
  });
  await putAll(engine, rows, async (db, some) => await writeRatings(engine, db, some));
}

async function writeRatings(engine: Engine, db: Db, rows: readonly RatingRow[]): Promise<void> {
  if (rows.length < ROWS_AT_ONCE) await upsertLaterRatings(db, rows).execute();
  else await PUT_MANY.run(engine.name, db, rows.flatMap(valuesOf));
}

/** Many people at once, within a transaction. */
export async function writePeople(
  engine: Engine,
  transaction: Db,
  people: readonly Omit<StoredPerson & { readonly personId: string }, "revision">[],
): Promise<void> {
  const ratings = people.flatMap(({ personId, ratings: own }) =>
    own.map((r): RatingRow => {
      return { person_id: personId, movie_id: r.movieId, rating: r.rating, rated_at: r.ratedAt };
    }),
  );
  const signals = people.flatMap(({ personId, signals: own }) =>
    own.map((s): SignalRow => {
      return { person_id: personId, movie_id: s.movieId, signal: s.signal, marked_at: s.markedAt };
    }),
  );
  /* eslint-disable no-await-in-loop -- one connection */
  for (const some of chunksOf(people, ROWS_AT_ONCE)) {
    await touch(
      transaction,
      some.map(({ personId }) => personId),
    );
  }
  for (const some of chunksOf(ratings, ROWS_AT_ONCE)) await writeRatings(engine, transaction, some);
  for (const some of chunksOf(signals, ROWS_AT_ONCE)) {
    await upsertSignals(transaction, some).execute();
  }
  /* eslint-enable no-await-in-loop */
}

/** In the order of the columns of {@link NO_RATING}. */
function valuesOf(row: RatingRow): (string | number)[] {
  return [row.person_id, row.movie_id, row.rating, row.rated_at];
}

export async function putSignals(engine: Engine, writes: readonly SignalWrite[]): Promise<void> {
  const rows = lastOfEach(writes, ({ markedAt }) => markedAt).map((write): SignalRow => {
    const { personId, movieId, signal, markedAt } = write;
    return { person_id: personId, movie_id: movieId, signal, marked_at: markedAt };
  });
  await putAll(engine, rows, async (db, some) => {
    await upsertSignals(db, some).execute();
  });
}

function upsertRatings(db: Db, rows: readonly RatingRow[]) {
  return db
    .insertInto("ratings")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["person_id", "movie_id"]).doUpdateSet((e) => ({
        rating: e.ref("excluded.rating"),
        rated_at: e.ref("excluded.rated_at"),
      })),
    );
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

function upsertSignals(db: Db, rows: readonly SignalRow[]) {
  return db
    .insertInto("signals")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["person_id", "movie_id"]).doUpdateSet((e) => ({
        signal: e.ref("excluded.signal"),
        marked_at: e.ref("excluded.marked_at"),
      })),
    );
}

interface Keyed {
  readonly person_id: string;
  readonly movie_id: string;
}

/** Rows in one order for everyone, so that two batches at once wait for each other and not in a circle. */
async function putAll<Row extends Keyed>(
  engine: Engine,
  rows: readonly Row[],
  upsert: (db: Db, rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  if (rows.length === 0) return;
  const ordered = rows.toSorted(byKey);
  const people = [...new Set(ordered.map((row) => row.person_id))];
  await inTransaction(engine, async (transaction) => {
    for (const ids of chunksOf(people, ROWS_AT_ONCE)) {
      // eslint-disable-next-line no-await-in-loop -- in this order
      await touch(transaction, ids);
    }
    for (const chunk of chunksOf(ordered, ROWS_AT_ONCE)) {
      // eslint-disable-next-line no-await-in-loop -- in this order
      await upsert(transaction, chunk);
    }
  });
}

async function touch(db: Db, personIds: readonly string[]): Promise<void> {
  await db
    .insertInto("people")
    .values(personIds.map((person_id) => ({ person_id, revision: randomUUID() })))
    .onConflict((conflict) =>
      conflict.column("person_id").doUpdateSet((e) => ({ revision: e.ref("excluded.revision") })),
    )
    .execute();
}

function byKey(a: Keyed, b: Keyed): number {
  if (a.person_id !== b.person_id) return a.person_id < b.person_id ? -1 : 1;
  if (a.movie_id !== b.movie_id) return a.movie_id < b.movie_id ? -1 : 1;
  return 0;
}

/** Of those about one person and movie the latest; of the same time, the last in the list. */
function lastOfEach<Write extends { readonly personId: string; readonly movieId: string }>(
  writes: readonly Write[],
  timeOf: (write: Write) => number,
): Write[] {
  const last = new Map<string, Map<string, Write>>();
  for (const write of writes) {
    const ofPerson = last.get(write.personId) ?? new Map<string, Write>();
    last.set(write.personId, ofPerson);
    const known = ofPerson.get(write.movieId);
    if (known === undefined || timeOf(write) >= timeOf(known)) ofPerson.set(write.movieId, write);
  }
  return [...last.values()].flatMap((ofPerson) => [...ofPerson.values()]);
}

export async function deleteMovie(
  engine: Engine,
  table: "ratings" | "signals",
  personId: string,
  movieId: string,
): Promise<void> {
  await inTransaction(engine, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("people")
      .set({ revision: randomUUID() })
      .where("person_id", "=", personId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await transaction
      .deleteFrom(table)
      .where("person_id", "=", personId)
      .where("movie_id", "=", movieId)
      .execute();
    await sql`delete from people where person_id = ${personId}
      and not exists (select 1 from ratings where person_id = ${personId})
      and not exists (select 1 from signals where person_id = ${personId})`.execute(transaction);
  });
}

/** What is theirs goes with them: the tables say so. */
export async function deletePerson(engine: Engine, personId: string): Promise<void> {
  await inTransaction(engine, async (transaction) => {
    await transaction.deleteFrom("people").where("person_id", "=", personId).execute();
  });
  await engine.scrub();
}
