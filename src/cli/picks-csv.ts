import type { Catalogue, Prediction } from "../index.ts";

/**
 * A list as Letterboxd imports one (a new list, "Import"): one film a row, known by its ids where the
 * data has them, else by title and year. No stars: Letterboxd would take a prediction for a rating.
 */
export function listCsv(films: readonly Prediction[], catalogue: Catalogue): string {
  const rows = films.map(({ movieId, title, year }) => {
    const { imdbId, tmdbId } = catalogue.at(catalogue.indexOf(movieId));
    const imdb = imdbId === undefined ? "" : `tt${String(imdbId).padStart(7, "0")}`;
    return [title, year ?? "", imdb, tmdbId ?? ""].map((cell) => csvCell(String(cell))).join(",");
  });
  return ["Title,Year,imdbID,tmdbID", ...rows].map((row) => `${row}\n`).join("");
}

/** A cell in quotes where it needs them, as RFC 4180 has it. */
export function csvCell(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
