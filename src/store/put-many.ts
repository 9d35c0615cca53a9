import { crowded, rowsWithoutRoom, type Keyed } from "./crowded.ts";
import type { Engine } from "./engine.ts";
import type { RatingRow, SignalRow } from "./schema.ts";
import type { RatingWrite, SignalWrite, StoredPerson } from "./store.ts";
import { inTransaction, type Db } from "./transaction.ts";
import { touch, writeRatings, writeSignals } from "./upserts.ts";

/** @returns indices of writes for which there was no room. */
export async function putRatings(
  engine: Engine,
  writes: readonly RatingWrite[],
): Promise<readonly number[]> {
  if (writes.length === 0) return [];
  const rows = lastOfEach(writes, ({ ratedAt }) => ratedAt).map((write): RatingRow => {
    const { personId, movieId, rating, ratedAt } = write;
    return { person_id: personId, movie_id: movieId, rating, rated_at: ratedAt };
  });
  const without = await inTransaction(engine, async (transaction) => {
    await touchAll(transaction, rows);
    const refused = await rowsWithoutRoom(engine, transaction, "ratings", rows);
    const kept = refused.size === 0 ? rows : rows.filter((row) => !refused.has(row));
    await writeRatings(engine, transaction, kept.toSorted(byKey));
    return refused;
  });
  return without.size === 0 ? [] : indicesOf(writes, without);
}

/** @throws {StoreError} "crowded", with nothing stored. */
export async function putSignals(engine: Engine, writes: readonly SignalWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = lastOfEach(writes, ({ markedAt }) => markedAt).map((write): SignalRow => {
    const { personId, movieId, signal, markedAt } = write;
    return { person_id: personId, movie_id: movieId, signal, marked_at: markedAt };
  });
  await inTransaction(engine, async (transaction) => {
    await touchAll(transaction, rows);
    const refused = await rowsWithoutRoom(engine, transaction, "signals", rows);
    if (refused.size > 0) throw crowded("write to", engine.place);
    await writeSignals(engine, transaction, rows.toSorted(byKey));
  });
}

/** Many people at once, within a transaction that no one else writes beside. */
export async function writePeople(
  engine: Engine,
  transaction: Db,
  people: readonly Omit<StoredPerson & { readonly personId: string }, "revision">[],
): Promise<void> {
  const ratings = people.flatMap(({ personId, ratings: own }) =>
    own.map((r): RatingRow => {
      return { person_id: personId, movie_id: r.movieId, rating: r.rating, rated_at: r.ratedAt };
    }),
  );
  const signals = people.flatMap(({ personId, signals: own }) =>
    own.map((s): SignalRow => {
      return { person_id: personId, movie_id: s.movieId, signal: s.signal, marked_at: s.markedAt };
    }),
  );
  await touch(transaction, [...new Set(people.map(({ personId }) => personId))]);
  await writeRatings(engine, transaction, ratings);
  await writeSignals(engine, transaction, signals);
}

/** In one order for everyone, so that two batches at once wait for each other and not in a circle. */
async function touchAll(transaction: Db, rows: readonly Keyed[]): Promise<void> {
  const ids = new Set(rows.map((row) => row.person_id));
  await touch(transaction, [...ids].toSorted(byText));
}

function byKey(a: Keyed, b: Keyed): number {
  return byText(a.person_id, b.person_id) || byText(a.movie_id, b.movie_id);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface Write {
  readonly personId: string;
  readonly movieId: string;
}

/** Of those about one person and movie the latest; of the same time, the last in the list. */
function lastOfEach<W extends Write>(writes: readonly W[], timeOf: (write: W) => number): W[] {
  const last = new Map<string, Map<string, W>>();
  for (const write of writes) {
    let ofPerson = last.get(write.personId);
    if (ofPerson === undefined) last.set(write.personId, (ofPerson = new Map<string, W>()));
    const known = ofPerson.get(write.movieId);
    if (known === undefined || timeOf(write) >= timeOf(known)) ofPerson.set(write.movieId, write);
  }
  return [...last.values()].flatMap((ofPerson) => [...ofPerson.values()]);
}

/** Of all writes about the movies of these rows, the ones that a later one overrides included. */
function indicesOf(writes: readonly Write[], rows: ReadonlySet<Keyed>): number[] {
  const keyOf = (personId: string, movieId: string): string => JSON.stringify([personId, movieId]);
  const keys = new Set([...rows].map((row) => keyOf(row.person_id, row.movie_id)));
  return writes.flatMap(({ personId, movieId }, k) =>
    keys.has(keyOf(personId, movieId)) ? [k] : [],
  );
}
