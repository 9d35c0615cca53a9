import type { Id } from "../ratings/id-map.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { FilmMatch, WantedFilm } from "./film-match.ts";
import { describe } from "../check.ts";
import { FilmMatcher } from "./film-matcher.ts";
import type { Movie } from "./movie.ts";

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
 * const match = catalogue.match({ title: "Matrix, The", year: 1999 });
 * assert.ok(match.kind === "match" && match.movieIndex === 0);
 * ```
 */
export class Catalogue {
  readonly movies: readonly Movie[];
  /** Outside movie ids to rows and back. */
  readonly ids: IdMap;
  /** Row m → the first row of the same film. */
  readonly filmOf: Uint32Array;
  #matcher: FilmMatcher | undefined;

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
   * The film that a person's file means: by IMDb id, by TMDB id, else by title and year, however the
   * title is spelled. What is not sure enough comes back as candidates, the best first.
   *
   * @throws {TypeError} if the title is no text, or a year or id no number: `tt0114709` is 114709.
   *
   * Cost: some 10 µs; the first call indexes all titles, some 5 µs each.
   */
  match(wanted: WantedFilm): FilmMatch {
    checkWanted(wanted);
    this.#matcher ??= new FilmMatcher(this.movies, this.filmOf);
    return this.#matcher.match(wanted);
  }

  /** As {@link match}, for `Title (year)` in one text. */
  findByName(name: string): FilmMatch {
    return this.match({ title: name });
  }
}

function checkWanted(wanted: WantedFilm | null | undefined): void {
  const action = "Cannot match the film";
  if (typeof wanted?.title !== "string") {
    throw new TypeError(`${action}: "title" must be a text, got ${describe(wanted?.title)}`);
  }
  const { year, imdbId, tmdbId } = wanted;
  for (const [name, value] of [
    ["year", year],
    ["imdbId", imdbId],
    ["tmdbId", tmdbId],
  ] as const) {
    if (value === undefined || typeof value === "number") continue;
    throw new TypeError(`${action}: "${name}" must be a number, got ${describe(value)}`);
  }
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
