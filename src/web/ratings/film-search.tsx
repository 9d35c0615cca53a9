import type { JSX } from "preact";
import { counted } from "../../io/counted.ts";
import { useOwn } from "../app-context.ts";
import { Failure } from "../parts/state-notes.tsx";
import { FilmRow } from "./film-row.tsx";
import { useFilmSearch } from "./use-film-search.ts";

/** Any film by its title, typos forgiven, rated in place. */
export function FilmSearch(): JSX.Element {
  const { films: own } = useOwn();
  const search = useFilmSearch();
  const { films, text } = search;
  return (
    <section class="ratings-search" aria-labelledby="film-search">
      <h2 id="film-search">
        <label for="film-search-text">Find a film</label>
      </h2>
      <input
        id="film-search-text"
        class="field"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder="Title, with or without its year"
        value={text}
        onFocus={search.warmUp}
        onInput={(event) => search.setText(event.currentTarget.value)}
      />
      <p class="unseen" role="status">
        {films === undefined ? "" : `${counted(films.length, "film")} found`}
      </p>
      {search.failure !== undefined && <Failure text={search.failure} />}
      {films?.length === 0 && (
        <p class="quiet">
          No film here has a title like “{text.trim()}”. Films after the data’s last year are not
          known.
        </p>
      )}
      {films !== undefined && films.length > 0 && (
        <ul class="ratings-rows" aria-label="Films found">
          {films.map((film) => (
            <FilmRow
              key={film.movieId}
              film={film}
              record={own.get(film.movieId)}
              about={film.genres.slice(0, 3).join(", ")}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
