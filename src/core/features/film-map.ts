import { integerIn, rejectUnknownKeys } from "../check.ts";
import type { FilmSide } from "../taste/film-side.ts";
import { filmVectors } from "./film-vectors.ts";
import { knownFilms } from "./known-films.ts";
import { layOut } from "./lay-out.ts";

/** Films on a plane: those that are alike stand together. */
export interface FilmMap {
  /** Rows of the catalogue, most rated first. */
  readonly rows: Uint32Array;
  /** Where each of them stands, −1 … 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** What can be chosen about a map. */
export interface FilmMapOptions {
  /** How many films at most, the best known. Integer in [1, 1500]. Default 1500. */
  readonly count?: number;
}

/** More films than these stand on each other on a screen. */
export const FILM_MAP_DEFAULTS: Readonly<Required<FilmMapOptions>> = Object.freeze({ count: 1500 });

/**
 * A map of the well-known films. The same model gives the same map.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(films²·D).
 */
export function filmMap(side: FilmSide, options: FilmMapOptions = {}): FilmMap {
  const action = "Cannot draw the map";
  rejectUnknownKeys(action, options, FILM_MAP_DEFAULTS);
  const most = integerIn(action, "count", options.count ?? FILM_MAP_DEFAULTS.count, 1, 1500);
  const { rows: known, wellKnown } = knownFilms(side);
  const rows = known.slice(0, Math.min(most, wellKnown));
  return { rows, ...layOut(filmVectors(side, rows)) };
}
