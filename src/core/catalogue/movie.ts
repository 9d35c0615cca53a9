import type { Id } from "../ratings/id-map.ts";

/** A film of the catalogue, as people see it. */
export interface Movie {
  readonly id: Id;
  /** With its article in front: `The Matrix`. */
  readonly title: string;
  readonly year?: number | undefined;
  readonly genres: readonly string[];
  /** Other names, e.g. the original-language title. */
  readonly alternatives: readonly string[];
  /** `tt0114709` as a number: 114709. */
  readonly imdbId?: number | undefined;
  readonly tmdbId?: number | undefined;
}

/**
 * `Title (year)`, or the bare title where the year is unknown.
 *
 * @example
 * ```ts
 * assert.equal(movieName({ title: "Fargo", year: 1996 }), "Fargo (1996)");
 * ```
 */
export function movieName(movie: Pick<Movie, "title" | "year">): string {
  return movie.year === undefined ? movie.title : `${movie.title} (${movie.year})`;
}

/** `tt0114709`, as IMDb writes the number 114709. */
export function imdbName(imdbId: number): string {
  return `tt${String(imdbId).padStart(7, "0")}`;
}
