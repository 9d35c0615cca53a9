import { StoreError, type StoreFault, WriteError } from "../core/errors.ts";

/** What is wrong, in words with the remedy. */
interface Finding {
  readonly fault: StoreFault;
  readonly words: string;
}

/**
 * An error of either driver as a {@link StoreError}; what is no fault of the store comes back as it is.
 *
 * @param doing - as in "Cannot <doing> the store": "read from".
 * @param place - without any password.
 */
export function asStoreError(error: unknown, doing: string, place: string): unknown {
  if (error instanceof StoreError) return error;
  const found = findingOf(error);
  if (found === undefined) return error;
  const message = `Cannot ${doing} the store ${place}: ${found.words}`;
  return new StoreError(message, found.fault, { cause: error });
}

/** Postgres undid a transaction because of another one; the same may work again at once. */
export function isConflict(error: unknown): boolean {
  const code = partsOf(error).code;
  return code === "40001" || code === "40P01";
}

/** pg gave up waiting: what it asked may still be under way, so that connection is of no use. */
export function isReadTimeout(error: unknown): boolean {
  return partsOf(error).message === "Query read timeout";
}

function findingOf(error: unknown): Finding | undefined {
  if (error instanceof WriteError) return unavailable(reasonOf(error));
  const { code, rawCode, message } = partsOf(error);
  if (rawCode !== undefined) return findingOfSqlite(rawCode, message);
  if (message.startsWith("ConnectionFailed")) return CANNOT_OPEN;
  if (message === "The database connection is not open") return CLOSED;
  return findingOfPostgres(code ?? "", message);
}

interface Parts {
  readonly code: string | undefined;
  /** libsql's: SQLite's extended result code. */
  readonly rawCode: number | undefined;
  readonly message: string;
}

function partsOf(error: unknown): Parts {
  const { code, rawCode, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return {
    code: typeof code === "string" ? code : undefined,
    rawCode: typeof rawCode === "number" ? rawCode : undefined,
    message: typeof message === "string" ? message : "",
  };
}

/** What a `WriteError` says after the name of the file. */
function reasonOf({ message }: WriteError): string {
  return message.slice(message.indexOf('": ') + 3);
}

const CANNOT_OPEN = unavailable(
  "its file cannot be opened; check that the path is a file, and its access rights",
);
const CLOSED = unavailable("it has been closed; open it again");
const FULL: Finding = {
  fault: "full",
  words: "the disk is full; free some space, what was not acknowledged has not been written",
};

function unavailable(words: string): Finding {
  return { fault: "unavailable", words };
}

function damaged(words: string): Finding {
  return { fault: "damaged", words };
}

const SQLITE_NO_SPACE_FOR_INDEX = 4874; // IOERR_SHMSIZE: the -shm file could not grow

/** By the primary result code, the low byte: https://sqlite.org/rescode.html */
function findingOfSqlite(rawCode: number, message: string): Finding | undefined {
  if (rawCode === SQLITE_NO_SPACE_FOR_INDEX) return FULL;
  switch (rawCode & 0xff) {
    case 1: // ERROR: our statements are sound, so the tables are not
      return /^no such (?:table|column)/u.test(message)
        ? damaged(`${message}; restore it from a backup`)
        : undefined;
    case 3: // PERM
    case 8: // READONLY
    case 23: // AUTH
      return unavailable("there is no permission to write; change the access rights of its files");
    case 5: // BUSY
    case 6: // LOCKED
    case 15: // PROTOCOL: the lock kept being taken
      return unavailable("another process has been writing to it for too long; try again");
    case 7: // NOMEM
      return unavailable("there is not enough memory; end some programs");
    case 10: // IOERR
      return damaged("the disk reports a fault; check the disk, or restore a backup elsewhere");
    case 11: // CORRUPT
      return damaged("its file is damaged; restore it from a backup");
    case 13: // FULL
      return FULL;
    case 14: // CANTOPEN
      return CANNOT_OPEN;
    case 24: // FORMAT
    case 26: // NOTADB
      return damaged("its file is no SQLite database; name another file, or restore a backup");
    default:
      return undefined;
  }
}

const GONE = unavailable("Postgres cannot be reached; start it, or check host and port");
const ENDED = unavailable("Postgres ended the connection; try again, or look into its log");
const SLOW = unavailable("Postgres takes too long to answer; try again, or look what holds it up");

/** What has no SQLSTATE, in pg's own words. */
const POSTGRES_WORDS: readonly (readonly [RegExp, Finding])[] = [
  [/^Connection terminated due to connection timeout$/u, GONE],
  [/^timeout exceeded when trying to connect$/u, SLOW],
  [/^Query read timeout$/u, SLOW],
  [/^Connection terminated/u, ENDED],
  [/^Client has encountered a connection error/u, ENDED],
  [/^Client was closed and is not queryable$/u, ENDED],
  [/^Cannot use a pool after calling end/u, CLOSED],
  [/^driver has already been destroyed$/u, CLOSED],
  [/^The server does not support SSL/u, unavailable("Postgres has no TLS; drop sslmode")],
];

/** By SQLSTATE or its class, the first two characters: "Error Codes" of Postgres' manual. */
const POSTGRES_CODES: Readonly<Record<string, Finding>> = {
  "08": ENDED,
  "57P": ENDED,
  "25P03": ENDED, // idle in a transaction for too long
  "25P04": ENDED, // a transaction that took too long
  "57P03": unavailable("Postgres is starting or stopping; try again in a moment"),
  "53": unavailable("Postgres has no connection or memory left; try again, or raise its limits"),
  "53100": FULL,
  "57014": SLOW, // statement_timeout
  "55P03": unavailable("others have been writing the same for too long; try again"),
  "40": unavailable("others keep writing the same; try again"),
  "28": unavailable("Postgres does not let this user in; check user and password"),
  "3D000": unavailable("Postgres has no such database; create it, or name another"),
  "3F000": unavailable("the database has no schema to put tables in; create one"),
  "42501": unavailable("this user may not use the tables; grant it the rights, or own them"),
  "25006": unavailable("Postgres takes no writes; name the primary server, not a standby"),
  "42P01": damaged("a table is missing; restore it from a backup"),
  "42703": damaged("a column is missing; restore it from a backup"),
  "42P07": damaged("the database has a table of that name; give matinee one of its own"),
  "58": damaged("the disk of Postgres reports a fault; look into its log"),
  XX001: damaged("its data are damaged; restore it from a backup"),
  XX002: damaged("its index is damaged; reindex it, or restore it from a backup"),
};

function findingOfPostgres(code: string, message: string): Finding | undefined {
  const worded = POSTGRES_WORDS.find(([pattern]) => pattern.test(message));
  if (worded !== undefined) return worded[1];
  if (/^E[A-Z]+$/u.test(code)) return code === "EPIPE" || code === "ECONNRESET" ? ENDED : GONE;
  if (!/^[0-9A-Z]{5}$/u.test(code)) return undefined;
  return (
    POSTGRES_CODES[code] ?? POSTGRES_CODES[code.slice(0, 3)] ?? POSTGRES_CODES[code.slice(0, 2)]
  );
}
