import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FilmName as Film } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { keepFocus } from "../parts/keep-focus.ts";
import { Failure } from "../parts/state-notes.tsx";
import { useFilmSearch } from "./use-film-search.ts";

/** Finds the film that a row is of: what is typed, and a button for each film found. */
export function FilmPicker({
  start,
  label,
  onPick,
}: {
  /** What to look for first. */
  readonly start: string;
  readonly label: string;
  onPick(film: Film | undefined): void;
}): JSX.Element {
  const search = useFilmSearch(start);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const pick = (film: Film | undefined): void => {
    if (input.current !== null) keepFocus(input.current);
    onPick(film);
  };
  return (
    <div class="ratings-picker">
      <input
        ref={input}
        class="field"
        type="search"
        aria-label={label}
        value={search.text}
        onInput={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") pick(undefined);
        }}
      />
      {search.failure !== undefined && <Failure text={search.failure} />}
      <ul>
        {search.films?.map((film) => (
          <li key={film.movieId}>
            <button type="button" class="link-button" onClick={() => pick(film)}>
              <FilmName film={film} />
            </button>{" "}
            <span class="quiet small">{film.genres.slice(0, 3).join(", ")}</span>
          </li>
        ))}
      </ul>
      {search.films?.length === 0 && <p class="quiet">No film here has a title like that.</p>}
      <button type="button" class="link-button" onClick={() => pick(undefined)}>
        Leave it as it was
      </button>
    </div>
  );
}
