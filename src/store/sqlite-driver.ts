import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";
import type SqliteDatabase from "libsql";
import { keptValues, readRows } from "./values.ts";

/** How a connection begins its transactions: one that will write takes the lock at once, or it may fail halfway. */
export type Begin = "begin" | "begin immediate";

const MOST_STATEMENTS = 200;
const SQLITE_BUSY = 5;

/**
 * Kysely on one connection of libsql's. Statements run in the calling thread; only transactions, which are several
 * statements, have to wait for each other.
 */
export function sqliteDialect(
  database: SqliteDatabase.Database,
  begin: Begin,
  waitMs: number,
): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(new SqliteConnection(database, waitMs), begin),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #begin: Begin;
  #turn: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(connection: SqliteConnection, begin: Begin) {
    this.#connection = connection;
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#turn;
    let release: (() => void) | undefined;
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release?.();
  }

  async beginTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw(this.#begin));
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(): Promise<void> {
    // A full disk or an error of the disk has rolled back by itself.
    if (this.#connection.isInTransaction) {
      await this.#connection.executeQuery(CompiledQuery.raw("rollback"));
    }
  }

  async destroy(): Promise<void> {
    await this.#turn;
    this.#connection.close();
  }
}

type Statement = SqliteDatabase.Statement;

class SqliteConnection implements DatabaseConnection {
  readonly #database: SqliteDatabase.Database;
  readonly #waitMs: number;
  readonly #statements = new Map<string, Statement>();

  constructor(database: SqliteDatabase.Database, waitMs: number) {
    this.#database = database;
    this.#waitMs = waitMs;
  }

  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const values = keptValues(parameters);
    return await whileBusy(this.#waitMs, () => this.#run<Row>(sql, values), this.#database);
  }

  // eslint-disable-next-line require-yield -- pages are read instead
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new TypeError("Cannot stream from SQLite: read in pages");
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #run<Row>(sql: string, values: unknown[]): QueryResult<Row> {
    const statement = this.#prepared(sql);
    if (statement.reader) {
      const rows = statement.all(values) as Row[];
      readRows(rows);
      return { rows };
    }
    return { rows: [], numAffectedRows: BigInt(statement.run(values).changes) };
  }

  #prepared(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/**
 * Tries again as long as another process is in the way: libsql would sleep in this thread, and whoever else is served
 * by it should not have to. Within a transaction, waiting would be for oneself.
 */
export async function whileBusy<T>(
  waitMs: number,
  work: () => T,
  database?: { readonly inTransaction: boolean },
): Promise<T> {
  const end = Date.now() + waitMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || database?.inTransaction === true || Date.now() > end) throw error;
    }
    // Until it is our turn.
    await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 9));
  }
}

function isBusy(error: unknown): boolean {
  const { rawCode } = error as { readonly rawCode?: number };
  return rawCode !== undefined && (rawCode & 0xff) === SQLITE_BUSY;
}
