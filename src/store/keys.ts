import type { Engine } from "./engine.ts";
import { Prepared } from "./prepared.ts";
import type { KeyRow } from "./schema.ts";
import type { ApiKey } from "./store.ts";
import { inTransaction } from "./transaction.ts";

const KEY = new Prepared((db) => db.selectFrom("api_keys").selectAll().where("key_id", "=", ""));

export async function addKey(engine: Engine, key: ApiKey): Promise<void> {
  const { id, name, hash, scopes, rate, createdAt, revokedAt } = key;
  await inTransaction(engine, async (transaction) => {
    await transaction
      .insertInto("api_keys")
      .values({
        ...{ key_id: id, name, hash, scopes: scopes.join(" "), rate },
        ...{ created_at: createdAt, revoked_at: revokedAt },
      })
      .execute();
  });
}

export async function keyOf(engine: Engine, id: string): Promise<ApiKey | undefined> {
  const { rows } = await KEY.run(engine.name, engine.reader, [id]);
  return rows[0] === undefined ? undefined : keyOfRow(rows[0]);
}

export async function keys(engine: Engine): Promise<readonly ApiKey[]> {
  const rows = await engine.reader
    .selectFrom("api_keys")
    .selectAll()
    .orderBy("created_at")
    .orderBy("key_id")
    .execute();
  return rows.map(keyOfRow);
}

export async function revokeKey(engine: Engine, id: string, revokedAt: number): Promise<boolean> {
  return await inTransaction(engine, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("api_keys")
      .set((e) => ({ revoked_at: e.fn.coalesce("revoked_at", e.val(revokedAt)) }))
      .where("key_id", "=", id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

export function keyOfRow(row: KeyRow): ApiKey {
  return {
    ...{ id: row.key_id, name: row.name, hash: row.hash, rate: row.rate },
    scopes: row.scopes.split(" ").filter((scope) => scope !== "") as ApiKey["scopes"],
    ...{ createdAt: row.created_at, revokedAt: row.revoked_at },
  };
}
