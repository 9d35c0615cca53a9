import type { FilmSide } from "../taste/film-side.ts";
import { rankedByCount } from "../taste/film-index.ts";

/** With fewer ratings, where a film lies is mostly noise: genres are told least well from here down. */
const LEAST_RATINGS = 30;

/** Of small tables so many of the best-known films count, whatever their ratings. */
const LEAST_FILMS = 100;

/** More films than this find a direction no better and cost time. */
const MOST_FILMS = 3000;

/** The films that hidden features are found from. */
export interface KnownFilms {
  /** Rows that stand for films, most rated first. */
  readonly rows: Uint32Array;
  /** Ratings from which a film has a place, 1 or more. */
  readonly floor: number;
}

/**
 * Films with 30 ratings or more, the 3000 best known of them; of a table with fewer than 100 such films
 * the 100 best known.
 *
 * Cost: O(I log I).
 */
export function knownFilms(side: FilmSide): KnownFilms {
  const { movieCounts } = side;
  const { byCount } = rankedByCount(side);
  const enough = byCount.findLastIndex((row) => movieCounts[row]! >= LEAST_RATINGS) + 1;
  const rows = byCount.slice(0, Math.min(MOST_FILMS, Math.max(LEAST_FILMS, enough)));
  if (enough >= LEAST_FILMS) return { rows, floor: LEAST_RATINGS };
  return { rows, floor: rows.length === 0 ? 1 : movieCounts[rows.at(-1)!]! };
}
