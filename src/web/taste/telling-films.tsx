import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { PersonData, TasteFacts, TellingFilm } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { signedText } from "../parts/signed-text.ts";
import { ratingText, starsText } from "../parts/stars-text.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { useAsk } from "../use-ask.ts";
import { shortNames } from "./spoke-labels.ts";

type Profile = TasteFacts["profile"];

/** Ratings that the others did not let expect. */
export function TellingFilms({
  person,
  profile,
}: {
  readonly person: PersonData;
  readonly profile: Profile;
}): JSX.Element | null {
  const { study } = useApp();
  const { answer, failure } = useAsk(study, "telling", [person]);
  if (answer?.length === 0) return null;
  return (
    <section class="taste-telling">
      <h2>The films that say most about you</h2>
      <p class="prose quiet small">
        Each was left out, and its stars were predicted from your other ratings. Where you gave
        something else it told something about you: under each film, the feature along which it
        moved you most.
      </p>
      {failure !== undefined && <Failure text={failure} />}
      {answer === undefined && failure === undefined && <Busy>Leaving each out …</Busy>}
      {answer !== undefined && <TellingTable films={answer} profile={profile} />}
    </section>
  );
}

function TellingTable({
  films,
  profile,
}: {
  readonly films: readonly TellingFilm[];
  readonly profile: Profile;
}): JSX.Element {
  return (
    <div class="taste-scroll" tabIndex={0} role="region" aria-label="Films that say most about you">
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
          {films.map((film) => (
            <tr key={film.movieId}>
              <th scope="row">
                <FilmName film={film} />
                <Told moved={film.moved} profile={profile} />
              </th>
              <td class="number">{ratingText(film.rating)} ★</td>
              <td>{starsText({ ...film, stars: film.expected })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `children’s films +0.05 ★`. */
function Told({
  moved,
  profile,
}: {
  readonly moved: TellingFilm["moved"];
  readonly profile: Profile;
}): JSX.Element | null {
  if (moved === undefined) return null;
  const { feature, stars } = moved;
  return (
    <span class="taste-told quiet">
      {shortNames(profile)[feature]} <span class="taste-whole">{signedText(stars, 2)} ★</span>
    </span>
  );
}
