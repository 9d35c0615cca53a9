import { filtersOf } from "./candidates.ts";
import type { FilmIndex } from "./film-index.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { PicksSettings } from "./picks-options.ts";

/** Of so many filters each model's films are remembered: those of genres, years and fame are few. */
const REMEMBERED = 32;

const KNOWN = new WeakMap<FilmIndex, Map<string, Uint32Array>>();

const NONE: ReadonlySet<number> = new Set();

/**
 * Which films may be in a list, whoever it is for: a bit a film by its place, for a scan to pass over
 * the others. What one person alone leaves out (`exclude`, films seen) is not in it.
 *
 * @returns nothing where all may be. Do not change it.
 * @throws {RangeError} for a movie or genre that the catalogue does not have.
 *
 * Cost: O(I) the first time that these genres, years and places are asked for, and for `among`.
 */
export function openFilms(side: FilmSide, settings: PicksSettings): Uint32Array | undefined {
  const { among, fromYear, toYear, genres, withoutGenres, fromRank, toRank } = settings;
  const index = filmIndexOf(side);
  const key = JSON.stringify([fromYear, toYear, genres, withoutGenres, fromRank, toRank]);
  const known = KNOWN.get(index) ?? new Map<string, Uint32Array>();
  const found = among === undefined ? known.get(key) : undefined;
  if (found !== undefined) return found;
  const [, , ...filters] = filtersOf(
    side,
    { seen: NONE, notForMe: NONE },
    { ...settings, exclude: [] },
  );
  if (filters.length === 0) return undefined;
  const open = new Uint32Array(Math.ceil(index.byLength.length / 32));
  for (const [place, row] of index.byLength.entries()) {
    if (filters.every(({ passes }) => passes(row))) open[place >>> 5]! |= 1 << (place & 31);
  }
  if (among !== undefined) return open;
  if (known.size === REMEMBERED) known.clear();
  known.set(key, open);
  KNOWN.set(index, known);
  return open;
}
