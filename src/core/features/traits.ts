import type { FilmSide } from "../taste/film-side.ts";

/** Something known of films that learning was not told, or not in so many words. */
export interface Trait {
  /** A genre of the catalogue, "mass appeal", "acclaim" or "newer films". */
  readonly name: string;
  readonly kind: "genre" | "appeal" | "acclaim" | "year";
  /** One value a film: 1 or 0 for a genre. */
  readonly values: Float64Array;
}

/** With fewer films on one side, what tells them apart is chance. */
const LEAST_FILMS = 12;

/** MovieLens lists among genres where a film was shown. */
const NO_GENRES: ReadonlySet<string> = new Set(["IMAX"]);

/**
 * What directions can be named after: genres that enough well-known films have and have not, how many
 * rated a film, how well it is liked, and its year.
 *
 * @param wellKnown - so many of the rows come first.
 *
 * Cost: O(rows · genres).
 */
export function traitsOf(side: FilmSide, rows: Uint32Array, wellKnown: number): Trait[] {
  const { catalogue, head, movieCounts } = side;
  const movies = Array.from(rows, (row) => catalogue.at(row));
  const years = movies.flatMap(({ year }) => year ?? []);
  const middle = years.reduce((sum, year) => sum + year, 0) / Math.max(1, years.length);
  const genres = [...new Set(movies.flatMap((movie) => movie.genres))].sort();
  const named = genres.filter((genre) => !NO_GENRES.has(genre));
  const traits: Trait[] = [
    ...named.map((name) => ({
      name,
      kind: "genre" as const,
      values: Float64Array.from(movies, (movie) => (movie.genres.includes(name) ? 1 : 0)),
    })),
    {
      name: "mass appeal",
      kind: "appeal",
      values: Float64Array.from(rows, (row) => Math.log(movieCounts[row]!)),
    },
    {
      name: "acclaim",
      kind: "acclaim",
      values: Float64Array.from(rows, (row) => head.movieBias[row]!),
    },
    {
      name: "newer films",
      kind: "year",
      values: Float64Array.from(movies, ({ year }) => year ?? middle),
    },
  ];
  return traits.filter(({ values }) => isTellable(values.subarray(0, wellKnown)));
}

function isTellable(values: Float64Array): boolean {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const above = values.filter((value) => value > least).length;
  return above >= LEAST_FILMS && (values.length - above >= LEAST_FILMS || isGraded(values));
}

function isGraded(values: Float64Array): boolean {
  return new Set(values).size > LEAST_FILMS;
}
