import { createHash, type Hash } from "node:crypto";
import type { z } from "zod";
import { StoreError } from "../core/errors.ts";
import { End, Header, lineOf, parsed, recordOf, type BackupCounts } from "./backup-lines.ts";
import { linesOf } from "./lines.ts";
import type { Store, StoreRecord } from "./store.ts";

const FORMAT = 1;
const CHUNK_BYTES = 1 << 16;
const NO_COUNTS = { people: 0, ratings: 0, signals: 0, keys: 0, models: 0, parts: 0 };

class Tally {
  readonly counts: { -readonly [Name in keyof BackupCounts]: number } = { ...NO_COUNTS };
  #lastPerson: string | undefined;

  count(record: StoreRecord): void {
    const { counts } = this;
    if (record.kind === "key") counts.keys++;
    else if (record.kind === "model") counts.models++;
    else if (record.kind === "part") counts.parts++;
    else if (record.kind === "person") {
      if (record.personId !== this.#lastPerson) counts.people++;
      this.#lastPerson = record.personId;
      counts.ratings += record.ratings.length;
      counts.signals += record.signals.length;
    }
  }
}

/**
 * A store as lines of JSON, as of one moment: people with their ratings and signals, API keys (their hashes), models
 * and which of them is served. Who has many ratings takes several lines in a row. The last line has counts and a checksum, so a file that was cut off is noticed. Two
 * stores that hold the same give the same bytes, whatever their engines.
 *
 * @returns chunks as they are read.
 * @throws {StoreError} while it is iterated, if the store cannot be read.
 *
 * Cost: one pass over the store; some people, or a piece of a model, in memory.
 *
 * @example
 * ```ts
 * const store = await openStore(":memory:");
 * await store.putRating({ personId: "ann", movieId: "1", rating: 4.5, ratedAt: 0 });
 * let lines = "";
 * const chunks = exportStore(store);
 * for await (const chunk of chunks) lines += new TextDecoder().decode(chunk);
 * assert.equal(lines.split("\n")[1], '{"person":"ann","ratings":[["1",4.5,0]],"signals":[]}');
 * await store.close();
 * ```
 */
export async function* exportStore(store: Store): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const tally = new Tally();
  let waiting = `${JSON.stringify({ matineeStore: FORMAT } satisfies z.infer<typeof Header>)}\n`;
  const taken = (): Uint8Array => {
    const bytes = new TextEncoder().encode(waiting);
    waiting = "";
    return bytes;
  };
  for await (const record of store.records()) {
    tally.count(record);
    waiting += `${JSON.stringify(lineOf(record))}\n`;
    if (waiting.length < CHUNK_BYTES) continue;
    const bytes = taken();
    hash.update(bytes);
    yield bytes;
  }
  const rest = taken();
  hash.update(rest);
  yield rest;
  waiting = `${JSON.stringify({ end: tally.counts, sha256: hash.digest("hex") } satisfies z.infer<typeof End>)}\n`;
  yield taken();
}

/**
 * Takes a backup that {@link exportStore} made into a new, empty store: all of it, or nothing where anything is wrong.
 *
 * @param bytes - in chunks of any size; an error that their iteration throws is passed on.
 * @returns how much was taken.
 * @throws {StoreError} "foreign" for a store that is not empty, and for what is no whole backup, with the line;
 * "crowded" where a person would hold too much.
 *
 * Cost: one pass and one transaction; some people, or a piece of a model, in memory.
 *
 * @example
 * ```ts
 * const [from, to] = [await openStore(":memory:"), await openStore(":memory:")];
 * await from.putRating({ personId: "ann", movieId: "1", rating: 4.5, ratedAt: 0 });
 * assert.equal((await importStore(to, exportStore(from))).ratings, 1);
 * assert.equal((await to.readPerson("ann"))?.ratings[0]?.rating, 4.5);
 * await from.close();
 * await to.close();
 * ```
 */
export async function importStore(
  store: Store,
  bytes: AsyncIterable<Uint8Array>,
): Promise<BackupCounts> {
  const tally = new Tally();
  await store.restore(recordsOf(bytes, tally, store.place));
  return tally.counts;
}

async function* recordsOf(
  bytes: AsyncIterable<Uint8Array>,
  tally: Tally,
  place: string,
): AsyncGenerator<StoreRecord> {
  const hash = createHash("sha256");
  let line = 0;
  let isEnded = false;
  const wrong = (what: string, cause?: unknown): StoreError =>
    new StoreError(
      `Cannot import into the store ${place}: line ${line}: ${what}; export the other store again`,
      "foreign",
      { cause },
    );
  try {
    for await (const text of linesOf(bytes)) {
      line++;
      if (isEnded) throw new SyntaxError("it comes after the last line");
      const json = jsonOf(text);
      if (line > 1 && isEnd(json)) {
        isEnded = checkEnd(json, tally, hash);
        continue;
      }
      hash.update(`${text}\n`);
      if (line === 1) checkHeader(json);
      else yield counted(tally, recordOf(json));
    }
    line++;
    if (!isEnded) throw new SyntaxError("the backup ends before its last line, it was cut off");
  } catch (error) {
    throw error instanceof SyntaxError ? wrong(error.message, error) : error;
  }
}

/** V8's own message would quote the line, which is about someone. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError("it is no JSON", { cause: error });
  }
}

function checkHeader(line: unknown): void {
  const { matineeStore: format } = parsed(Header, line);
  if (format === FORMAT) return;
  throw new SyntaxError(`the backup is of format ${format}, and this matinee reads ${FORMAT}`);
}

function isEnd(line: unknown): boolean {
  return typeof line === "object" && line !== null && Object.hasOwn(line, "end");
}

function checkEnd(line: unknown, { counts }: Tally, hash: Hash): true {
  const { end, sha256 } = parsed(End, line);
  for (const name of Object.keys(counts) as (keyof BackupCounts)[]) {
    if (end[name] === counts[name]) continue;
    throw new SyntaxError(`the backup had ${end[name]} ${name}, and ${counts[name]} have come`);
  }
  if (sha256 !== hash.digest("hex")) throw new SyntaxError("the checksum differs, it was changed");
  return true;
}

function counted(tally: Tally, record: StoreRecord): StoreRecord {
  tally.count(record);
  return record;
}
