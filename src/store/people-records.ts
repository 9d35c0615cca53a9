import { sql } from "kysely";
import type { RatingRow, SignalRow } from "./schema.ts";
import type { StoreRecord } from "./store.ts";
import type { Db } from "./transaction.ts";

export type PersonRecord = Extract<StoreRecord, { readonly kind: "person" }>;

const PEOPLE_AT_ONCE = 1000;
const ROWS_AT_ONCE = 5000;
/** A line of a backup is one record: with ids of 256 characters that is 1 MB at most. */
const ROWS_OF_A_RECORD = 500;

/** Those who have many ratings and signals come as several records in a row. */
export async function* recordsOfPeople(db: Db): AsyncGenerator<PersonRecord> {
  const ratings = new OfPeople(rowsOf<RatingRow>(db, "ratings"));
  const signals = new OfPeople(rowsOf<SignalRow>(db, "signals"));
  for await (const personId of idsOf(db)) {
    yield* recordsOf(personId, await ratings.of(personId), await signals.of(personId));
  }
}

function* recordsOf(
  personId: string,
  ratings: readonly RatingRow[],
  signals: readonly SignalRow[],
): Generator<PersonRecord> {
  const length = ratings.length + signals.length;
  for (let start = 0; start === 0 || start < length; start += ROWS_OF_A_RECORD) {
    const end = start + ROWS_OF_A_RECORD;
    const [from, to] = [start, end].map((k) => Math.max(0, k - ratings.length));
    yield {
      ...{ kind: "person", personId },
      ratings: ratings.slice(start, end).map((row) => {
        return { movieId: row.movie_id, rating: row.rating, ratedAt: row.rated_at };
      }),
      signals: signals.slice(from, to).map((row) => {
        return { movieId: row.movie_id, signal: row.signal, markedAt: row.marked_at };
      }),
    };
  }
}

/** Rows that come person by person, in the order in which people are asked for. */
class OfPeople<Row extends { readonly person_id: string }> {
  readonly #rows: AsyncIterator<Row>;
  #next: IteratorResult<Row> | undefined;

  constructor(rows: AsyncIterator<Row>) {
    this.#rows = rows;
  }

  async of(personId: string): Promise<Row[]> {
    const own: Row[] = [];
    for (;;) {
      this.#next ??= await this.#rows.next();
      if (this.#next.done === true || this.#next.value.person_id !== personId) return own;
      own.push(this.#next.value);
      this.#next = undefined;
    }
  }
}

async function* idsOf(db: Db): AsyncGenerator<string> {
  let after: string | undefined;
  for (;;) {
    let query = db.selectFrom("people").select("person_id").orderBy("person_id");
    if (after !== undefined) query = query.where("person_id", ">", after);
    const ids = (await query.limit(PEOPLE_AT_ONCE).execute()).map((row) => row.person_id);
    yield* ids;
    if (ids.length < PEOPLE_AT_ONCE) return;
    after = ids.at(-1);
  }
}

async function* rowsOf<Row extends RatingRow | SignalRow>(
  db: Db,
  table: "ratings" | "signals",
): AsyncGenerator<Row> {
  let after: Row | undefined;
  for (;;) {
    const from =
      after === undefined
        ? sql``
        : sql`where (person_id, movie_id) > (${after.person_id}, ${after.movie_id})`;
    const { rows } = await sql<Row>`select * from ${sql.table(table)} ${from}
      order by person_id, movie_id limit ${ROWS_AT_ONCE}`.execute(db);
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1);
  }
}
