import { MOST_STORED } from "../../contract/people-routes.ts";
import type { SignalWrite, StoredPerson } from "../../store/store.ts";
import type { ServedModel, Service } from "../service.ts";
import { timeNotAfter } from "../serving/times.ts";
import { tooManyRatings, whereThereIsRoom } from "../serving/too-many-ratings.ts";
import { cutOff } from "./cut-off.ts";
import type { ReadImport } from "./import-messages.ts";
import { RatingBatches } from "./rating-batches.ts";

/** How much of an export was stored. */
export interface StoredOfImport {
  readonly ratings: number;
  readonly signals: number;
}

/**
 * Stores what an export tells of someone. A rating has the day that the export tells, so one that was given here
 * later stays; a signal never stands where there is a rating of the film.
 *
 * @throws {ProblemError} `too-many-ratings` before anything is stored; where the store breaks off, with how many
 *   ratings are stored.
 */
export async function storeImport(
  { store, now }: Service,
  served: ServedModel,
  personId: string,
  read: ReadImport,
): Promise<StoredOfImport> {
  const markedAt = now();
  const person = await store.readPerson(personId);
  const signals = unratedSignals(served, person, read);
  if (allOf(person, read, signals) > MOST_STORED) throw tooManyRatings();
  const full = (): void => {
    throw tooManyRatings({ storedLines: batches.stored });
  };
  const batches = new RatingBatches(store, full);
  try {
    for (const [k, { movieId, rating }] of read.json.ratings.entries()) {
      const ratedAt = timeNotAfter(markedAt, read.rated[k]!.date);
      await batches.add({ personId, movieId, rating, ratedAt }, k);
    }
    await batches.flush();
    const writes = signals.map(({ movieId, signal }): SignalWrite => ({
      personId,
      movieId,
      signal,
      markedAt,
    }));
    if (writes.length > 0) await whereThereIsRoom(store.putSignals(writes));
  } catch (error) {
    throw cutOff(error, batches.stored);
  }
  return { ratings: batches.stored, signals: signals.length };
}

/** Those of films of which there is no rating, neither in the export nor stored. */
function unratedSignals(
  { model: { catalogue }, rowOf }: ServedModel,
  person: StoredPerson | undefined,
  { rated, signals }: ReadImport,
): ReadImport["signals"] {
  const stored = (person?.ratings ?? []).map(({ movieId }) => rowOf(movieId));
  const rows = [...rated.map(({ row }) => row), ...stored.filter((row) => row >= 0)];
  const films = new Set(rows.map((row) => catalogue.filmOf[row]!));
  return signals.filter(({ row }) => !films.has(catalogue.filmOf[row]!));
}

/** Ratings and signals that someone will have. */
function allOf(
  person: StoredPerson | undefined,
  { json }: ReadImport,
  signals: ReadImport["signals"],
): number {
  const ids = (films: readonly { readonly movieId: string }[]): string[] =>
    films.map(({ movieId }) => movieId);
  const ratings = new Set([...ids(person?.ratings ?? []), ...ids(json.ratings)]);
  const marks = new Set([...ids(person?.signals ?? []), ...ids(signals)]);
  return ratings.size + marks.size;
}
