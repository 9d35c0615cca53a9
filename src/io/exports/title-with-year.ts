import { parseTitle } from "../../core/catalogue/title.ts";
import type { ExportedFilm } from "./person-export.ts";

/** Longer titles have their year elsewhere, and taking them apart takes long. */
const MOST_CHARACTERS = 300;

/**
 * A film whose title is written as MovieLens does, `Matrix, The (1999)`, with that taken apart; one
 * without a year at its end as it is.
 */
export function withYearInTitle(film: ExportedFilm): ExportedFilm {
  if (film.title.length > MOST_CHARACTERS) return film;
  const { title, year, alternatives } = parseTitle(film.title);
  if (title === "" || year === undefined) return film;
  const [otherTitle = film.otherTitle] = alternatives;
  return {
    ...film,
    title,
    ...(otherTitle === undefined ? {} : { otherTitle }),
    year: film.year ?? year,
  };
}
