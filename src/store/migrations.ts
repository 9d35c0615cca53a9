import { sql, type Kysely } from "kysely";
import type { Engine } from "./engine.ts";
import type { Database } from "./schema.ts";

/** What the engines spell differently. */
interface Words {
  /** Text that is compared by its bytes. */
  readonly text: string;
  /** After a table whose rows are to lie in the order of its key. */
  readonly clustered: string;
}

const WORDS: Readonly<Record<Engine["name"], Words>> = {
  sqlite: { text: "text", clustered: "without rowid" },
  postgres: { text: 'text collate "C"', clustered: "" },
};

/**
 * What makes each version of the schema from the one before; the first makes version 1. One list for both engines:
 * text, integer, bigint, double precision, bytea (SQLite takes any name for bytes), times in milliseconds since 1970.
 */
const MIGRATIONS: readonly ((words: Words) => readonly string[])[] = [
  (words) => [...people(words), ...service(words), ...trainings(words)],
];

/** The version that this code reads and writes. */
export const STORE_VERSION: number = MIGRATIONS.length;

/** Brings the schema from one version to {@link STORE_VERSION}, within the transaction that is given. */
export async function applyMigrations(
  transaction: Kysely<Database>,
  engine: Engine["name"],
  from: number,
): Promise<void> {
  for (const migration of MIGRATIONS.slice(from)) {
    for (const statement of migration(WORDS[engine])) {
      // One after the other.
      await sql.raw(statement).execute(transaction);
    }
  }
}

function people({ text, clustered }: Words): string[] {
  return [
    `create table people (
      person_id ${text} not null primary key,
      revision ${text} not null
    ) ${clustered}`,
    `create table ratings (
      person_id ${text} not null references people (person_id) on delete cascade,
      movie_id ${text} not null,
      rating double precision not null,
      rated_at bigint not null,
      primary key (person_id, movie_id)
    ) ${clustered}`,
    `create table signals (
      person_id ${text} not null references people (person_id) on delete cascade,
      movie_id ${text} not null,
      signal ${text} not null check (signal in ('seen', 'notForMe')),
      marked_at bigint not null,
      primary key (person_id, movie_id)
    ) ${clustered}`,
  ];
}

function service({ text, clustered }: Words): string[] {
  return [
    `create table api_keys (
      key_id ${text} not null primary key,
      name ${text} not null,
      hash bytea not null,
      scopes ${text} not null,
      rate double precision not null,
      created_at bigint not null,
      revoked_at bigint
    ) ${clustered}`,
    `create table models (
      version ${text} not null primary key,
      created_at bigint not null,
      bytes bigint not null,
      provenance ${text} not null
    )`,
    `create table model_parts (
      version ${text} not null references models (version) on delete cascade,
      part integer not null,
      bytes bytea not null,
      primary key (version, part)
    )`,
    `create table serving (
      id integer not null primary key check (id = 1),
      version ${text} references models (version),
      previous ${text} references models (version),
      has_previous integer not null check (has_previous in (0, 1))
    )`,
    "insert into serving (id, version, previous, has_previous) values (1, null, null, 0)",
  ];
}

function trainings({ text }: Words): string[] {
  return [
    `create table trainings (
      training_id ${text} not null primary key,
      state ${text} not null,
      training_order ${text} not null,
      stage ${text} not null,
      progress double precision not null,
      ratings bigint,
      started_at bigint not null,
      heard_at bigint not null,
      ended_at bigint,
      model ${text},
      error ${text}
    )`,
    "create unique index trainings_one_running on trainings (state) where state = 'running'",
    "create index trainings_by_start on trainings (started_at)",
  ];
}
