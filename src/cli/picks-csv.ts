import { imdbName } from "../core/catalogue/movie.ts";
import type { Catalogue, Prediction } from "../index.ts";
import { csvText } from "../io/csv-text.ts";

/**
 * A list as Letterboxd imports one (a new list, "Import"): one film a row, known by its ids where the
 * data has them, else by title and year. No stars: Letterboxd would take a prediction for a rating.
 */
export function listCsv(films: readonly Prediction[], catalogue: Catalogue): string {
  const rows = films.map(({ movieId, title, year }) => {
    const { imdbId, tmdbId } = catalogue.at(catalogue.indexOf(movieId));
    const imdb = imdbId === undefined ? undefined : imdbName(imdbId);
    return [title, year, imdb, tmdbId];
  });
  return csvText(["Title", "Year", "imdbID", "tmdbID"], rows);
}
