import { sql, type RawBuilder } from "kysely";
import { StoreError } from "../core/errors.ts";
import { keptText } from "./any-text.ts";
import type { Engine } from "./engine.ts";
import { Prepared } from "./prepared.ts";
import { MOST_OF_A_PERSON } from "./store.ts";
import { chunksOf, type Db } from "./transaction.ts";

/** What is the key of ratings and of signals. */
export interface Keyed {
  readonly person_id: string;
  readonly movie_id: string;
}

interface HeldRow {
  readonly person_id: string;
  readonly held: number;
}

/** The ids as one value: a statement with hundreds of them takes longer to compile than to run. */
const LISTED: Readonly<Record<Engine["name"], RawBuilder<unknown>>> = {
  sqlite: sql`(select value as person_id from json_each(${""}))`,
  postgres: sql`(select jsonb_array_elements_text(${""}::jsonb) as person_id)`,
};
const HELD = {
  sqlite: held("sqlite"),
  postgres: held("postgres"),
};
const PEOPLE_AT_ONCE = 1000;

/**
 * The rows for which there is no room. Rows that replace one always have it; of others, the first do.
 *
 * @param transaction - in which each of the people has been touched: no one else can add to them.
 */
export async function rowsWithoutRoom<Row extends Keyed>(
  engine: Engine,
  transaction: Db,
  table: "ratings" | "signals",
  rows: readonly Row[],
): Promise<ReadonlySet<Row>> {
  const ofPeople = byPerson(rows);
  const without = new Set<Row>();
  for (const ids of chunksOf([...ofPeople.keys()], PEOPLE_AT_ONCE)) {
    const listed = JSON.stringify(ids.map(keptText));
    const people = await HELD[engine.name].run(engine.name, transaction, [listed]);
    for (const person of people.rows) {
      const own = ofPeople.get(person.person_id)!;
      if (person.held + own.length <= MOST_OF_A_PERSON) continue;
      const known = await moviesOf(transaction, table, person.person_id);
      const isNew = own.filter((row) => !known.has(row.movie_id));
      const room = Math.max(0, MOST_OF_A_PERSON - person.held);
      for (const row of isNew.slice(room)) without.add(row);
    }
  }
  return without;
}

export function crowded(doing: string, place: string): StoreError {
  return new StoreError(
    `Cannot ${doing} the store ${place}: a person would hold more than ${MOST_OF_A_PERSON} ratings and signals; ` +
      "delete some of theirs first",
    "crowded",
  );
}

function held(engine: Engine["name"]): Prepared<HeldRow> {
  const query: RawBuilder<HeldRow> = sql`select person_id,
    (select count(*) from ratings where ratings.person_id = listed.person_id) +
    (select count(*) from signals where signals.person_id = listed.person_id) as held
    from ${LISTED[engine]} as listed`;
  return new Prepared((db) => ({ compile: () => query.compile(db) }));
}

function byPerson<Row extends Keyed>(rows: readonly Row[]): Map<string, Row[]> {
  const ofPeople = new Map<string, Row[]>();
  for (const row of rows) {
    const own = ofPeople.get(row.person_id);
    if (own === undefined) ofPeople.set(row.person_id, [row]);
    else own.push(row);
  }
  return ofPeople;
}

async function moviesOf(
  transaction: Db,
  table: "ratings" | "signals",
  personId: string,
): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .selectFrom(table)
    .select("movie_id")
    .where("person_id", "=", personId)
    .execute();
  return new Set(rows.map((row) => row.movie_id));
}
