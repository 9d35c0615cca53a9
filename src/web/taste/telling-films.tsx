import type { JSX } from "preact";
import type { TasteFacts, TellingFilm } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { signedText } from "../parts/signed-text.ts";
import { ratingText, starsText } from "../parts/stars-text.ts";
import { shortNames } from "./spoke-labels.ts";

/** Ratings that the others did not let expect. */
export function TellingFilms({ taste }: { readonly taste: TasteFacts }): JSX.Element | null {
  if (taste.telling.length === 0) return null;
  return (
    <section class="taste-telling">
      <h2>The films that say most about you</h2>
      <p class="prose quiet small">
        Each was left out, and its stars were predicted from your other ratings. Where you gave
        something else it told something about you: under each film, the feature along which it
        moved you most.
      </p>
      <div
        class="taste-scroll"
        tabIndex={0}
        role="region"
        aria-label="Films that say most about you"
      >
        <table>
          <thead>
            <tr>
              <th scope="col">Film</th>
              <th scope="col" class="number">
                You gave
              </th>
              <th scope="col">Expected</th>
            </tr>
          </thead>
          <tbody>
            {taste.telling.map((film) => (
              <tr key={film.movieId}>
                <th scope="row">
                  <FilmName film={film} />
                  <Told moved={film.moved} profile={taste.profile} />
                </th>
                <td class="number">{ratingText(film.rating)} ★</td>
                <td>{starsText({ ...film, stars: film.expected })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** `children’s films +0.05 ★`. */
function Told({
  moved,
  profile,
}: {
  readonly moved: TellingFilm["moved"];
  readonly profile: TasteFacts["profile"];
}): JSX.Element | null {
  if (moved === undefined) return null;
  const { feature, stars } = moved;
  return (
    <span class="taste-told quiet">
      {shortNames(profile)[feature]} <span class="taste-whole">{signedText(stars, 2)} ★</span>
    </span>
  );
}
