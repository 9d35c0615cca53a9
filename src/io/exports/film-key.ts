import type { WantedFilm } from "../../core/catalogue/film-match.ts";

/** What two rows of one film have in common, as far as the file itself tells. */
export function filmKey({ imdbId, tmdbId, title, year }: WantedFilm): string {
  if (imdbId !== undefined) return `imdb ${imdbId}`;
  if (tmdbId !== undefined) return `tmdb ${tmdbId}`;
  return `title ${year ?? "?"} ${title}`;
}
