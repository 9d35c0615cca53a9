import { sql } from "kysely";
import { StoreError } from "../core/errors.ts";
import { crowded } from "./crowded.ts";
import type { Engine } from "./engine.ts";
import { keyOfRow } from "./keys.ts";
import { partOf, servingOfRow, setServing } from "./models.ts";
import { recordsOfPeople, type PersonRecord } from "./people-records.ts";
import { writePeople } from "./put-many.ts";
import { MOST_OF_A_PERSON, type StoreRecord } from "./store.ts";
import type { Db } from "./transaction.ts";

/** Written at once. */
const PEOPLE_AT_ONCE = 100;

/** Everything but trainings and revisions, from one snapshot. */
export async function* records(engine: Engine): AsyncGenerator<StoreRecord> {
  const { db, end } = await engine.snapshot();
  try {
    yield* recordsOfPeople(db);
    yield* keysOf(db);
    yield* modelsOf(db);
    const row = await db.selectFrom("serving").selectAll().executeTakeFirstOrThrow();
    yield { kind: "serving", serving: servingOfRow(row) };
  } finally {
    await end();
  }
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
      // One part in memory.
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
    const checkRoom = roomCheck(engine);
    for await (const record of given) {
      if (record.kind === "person") people.push(checkRoom(record));
      else await insert(transaction, record);
      if (people.length < PEOPLE_AT_ONCE) continue;
      await writePeople(engine, transaction, people);
      people = [];
    }
    await writePeople(engine, transaction, people);
  });
}

/** Records of one person come in a row. */
function roomCheck({ place }: Engine): (record: PersonRecord) => PersonRecord {
  let last: string | undefined;
  let held = 0;
  return (record) => {
    if (record.personId !== last) held = 0;
    last = record.personId;
    held += record.ratings.length + record.signals.length;
    if (held > MOST_OF_A_PERSON) throw crowded("import into", place);
    return record;
  };
}

async function refuseNonEmpty({ place }: Engine, transaction: Db): Promise<void> {
  for (const table of ["people", "api_keys", "models"] as const) {
    // One connection.
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
