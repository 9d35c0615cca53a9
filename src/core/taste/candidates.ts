import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Movie } from "../catalogue/movie.ts";
import { nearestName } from "../check.ts";
import type { Id } from "../ratings/id-map.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import { shownRowOf } from "./own-films.ts";
import type { FilmFilters, PicksSettings } from "./picks-options.ts";

/** One step that leaves films out. */
export interface Filter {
  readonly name: FilterName;
  readonly passes: (row: number) => boolean;
}

/** What can leave films out of a list, in the order in which it is asked. */
export type FilterName = "seen" | "notForMe" | Exclude<keyof FilmFilters, "toYear" | "toRank">;

/** How many films are left after each step of what was asked for. */
export interface Left {
  /** `all` is the catalogue: films that anyone rated. Of a range, its lower end. */
  readonly filter: "all" | FilterName;
  readonly films: number;
}

/** Films that no list of someone's may hold, by the row that stands for each. */
export interface OutOfPicks {
  readonly seen: ReadonlySet<number>;
  readonly notForMe: ReadonlySet<number>;
}

/**
 * What a list may hold, as steps; each asks about rows that stand for a film.
 *
 * @throws {RangeError} for a movie or genre that the catalogue does not have.
 *
 * Cost: O(ids given), and O(I) the first time that genres are asked for.
 */
export function filtersOf(side: FilmSide, out: OutOfPicks, settings: PicksSettings): Filter[] {
  const index = filmIndexOf(side);
  const { movies } = side.catalogue;
  const filters: Filter[] = [
    { name: "seen", passes: (row) => !out.seen.has(row) },
    { name: "notForMe", passes: (row) => !out.notForMe.has(row) },
  ];
  const add = (name: FilterName, passes: (row: number) => boolean): void => {
    filters.push({ name, passes });
  };
  const { exclude, among, fromYear, toYear, genres, withoutGenres, fromRank, toRank } = settings;
  if (exclude.length > 0) {
    const excluded = rowsOf(side, "Cannot exclude", exclude);
    add("exclude", (row) => !excluded.has(row));
  }
  if (among !== undefined) {
    const listed = rowsOf(side, "Cannot choose among the films", among);
    add("among", (row) => listed.has(row));
  }
  if (fromYear !== undefined || toYear !== undefined) {
    add("fromYear", (row) => isWithin(movies[row]!.year, fromYear, toYear));
  }
  if (genres.length > 0) {
    const wanted = knownGenres(side.catalogue, "genres", genres);
    add("genres", (row) => hasGenre(movies[row]!, wanted));
  }
  if (withoutGenres.length > 0) {
    const unwanted = knownGenres(side.catalogue, "withoutGenres", withoutGenres);
    add("withoutGenres", (row) => !hasGenre(movies[row]!, unwanted));
  }
  if (fromRank !== undefined || toRank !== undefined) {
    add("fromRank", (row) => isWithin(index.rank[row], fromRank, toRank));
  }
  return filters;
}

/** Whether a film is none that this person alone leaves out: those of `openFilms` are told to the scan. */
export function passesForOne(
  side: FilmSide,
  { seen, notForMe }: OutOfPicks,
  { exclude }: Pick<PicksSettings, "exclude">,
): (row: number) => boolean {
  const excluded = rowsOf(side, "Cannot exclude", exclude);
  return (row) => !seen.has(row) && !notForMe.has(row) && !excluded.has(row);
}

/** How many films each step leaves, so that a list that is too short can say why. Cost: O(I). */
export function countLeft(side: FilmSide, filters: readonly Filter[]): Left[] {
  let rows = Array.from(filmIndexOf(side).byCount);
  const left: Left[] = [{ filter: "all", films: rows.length }];
  for (const { name, passes } of filters) {
    rows = rows.filter(passes);
    left.push({ filter: name, films: rows.length });
  }
  return left;
}

/** Rows that stand for these movies. */
function rowsOf(side: FilmSide, action: string, ids: readonly Id[]): ReadonlySet<number> {
  return new Set(ids.map((id) => shownRowOf(side, action, id)));
}

function isWithin(
  value: number | undefined,
  from: number | undefined,
  to: number | undefined,
): boolean {
  return value !== undefined && value >= (from ?? -Infinity) && value <= (to ?? Infinity);
}

function hasGenre({ genres }: Movie, wanted: ReadonlySet<string>): boolean {
  return genres.some((genre) => wanted.has(genre.toLowerCase()));
}

/**
 * Genres in lower case.
 *
 * @throws {RangeError} for one that no film has, naming the nearest or all.
 */
export function knownGenres(
  catalogue: Catalogue,
  option: string,
  names: readonly string[],
): ReadonlySet<string> {
  const known = new Map<string, string>();
  for (const { genres } of catalogue.movies) {
    for (const genre of genres) known.set(genre.toLowerCase(), genre);
  }
  for (const name of names) {
    if (known.has(name.toLowerCase())) continue;
    const near = nearestName(name.toLowerCase(), known.keys());
    const all = [...known.values()].toSorted().join(", ");
    const hint =
      near === undefined
        ? all === ""
          ? "the films here have none"
          : `there are ${all}`
        : `did you mean "${known.get(near)}"?`;
    throw new RangeError(
      `Cannot choose films: "${option}" must be genres of the catalogue, got ${JSON.stringify(name)}; ${hint}`,
    );
  }
  return new Set(names.map((name) => name.toLowerCase()));
}
