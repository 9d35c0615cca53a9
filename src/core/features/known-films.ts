import { rankedByCount } from "../taste/film-index.ts";
import type { FilmSide } from "../taste/film-side.ts";

/** With fewer ratings, where a film lies is mostly noise. */
const LEAST_KNOWN = 30;

/** From here films say something of genres, if less: they help finding directions, and have a place. */
const LEAST_PLACED = 10;

/** Of small tables so many of the best-known films count, whatever their ratings. */
const LEAST_FILMS = 100;

/** Films that directions are found from: with 1200 of latest-small genres are told .002 worse. */
const MOST_FILMS = 1500;

/** The films that hidden features are found from. */
export interface KnownFilms {
  /** Rows that stand for films, most rated first. */
  readonly rows: Uint32Array;
  /** How many of them are well known: these stand at the ends, and what is found is checked on them. */
  readonly wellKnown: number;
  /** Ratings from which a film has a place, 1 or more. */
  readonly floor: number;
}

/**
 * Well-known films have 30 ratings or more, and those that something is found from 10, the 1500 best known
 * of them; of a table with fewer than 100 well-known films the 100 best known are both.
 *
 * Cost: O(I log I).
 */
export function knownFilms(side: FilmSide): KnownFilms {
  const { movieCounts } = side;
  const { byCount } = rankedByCount(side);
  const withRatings = (least: number): number =>
    byCount.findLastIndex((row) => movieCounts[row]! >= least) + 1;
  if (withRatings(LEAST_KNOWN) >= LEAST_FILMS) {
    const rows = byCount.slice(0, Math.min(MOST_FILMS, withRatings(LEAST_PLACED)));
    const wellKnown = Math.min(rows.length, withRatings(LEAST_KNOWN));
    return { rows, wellKnown, floor: LEAST_PLACED };
  }
  const rows = byCount.slice(0, LEAST_FILMS);
  const floor = rows.length === 0 ? 1 : Math.min(LEAST_PLACED, movieCounts[rows.at(-1)!]!);
  return { rows, wellKnown: rows.length, floor };
}
