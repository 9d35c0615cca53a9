import { csvOf } from "./csv-cells.ts";
import type { MadeFilm } from "./made-films.ts";

/** MovieLens's own: ids of IMDb without `tt`, the year in the title. */
export function movieLensOwn(films: readonly MadeFilm[]): string {
  const rows = films.map((film, k) => [
    ...[k + 1, film.imdb.slice(k % 2 === 0 ? 2 : 0), film.tmdb, film.outOfTen / 2, "3.71"],
    film.year === undefined ? film.title : `${film.title} (${film.year})`,
  ]);
  return csvOf([["movie_id", "imdb_id", "tmdb_id", "rating", "average_rating", "title"], ...rows]);
}

/** What Letterboxd imports. */
export function letterboxdImport(films: readonly MadeFilm[]): string {
  const header = "imdbID,tmdbID,Title,Year,Rating,Rating10,WatchedDate".split(",");
  const rows = films.map((film, k) => [
    ...[film.imdb, film.tmdb, film.title, film.year],
    ...(k % 2 === 0 ? [film.outOfTen / 2, ""] : ["", film.outOfTen]),
    film.day,
  ]);
  return csvOf([header, ...rows]);
}

/** What matinee saves of ratings that were given when asked. */
export function matineeSaved(films: readonly MadeFilm[]): string {
  const rows = films.map(({ title, year, outOfTen }) => [title, year, outOfTen / 2]);
  return csvOf([["Name", "Year", "Rating"], ...rows]);
}

/** The form for programs. */
export function matineeJson(films: readonly MadeFilm[]): object {
  const entries = films.map(({ title, year, imdb, tmdb, outOfTen, day }) => ({
    ...{ title, year, imdbId: imdb, tmdbId: tmdb, rating: outOfTen / 2, date: day },
  }));
  return { ratings: entries.slice(0, 5), seen: entries.slice(5, 6), watchlist: entries.slice(6) };
}
