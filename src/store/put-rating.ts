import { randomUUID } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import { crowded } from "./crowded.ts";
import type { Engine } from "./engine.ts";
import { Prepared } from "./prepared.ts";
import { MOST_OF_A_PERSON, type RatingWrite } from "./store.ts";
import { despiteConflicts, inTransaction, type Db } from "./transaction.ts";

/** The person's row is written first: on Postgres its lock keeps all writers about one person in a line. */
const TOUCH = new Prepared((db) =>
  db
    .insertInto("people")
    .values({ person_id: "", revision: "" })
    .onConflict((conflict) =>
      conflict.column("person_id").doUpdateSet((e) => ({ revision: e.ref("excluded.revision") })),
    ),
);

/** A movie that is there is no new one; of others, only as many are counted as make a difference. */
const HAS_ROOM: RawBuilder<unknown> = sql.raw(`(
  exists (select 1 from ratings where person_id = it.person_id and movie_id = it.movie_id)
  or (select count(*) from ratings where person_id = it.person_id)
    + (select count(*) from signals where person_id = it.person_id) < ${MOST_OF_A_PERSON})`);
const REPLACE: RawBuilder<unknown> = sql.raw(`on conflict (person_id, movie_id) do update set
  rating = excluded.rating, rated_at = excluded.rated_at`);

/** Parameters: person, movie, rating, time. */
const IT = {
  sqlite: sql`select ${""} as person_id, ${""} as movie_id, ${0} as rating, ${0} as rated_at`,
  postgres: sql`select ${""}::text as person_id, ${""}::text as movie_id,
    ${0}::double precision as rating, ${0}::bigint as rated_at`,
};
const PUT = {
  sqlite: putWhereThereIsRoom("sqlite"),
  postgres: putWhereThereIsRoom("postgres"),
};

function putWhereThereIsRoom(engine: Engine["name"]): Prepared<unknown> {
  const query = sql`with it as (${IT[engine]})
    insert into ratings (person_id, movie_id, rating, rated_at)
    select person_id, movie_id, rating, rated_at from it where ${HAS_ROOM} ${REPLACE}`;
  return new Prepared((db) => ({ compile: () => query.compile(db) }));
}

/**
 * All of it in one statement of Postgres, which sees the tables as they were when it began: what it counted holds only
 * if the person's row, once it is locked, still has the revision of then. Otherwise no row is written.
 */
const PUT_AT_ONCE = new Prepared((db) => {
  const query = sql`with it as (${IT.postgres}),
    person as (select (select revision from people where person_id = it.person_id) as revision from it),
    touched as (
      insert into people (person_id, revision) select person_id, ${""}::text from it where ${HAS_ROOM}
      on conflict (person_id) do update set revision = excluded.revision
        where people.revision = (select revision from person)
      returning person_id
    )
    insert into ratings (person_id, movie_id, rating, rated_at)
    select it.person_id, it.movie_id, it.rating, it.rated_at from touched cross join it ${REPLACE}`;
  return { compile: () => query.compile(db) };
});

/** @throws {StoreError} "crowded" */
export async function putRating(engine: Engine, write: RatingWrite): Promise<void> {
  const { personId, movieId, rating, ratedAt } = write;
  const it = [personId, movieId, rating, ratedAt];
  if (engine.name === "postgres" && (await putAtOnce(engine, it))) return;
  await inTransaction(engine, async (transaction) => {
    await TOUCH.run(engine.name, transaction, [personId, randomUUID()]);
    if ((await affected(PUT[engine.name], engine, transaction, it)) > 0n) return;
    throw crowded("write to", engine.place);
  });
}

async function putAtOnce(engine: Engine, it: readonly unknown[]): Promise<boolean> {
  const written = await despiteConflicts(
    async () => await affected(PUT_AT_ONCE, engine, engine.writer, [...it, randomUUID()]),
  );
  return written > 0n;
}

async function affected(
  statement: Prepared<unknown>,
  engine: Engine,
  db: Db,
  parameters: readonly unknown[],
): Promise<bigint> {
  return (await statement.run(engine.name, db, parameters)).numAffectedRows ?? 0n;
}
