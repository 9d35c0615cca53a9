import { imdbName } from "../core/catalogue/movie.ts";
import type { Catalogue, FilmCandidate } from "../index.ts";
import { cutFilm } from "./terminal/film-text.ts";
import { cutText, plainText, textWidth } from "./terminal/text-width.ts";

/** `War of the Worlds (2005)  tt0407304  Action, Sci-Fi`: what tells films of one name apart. */
export function candidateText(
  { movieIndex }: FilmCandidate,
  catalogue: Catalogue,
  columns: number,
): string {
  const movie = catalogue.at(movieIndex);
  const id = movie.imdbId === undefined ? "" : `  ${imdbName(movie.imdbId)}`;
  const name = cutFilm(movie, Math.max(LEAST_NAME, columns - textWidth(id))) + id;
  const left = columns - textWidth(name) - 2;
  const genres = plainText(movie.genres.join(", "));
  return left < LEAST_GENRES || genres === "" ? name : `${name}  ${cutText(genres, left)}`;
}

const LEAST_NAME = 12;
const LEAST_GENRES = 6;
