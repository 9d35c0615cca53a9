import type { JSX } from "preact";
import type { FilmCard } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { starsText } from "../parts/stars-text.ts";
import { whyText } from "./why-text.ts";

/** Films that the person would be drawn to and then be let down by. */
export function SkipList({ films }: { readonly films: readonly FilmCard[] }): JSX.Element | null {
  if (films.length === 0) return null;
  return (
    <section class="tonight-skip" aria-labelledby="skip-these">
      <h2 id="skip-these">Skip these</h2>
      <ul>
        {films.map((film) => (
          <li key={film.movieId}>
            <strong>
              <FilmName film={film} />
            </strong>
            <span class="quiet"> {starsText(film)}. </span>
            {whyText(film.words)}
          </li>
        ))}
      </ul>
    </section>
  );
}
