import type { JSX } from "preact";
import type { FilmName as Film } from "../messages.ts";

/** `Fargo (1996)`: text, whatever a file has put in it. */
export function FilmName({ film }: { readonly film: Film }): JSX.Element {
  return (
    <span class="film-name">
      <cite>{film.title}</cite>
      {film.year !== undefined && <span class="quiet"> ({film.year})</span>}
    </span>
  );
}

/** The same as plain text. */
export function nameOf({ title, year }: Film): string {
  return year === undefined ? title : `${title} (${year})`;
}
