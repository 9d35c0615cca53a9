import { Pool, types, type ClientBase, type PoolClient, type PoolConfig } from "pg";
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import { nameOf } from "./prepared.ts";
import { isReadTimeout } from "./store-fault.ts";
import { keptValues, readRows } from "./values.ts";

/** pg's pool as Kysely wants one, with texts, numbers and bytes as the store means them. */
export class StorePool implements PostgresPool {
  readonly #pool: Pool;

  /** @param setUp - done once with each new connection. */
  constructor(config: PoolConfig, setUp: (client: ClientBase) => Promise<void>) {
    // pg waits for what it returns, whatever its types say.
    const onConnect = setUp as (client: ClientBase) => void;
    this.#pool = new Pool({
      ...config,
      onConnect,
      types: { getTypeParser: typeParser as typeof types.getTypeParser },
    });
    // A server that stops tells its connections so, and an "error" that no one hears ends the process. Whoever asks
    // next finds out.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  async connect(): Promise<PostgresPoolClient> {
    return new StoreClient(await this.#pool.connect()) as unknown as PostgresPoolClient;
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

/** As Kysely uses one: no cursors. */
class StoreClient {
  readonly #client: PoolClient;
  /** Why it is of no use any more. */
  #broken: Error | undefined;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    if (this.#broken !== undefined) throw this.#broken; // a "rollback" would be waited for as long again
    try {
      const { command, rowCount, rows } = await this.#client.query({
        ...{ name: nameOf(sql), text: sql, values: keptValues(parameters) },
      });
      readRows(rows);
      return { command, rowCount: rowCount ?? 0, rows: rows as Row[] } as PostgresQueryResult<Row>;
    } catch (error) {
      if (isReadTimeout(error)) this.#broken = error as Error;
      throw error;
    }
  }

  release(): void {
    this.#client.release(this.#broken !== undefined);
  }
}

/** pg gives a bigint as text; ours are times and counts, far below 2^53. */
function typeParser(type: Parameters<typeof types.getTypeParser>[0], format: never): unknown {
  return type === types.builtins.INT8 ? Number : types.getTypeParser(type, format);
}
