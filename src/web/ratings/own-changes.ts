import type { FilmName } from "../messages.ts";
import { movieName } from "../../core/catalogue/movie.ts";
import { ratingText } from "../parts/stars-text.ts";
import type { Change, FilmRecord, OwnState } from "../state/own-state.ts";

// What people do to one film, each as a step that can be undone.

/** What someone may say of a film besides stars. */
export type Mark = NonNullable<FilmRecord["mark"]>;

type Films = Pick<OwnState, "films">;

/** What is known of a film so far. */
export function recordOf({ films }: Films, film: FilmName): FilmRecord {
  const { movieId, title, year } = film;
  return films.get(movieId) ?? { movieId, title, year };
}

/**
 * A film rated, or its rating taken away. Whoever rates a film has seen it, so a mark that says so, or
 * the contrary, goes; that it is not for them may stay.
 */
export function rated(
  own: Films,
  film: FilmName,
  rating: number | undefined,
  today: string,
): Change {
  const { mark, date: _, ...before } = recordOf(own, film);
  const record: FilmRecord = {
    ...before,
    rating,
    ...(mark === "notForMe" ? { mark } : {}),
    ...(rating === undefined ? {} : { date: today }),
  };
  const what =
    rating === undefined
      ? `taking your stars from ${movieName(film)}`
      : `giving ${movieName(film)} ${ratingText(rating)} ★`;
  return { what, films: [record] };
}

/** A mark set, or taken away where it is there already. */
export function marked(own: Films, film: FilmName, mark: Mark): Change {
  const before = recordOf(own, film);
  const isThere = before.mark === mark;
  return {
    what: `${isThere ? "no longer " : ""}marking ${movieName(film)} as ${MARK_WORDS[mark]}`,
    films: [{ ...before, mark: isThere ? undefined : mark }],
  };
}

/** Put on the watchlist, or taken from it. */
export function wished(own: Films, film: FilmName): Change {
  const before = recordOf(own, film);
  const isWished = before.isWished !== true;
  return {
    what: `${isWished ? "putting" : "taking"} ${movieName(film)} ${isWished ? "on" : "from"} your watchlist`,
    films: [{ ...before, isWished }],
  };
}

/** All that was said of a film, forgotten. */
export function removed(film: FilmName): Change {
  const { movieId, title, year } = film;
  return { what: `removing ${movieName(film)}`, films: [{ movieId, title, year }] };
}

/** Marks as lists name them. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  seen: "seen",
  notForMe: "not for me",
  notSeen: "not seen",
};

/** The day here and now, as `2024-05-01`. */
export function dayOf(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
