import type { Compilable, CompiledQuery, Kysely, QueryResult } from "kysely";
import type { Engine } from "./engine.ts";
import type { Database } from "./schema.ts";

const NAMES = new Map<string, string>();

/** What a server may know a statement by, so that it is planned once; undefined for one that is not prepared. */
export function nameOf(statement: string): string | undefined {
  return NAMES.get(statement);
}

/**
 * A query that is compiled once for each engine: for a read of one row that costs Kysely several times what SQLite
 * takes to answer. Its values are replaced in the order in which they stand in the query.
 */
export class Prepared<Row> {
  readonly #build: (db: Kysely<Database>) => Compilable<Row>;
  readonly #compiled = new Map<Engine["name"], CompiledQuery<Row>>();

  /** @param build - with any values; they only stand for those to come. */
  constructor(build: (db: Kysely<Database>) => Compilable<Row>) {
    this.#build = build;
  }

  async run(
    engine: Engine["name"],
    db: Kysely<Database>,
    parameters: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    let compiled = this.#compiled.get(engine);
    if (compiled === undefined) {
      compiled = this.#build(db).compile();
      this.#compiled.set(engine, compiled);
      NAMES.set(compiled.sql, `matinee_${NAMES.size}`);
    }
    return await db.executeQuery({ ...compiled, parameters });
  }
}
