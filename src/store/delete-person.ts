import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Engine } from "./engine.ts";
import { inTransaction } from "./transaction.ts";

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
    const { numDeletedRows } = await transaction
      .deleteFrom("people")
      .where("person_id", "=", personId)
      .executeTakeFirst();
    if (numDeletedRows > 0n) await engine.noteDeletion(transaction);
  });
  await engine.scrub();
}
