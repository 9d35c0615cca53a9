import { sql, type RawBuilder } from "kysely";
import type { Engine } from "./engine.ts";
import { Prepared } from "./prepared.ts";
import type {
  PageOptions,
  RatingsPage,
  Signal,
  StoreCounts,
  StoredPerson,
  StoredRating,
  StoredSignal,
} from "./store.ts";

const REVISION = new Prepared((db) =>
  db.selectFrom("people").select("revision").where("person_id", "=", ""),
);

export async function revisionOf(engine: Engine, personId: string): Promise<string | undefined> {
  const { rows } = await REVISION.run(engine.name, engine.reader, [personId]);
  return rows[0]?.revision;
}

interface PersonRow {
  /** 0: the person, first; 1: a rating; 2: a signal. */
  readonly kind: 0 | 1 | 2;
  readonly movie_id: string;
  /** The revision, or the signal. */
  readonly word: string;
  readonly rating: number;
  readonly at: number;
}

/** One statement sees one moment on either engine, without a transaction and in one round trip. */
const REVISION_ROW: RawBuilder<unknown> = sql`
  select 0 as kind, '' as movie_id, revision as word, 0.0 as rating, 0 as at
    from people where person_id = ${""}`;
const PERSON = new Prepared((db) => {
  const query: RawBuilder<PersonRow> = sql`${REVISION_ROW}
    union all select 1, movie_id, '', rating, rated_at from ratings where person_id = ${""}
    union all select 2, movie_id, signal, 0.0, marked_at from signals where person_id = ${""}
    order by 1, 2`;
  return { compile: () => query.compile(db) };
});

export async function readPerson(
  engine: Engine,
  personId: string,
): Promise<StoredPerson | undefined> {
  const parameters = [personId, personId, personId];
  return personOf((await PERSON.run(engine.name, engine.reader, parameters)).rows);
}

const PAGE_COLUMNS: RawBuilder<unknown> = sql`1 as kind, movie_id, '' as word, rating, rated_at`;
const FIRST_PAGE = new Prepared((db) => {
  const query: RawBuilder<PersonRow> = sql`${REVISION_ROW}
    union all select * from (select ${PAGE_COLUMNS} from ratings where person_id = ${""}
      order by movie_id limit ${1}) as page
    union all select 2, movie_id, signal, 0.0, marked_at from signals where person_id = ${""}
    order by 1, 2`;
  return { compile: () => query.compile(db) };
});
const NEXT_PAGE = new Prepared((db) => {
  const query: RawBuilder<PersonRow> = sql`${REVISION_ROW}
    union all select * from (select ${PAGE_COLUMNS} from ratings
      where person_id = ${""} and movie_id > ${""} order by movie_id limit ${1}) as page
    order by 1, 2`;
  return { compile: () => query.compile(db) };
});

export async function ratingsPage(
  engine: Engine,
  personId: string,
  { after, limit }: PageOptions,
): Promise<RatingsPage | undefined> {
  const { rows } =
    after === undefined
      ? await FIRST_PAGE.run(engine.name, engine.reader, [personId, personId, limit, personId])
      : await NEXT_PAGE.run(engine.name, engine.reader, [personId, personId, after, limit]);
  return personOf(rows);
}

function personOf(rows: readonly PersonRow[]): StoredPerson | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const ratings: StoredRating[] = [];
  const signals: StoredSignal[] = [];
  for (const { kind, movie_id: movieId, word, rating, at } of rows) {
    if (kind === 1) ratings.push({ movieId, rating, ratedAt: at });
    if (kind === 2) signals.push({ movieId, signal: word as Signal, markedAt: at });
  }
  return { revision: first.word, ratings, signals };
}

/** Cost: a pass over all that is stored of people. */
export async function counts(engine: Engine): Promise<StoreCounts> {
  // A statement outside of a snapshot has less time on Postgres.
  const snapshot = engine.name === "postgres" ? await engine.snapshot() : undefined;
  try {
    const { rows } = await sql<StoreCounts>`select
      (select count(*) from people) as people,
      (select count(*) from ratings) as ratings,
      (select count(*) from signals) as signals`.execute(snapshot?.db ?? engine.reader);
    const { people, ratings, signals } = rows[0]!;
    return { people, ratings, signals };
  } finally {
    await snapshot?.end();
  }
}
