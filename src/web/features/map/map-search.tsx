import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { Film } from "../../messages.ts";
import { FilmName } from "../../parts/film-name.tsx";
import { useAsk } from "../../use-ask.ts";

const MOST_FOUND = 6;

/** Finds a film by its title; typos are forgiven. */
export function MapSearch({
  isOnMap,
  onFind,
}: {
  isOnMap(film: Film): boolean;
  onFind(film: Film): void;
}): JSX.Element {
  const { core, facts } = useApp();
  const [text, setText] = useState("");
  const asked = text.trim();
  const { answer } = useAsk(core, "search", asked.length < 2 ? undefined : [asked, MOST_FOUND]);
  const found = asked.length < 2 ? undefined : answer;
  const choose = (film: Film): void => {
    setText("");
    onFind(film);
  };
  return (
    <form
      class="features-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const [best] = found ?? [];
        if (best !== undefined) choose(best);
      }}
    >
      <label>
        <span class="small">Find a film</span>
        <input
          class="field"
          type="search"
          value={text}
          autocomplete="off"
          placeholder="Alien"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div role="status" class="unseen">
        {found !== undefined && `${found.length} ${found.length === 1 ? "film" : "films"} found`}
      </div>
      {found !== undefined && (
        <ul class="card">
          {found.length === 0 && (
            <li class="quiet">No film is called that; the newest here are of {facts.years.to}.</li>
          )}
          {found.map((film) => (
            <li key={film.movieId}>
              <button type="button" class="link-button" onClick={() => choose(film)}>
                <FilmName film={film} />
              </button>
              {!isOnMap(film) && <span class="small quiet"> not on the map</span>}
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
