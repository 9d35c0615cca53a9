import { clampToScale } from "../../core/ratings/rating-scale.ts";
import type { ImportedFilms } from "../../io/import-films.ts";
import type { SignalWrite } from "../../store/store.ts";
import type { ServedModel, Service } from "../service.ts";
import { timeNotAfter } from "../serving/times.ts";
import { RatingBatches } from "./rating-batches.ts";

/**
 * Stores what an export tells of someone. A rating has the day that the export tells, so one that was given here
 * later stays; a signal never stands where there is a rating of the film.
 */
export async function storeImport(
  { store, now }: Service,
  served: ServedModel,
  personId: string,
  films: ImportedFilms,
): Promise<void> {
  const at = now();
  const { scale } = served.model;
  const batches = new RatingBatches(store);
  for (const { movieId, rating, date } of films.rated.matched) {
    await batches.add({
      ...{ personId, movieId: String(movieId), rating: clampToScale(scale, rating) },
      ratedAt: timeNotAfter(at, date),
    });
  }
  await batches.flush();
  const signals = signalsOf(personId, films, at);
  if (signals.length === 0) return;
  const rated = await ratedFilms({ store }, served, personId);
  const { filmOf } = served.model.catalogue;
  const unrated = signals.filter(({ row }) => !rated.has(filmOf[row]!));
  if (unrated.length > 0) await store.putSignals(unrated.map(({ write }) => write));
}

/** Of a film that is in both lists, "not for me" counts. */
function signalsOf(
  personId: string,
  { seen, notForMe }: ImportedFilms,
  markedAt: number,
): { readonly row: number; readonly write: SignalWrite }[] {
  const refused = new Set(notForMe.matched.map(({ movieIndex }) => movieIndex));
  const marked = [
    ...seen.matched
      .filter(({ movieIndex }) => !refused.has(movieIndex))
      .map((film) => ({ ...film, signal: "seen" as const })),
    ...notForMe.matched.map((film) => ({ ...film, signal: "notForMe" as const })),
  ];
  return marked.map(({ movieId, movieIndex, signal }) => ({
    row: movieIndex,
    write: { personId, movieId: String(movieId), signal, markedAt },
  }));
}

/** Films of which a rating is stored, by their first row. */
async function ratedFilms(
  { store }: Pick<Service, "store">,
  { model, rowOf }: ServedModel,
  personId: string,
): Promise<ReadonlySet<number>> {
  const person = await store.readPerson(personId);
  const rows = (person?.ratings ?? []).map(({ movieId }) => rowOf(movieId));
  return new Set(rows.filter((row) => row >= 0).map((row) => model.catalogue.filmOf[row]!));
}
