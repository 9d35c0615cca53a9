import type { FilmIndex } from "./film-index.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import { isWithin, knownGenres, hasGenre, rowsOf } from "./candidates.ts";
import type { PicksSettings } from "./picks-options.ts";

/** Of so many filters each model's films are remembered: those of genres, years and fame are few. */
const REMEMBERED = 32;

const KNOWN = new WeakMap<FilmIndex, Map<string, Uint32Array>>();

/**
 * Which films may be in a list, whoever it is for: a bit a film by its place, for a scan to pass over
 * the others. What one person alone leaves out (`exclude`, films seen) is not in it.
 *
 * @returns nothing where all may be. Do not change it.
 * @throws {RangeError} for a movie or genre that the catalogue does not have.
 *
 * Cost: O(I) the first time that these genres, years and places are asked for; O(ids given) for `among`.
 */
export function openFilms(side: FilmSide, settings: PicksSettings): Uint32Array | undefined {
  const asked = askedFilms(side, settings);
  if (settings.among === undefined) return asked;
  const { place, rank, byLength } = filmIndexOf(side);
  const open = new Uint32Array(Math.ceil(byLength.length / 32));
  for (const row of rowsOf(side, "Cannot choose among the films", settings.among)) {
    if (rank[row] === 0) continue;
    const word = place[row]! >>> 5;
    open[word]! |= (1 << (place[row]! & 31)) & (asked?.[word] ?? -1);
  }
  return open;
}

function askedFilms(side: FilmSide, settings: PicksSettings): Uint32Array | undefined {
  const { fromYear, toYear, genres, withoutGenres, fromRank, toRank } = settings;
  const key = JSON.stringify([fromYear, toYear, genres, withoutGenres, fromRank, toRank]);
  if (key === ALL) return undefined;
  const index = filmIndexOf(side);
  const known = KNOWN.get(index) ?? new Map<string, Uint32Array>();
  KNOWN.set(index, known);
  const open = known.get(key) ?? filtered(side, index, settings);
  known.delete(key); // the last one asked for is the last one forgotten
  known.set(key, open);
  for (const oldest of known.keys()) {
    if (known.size <= REMEMBERED) break;
    known.delete(oldest);
  }
  return open;
}

const ALL = JSON.stringify([null, null, [], [], null, null]);

function filtered(
  { catalogue }: FilmSide,
  { byLength, rank }: FilmIndex,
  { fromYear, toYear, genres, withoutGenres, fromRank, toRank }: PicksSettings,
): Uint32Array {
  const wanted = knownGenres(catalogue, "genres", genres);
  const unwanted = knownGenres(catalogue, "withoutGenres", withoutGenres);
  const hasYears = fromYear !== undefined || toYear !== undefined;
  const hasRanks = fromRank !== undefined || toRank !== undefined;
  const open = new Uint32Array(Math.ceil(byLength.length / 32));
  for (let k = 0; k < byLength.length; k++) {
    const row = byLength[k]!;
    const movie = catalogue.movies[row]!;
    if (hasYears && !isWithin(movie.year, fromYear, toYear)) continue;
    if (wanted.size > 0 && !hasGenre(movie, wanted)) continue;
    if (unwanted.size > 0 && hasGenre(movie, unwanted)) continue;
    if (hasRanks && !isWithin(rank[row], fromRank, toRank)) continue;
    open[k >>> 5]! |= 1 << (k & 31);
  }
  return open;
}
