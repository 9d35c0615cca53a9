import type { Film } from "../messages.ts";
import type { FilmRecord, OwnState } from "../state/own-state.ts";

type Films = OwnState["films"];

/**
 * The films to rate next, each in its place. One that was rated stays where it is, so that nothing jumps
 * and a slip can be put right; one that was not seen or is not for them gives its place to the next;
 * at the end come as many as are missing.
 *
 * @param pool - the best to ask about first.
 * @param least - how many of those shown are still to be rated.
 */
export function refilled(
  shown: readonly Film[],
  pool: readonly Film[],
  films: Films,
  least: number,
): readonly Film[] {
  const news = new Map(pool.map((film) => [film.movieId, film])); // fingerprints come later
  const places = new Set(shown.map(({ movieId }) => movieId));
  const fresh = pool.filter(({ movieId }) => !places.has(movieId) && isOpen(films.get(movieId)));
  const next = shown.flatMap((film) => {
    const record = films.get(film.movieId);
    const isPassedOver = record?.mark !== undefined && record.rating === undefined;
    return isPassedOver ? (fresh.shift() ?? []) : [news.get(film.movieId) ?? film];
  });
  const open = next.filter(({ movieId }) => isOpen(films.get(movieId))).length;
  const missing = Math.max(0, least - open);
  const isSame = missing === 0 && next.every((film, k) => film === shown[k]);
  return isSame && next.length === shown.length ? shown : [...next, ...fresh.slice(0, missing)];
}

/** Whether nothing was said of it but a wish. */
function isOpen(record: FilmRecord | undefined): boolean {
  return record?.rating === undefined && record?.mark === undefined;
}
