import type { Id } from "../ratings/id-map.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { Movie } from "./movie.ts";
import { parseTitle, titleKey } from "./title.ts";

/** What a title may turn out to be. An expected absence is a value, not an exception. */
export type TitleMatch =
  | { readonly kind: "match"; readonly movieIndex: number }
  | { readonly kind: "ambiguous"; readonly candidates: readonly number[] }
  | { readonly kind: "unknown" };

/**
 * The films of a model or data set; row m is the film of movie index m.
 *
 * A film that stands twice (same title, year and IMDb id, or none in both) keeps its rows, since
 * ratings were given to each, but is one film for people: `filmOf` tells which rows are one film.
 *
 * @example
 * ```ts
 * const catalogue = new Catalogue([
 *   { id: 7, title: "The Matrix", year: 1999, genres: ["Sci-Fi"], alternatives: [] },
 * ]);
 * assert.deepEqual(catalogue.find("Matrix, The", 1999), { kind: "match", movieIndex: 0 });
 * ```
 */
export class Catalogue {
  readonly movies: readonly Movie[];
  /** Outside movie ids to rows and back. */
  readonly ids: IdMap;
  /** Row m → the first row of the same film. */
  readonly filmOf: Uint32Array;
  #byTitle: Map<string, number[]> | undefined;

  /**
   * @param movies - kept.
   * @throws {RangeError} if two movies have one id.
   */
  constructor(movies: readonly Movie[]) {
    this.movies = movies;
    this.ids = new IdMap(movies.map((movie) => movie.id));
    if (this.ids.size !== movies.length) {
      throw new RangeError(
        `Cannot make a catalogue: "movies" must have distinct ids, got ${movies.length - this.ids.size} repeated`,
      );
    }
    this.filmOf = filmsOf(movies);
  }

  /** Number of rows, I. */
  get size(): number {
    return this.movies.length;
  }

  /** Number of films as people count them: a film that stands twice counts once. */
  get filmCount(): number {
    return this.filmOf.reduce((count, film, row) => count + (film === row ? 1 : 0), 0);
  }

  /**
   * The film of a row.
   *
   * @throws {RangeError} if `movieIndex` is not in [0, size).
   */
  at(movieIndex: number): Movie {
    const movie = this.movies[movieIndex];
    if (movie !== undefined) return movie;
    throw new RangeError(
      `Cannot find the movie: "movieIndex" must be in [0, ${this.size - 1}], got ${movieIndex}`,
    );
  }

  /** The row of an id, or −1. */
  indexOf(id: Id): number {
    return this.ids.indexOf(id);
  }

  /**
   * The film with this title, told apart by year: the same year before one off by one; without a
   * year only where a single film has the title.
   *
   * Cost: O(title length); the first call indexes all titles.
   */
  find(title: string, year?: number): TitleMatch {
    this.#byTitle ??= this.#indexTitles();
    const rows = this.#byTitle.get(titleKey(title)) ?? [];
    for (const distance of year === undefined ? [Infinity] : [0, 1]) {
      const near = rows.filter((row) => within(distance, this.movies[row]!.year, year));
      if (near.length === 1) return { kind: "match", movieIndex: near[0]! };
      if (near.length > 1) return this.#preferMainTitle(near, title);
    }
    return { kind: "unknown" };
  }

  /** As {@link find}, for `Title (year)` in one text. */
  findByName(name: string): TitleMatch {
    const parsed = parseTitle(name);
    const whole = this.find(parsed.title, parsed.year);
    if (whole.kind !== "unknown") return whole;
    return this.find(name); // a title that ends in brackets of its own
  }

  #preferMainTitle(rows: readonly number[], title: string): TitleMatch {
    const key = titleKey(title);
    const main = rows.filter((row) => titleKey(this.movies[row]!.title) === key);
    if (main.length === 1) return { kind: "match", movieIndex: main[0]! };
    return { kind: "ambiguous", candidates: rows };
  }

  #indexTitles(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    for (const [row, movie] of this.movies.entries()) {
      if (this.filmOf[row] !== row) continue;
      for (const key of new Set([movie.title, ...movie.alternatives].map(titleKey))) {
        if (key === "") continue;
        const rows = index.get(key);
        if (rows === undefined) index.set(key, [row]);
        else rows.push(row);
      }
    }
    return index;
  }
}

function within(distance: number, year: number | undefined, wanted: number | undefined): boolean {
  if (wanted === undefined || year === undefined) return true;
  return Math.abs(year - wanted) <= distance;
}

/** A row without a year has nothing but a name, which two films may share: it stays alone. */
function filmsOf(movies: readonly Movie[]): Uint32Array {
  const first = new Map<string, number>();
  return Uint32Array.from(movies, ({ title, year, imdbId }, row) => {
    if (year === undefined) return row;
    const key = `${year} ${imdbId ?? ""} ${title.toLowerCase()}`;
    const film = first.get(key) ?? row;
    first.set(key, film);
    return film;
  });
}
