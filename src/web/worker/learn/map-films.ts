import type { DataSet, Id } from "../../../index.ts";
import type { DustFilm } from "../../messages.ts";

/** The most films that can be told apart on the map. */
const MOST_FILMS = 400;
/** The most films that are named on it. */
const MOST_LANDMARKS = 12;

/** Films that are drawn. */
export interface MapFilms {
  /** Catalogue rows, the film with the most ratings first. */
  readonly rows: Uint32Array;
  readonly films: readonly DustFilm[];
  readonly landmarks: readonly number[];
}

/** The films that most people rated, and those of the person. */
export function mapFilms({ catalogue, ratings }: DataSet, own: readonly Id[]): MapFilms {
  const counts = ratings.movieCounts();
  const mine = new Set(own.map((id) => catalogue.indexOf(id)));
  const known = Array.from(counts.keys())
    .filter((row) => counts[row]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const rows = known.filter((row, place) => place < MOST_FILMS || mine.has(row));
  const films = rows.map((row): DustFilm => {
    const { id, title, year, genres } = catalogue.at(row);
    return { movieId: id, title, year, genres, isOwn: mine.has(row) };
  });
  return { rows: Uint32Array.from(rows), films, landmarks: landmarksOf(films) };
}

/** The best known film of each genre, then the best known of all. */
function landmarksOf(films: readonly DustFilm[]): number[] {
  const chosen = new Set<number>();
  const genres = new Set(films.flatMap((film) => film.genres));
  for (const genre of genres) {
    const best = films.findIndex((film, k) => !chosen.has(k) && film.genres.includes(genre));
    if (best >= 0 && chosen.size < MOST_LANDMARKS) chosen.add(best);
  }
  for (let k = 0; chosen.size < Math.min(MOST_LANDMARKS, films.length); k++) chosen.add(k);
  return [...chosen].sort((a, b) => a - b);
}
