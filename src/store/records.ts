import { sql } from "kysely";
import { StoreError } from "../core/errors.ts";
import type { Engine } from "./engine.ts";
import { keyOfRow } from "./keys.ts";
import { partOf, servingOfRow, setServing } from "./models.ts";
import type { StoreRecord } from "./store.ts";
import type { Db } from "./transaction.ts";
import { writePeople } from "./write-person.ts";

type PersonRecord = Extract<StoreRecord, { readonly kind: "person" }>;

/** Read at once, and written at once. */
const PEOPLE_AT_ONCE = 100;

/** Everything but trainings and revisions, from one snapshot. */
export async function* records(engine: Engine): AsyncGenerator<StoreRecord> {
  const { db, end } = await engine.snapshot();
  try {
    yield* peopleOf(db);
    yield* keysOf(db);
    yield* modelsOf(db);
    const row = await db.selectFrom("serving").selectAll().executeTakeFirstOrThrow();
    yield { kind: "serving", serving: servingOfRow(row) };
  } finally {
    await end();
  }
}

async function* peopleOf(db: Db): AsyncGenerator<PersonRecord> {
  let after: string | undefined;
  for (;;) {
    let query = db.selectFrom("people").select("person_id").orderBy("person_id");
    if (after !== undefined) query = query.where("person_id", ">", after);
    // eslint-disable-next-line no-await-in-loop -- each page begins where the one before ended
    const ids = (await query.limit(PEOPLE_AT_ONCE).execute()).map((row) => row.person_id);
    if (ids.length === 0) return;
    // eslint-disable-next-line no-await-in-loop -- see above
    yield* await pageOfPeople(db, ids);
    after = ids.at(-1);
  }
}

async function pageOfPeople(db: Db, ids: readonly string[]): Promise<PersonRecord[]> {
  const of = new Map<string, Mutable>(ids.map((id) => [id, { ratings: [], signals: [] }]));
  const [first, last] = [ids[0]!, ids.at(-1)!];
  const ratings = await db
    .selectFrom("ratings")
    .selectAll()
    .where("person_id", ">=", first)
    .where("person_id", "<=", last)
    .orderBy("person_id")
    .orderBy("movie_id")
    .execute();
  for (const { person_id: id, movie_id: movieId, rating, rated_at: ratedAt } of ratings) {
    of.get(id)?.ratings.push({ movieId, rating, ratedAt });
  }
  const signals = await db
    .selectFrom("signals")
    .selectAll()
    .where("person_id", ">=", first)
    .where("person_id", "<=", last)
    .orderBy("person_id")
    .orderBy("movie_id")
    .execute();
  for (const { person_id: id, movie_id: movieId, signal, marked_at: markedAt } of signals) {
    of.get(id)?.signals.push({ movieId, signal, markedAt });
  }
  return [...of].map(([personId, own]) => ({ kind: "person", personId, ...own }));
}

interface Mutable {
  readonly ratings: PersonRecord["ratings"][number][];
  readonly signals: PersonRecord["signals"][number][];
}

async function* keysOf(db: Db): AsyncGenerator<StoreRecord> {
  const rows = await db.selectFrom("api_keys").selectAll().orderBy("key_id").execute();
  for (const row of rows) yield { kind: "key", key: keyOfRow(row) };
}

async function* modelsOf(db: Db): AsyncGenerator<StoreRecord> {
  const rows = await db.selectFrom("models").selectAll().orderBy("version").execute();
  for (const { version, created_at: createdAt, bytes, provenance } of rows) {
    yield { kind: "model", model: { version, createdAt, bytes, provenance } };
    for (let part = 0; ; part++) {
      // eslint-disable-next-line no-await-in-loop -- one part in memory
      const piece = await partOf(db, version, part);
      if (piece === undefined) break;
      yield { kind: "part", version, part, bytes: piece };
    }
  }
}

/** In one transaction, not tried twice: the records are gone once they are read. */
export async function restore(engine: Engine, given: AsyncIterable<StoreRecord>): Promise<void> {
  await engine.writer.transaction().execute(async (transaction) => {
    await engine.lockMigrations(transaction);
    await refuseNonEmpty(engine, transaction);
    let people: PersonRecord[] = [];
    for await (const record of given) {
      if (record.kind === "person") people.push(record);
      else await insert(transaction, record);
      if (people.length < PEOPLE_AT_ONCE) continue;
      await writePeople(engine, transaction, people);
      people = [];
    }
    await writePeople(engine, transaction, people);
  });
}

async function refuseNonEmpty({ place }: Engine, transaction: Db): Promise<void> {
  for (const table of ["people", "api_keys", "models"] as const) {
    // eslint-disable-next-line no-await-in-loop -- one connection
    const rows = await transaction
      .selectFrom(table)
      .select(sql`1`.as("one"))
      .limit(1)
      .execute();
    if (rows.length === 0) continue;
    throw new StoreError(
      `Cannot import into the store ${place}: it is not empty; name a new one, or remove this one first`,
      "foreign",
    );
  }
}

async function insert(transaction: Db, record: Exclude<StoreRecord, PersonRecord>): Promise<void> {
  switch (record.kind) {
    case "key": {
      const { id, scopes, createdAt, revokedAt, ...same } = record.key;
      await transaction
        .insertInto("api_keys")
        .values({
          ...{ ...same, key_id: id, scopes: scopes.join(" ") },
          ...{ created_at: createdAt, revoked_at: revokedAt },
        })
        .execute();
      break;
    }
    case "model": {
      const { createdAt, ...same } = record.model;
      await transaction
        .insertInto("models")
        .values({ ...same, created_at: createdAt })
        .execute();
      break;
    }
    case "part": {
      const { version, part, bytes } = record;
      await transaction.insertInto("model_parts").values({ version, part, bytes }).execute();
      break;
    }
    case "serving":
      await setServing(transaction, record.serving);
      break;
  }
}
