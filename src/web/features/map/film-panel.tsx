import type { JSX } from "preact";
import { grouped } from "../../../io/counted.ts";
import { useApp } from "../../app-context.ts";
import type { Film } from "../../messages.ts";
import { FilmName } from "../../parts/film-name.tsx";
import { Fingerprint, fingerprintText } from "../../parts/fingerprint.tsx";
import { ratingText } from "../../parts/stars-text.ts";
import { Busy, Failure } from "../../parts/state-notes.tsx";
import type { Asked } from "../../use-ask.ts";
import type { SimilarFilms } from "../../messages.ts";

/** A film itself rated by fewer is placed by little. */
const FEW_RATINGS = 30;

/** The film chosen, and the ones most like it. */
export function FilmPanel({
  film,
  rating,
  similar,
  onChoose,
}: {
  readonly film: Film;
  /** What the person gave it. */
  readonly rating: number | undefined;
  readonly similar: Asked<SimilarFilms>;
  onChoose(film: Film): void;
}): JSX.Element {
  const { features } = useApp();
  const { answer, failure } = similar;
  return (
    <section class="features-panel" aria-labelledby="features-chosen">
      <div class="features-panel-film">
        <Fingerprint
          print={film.print}
          size={96}
          label={`Fingerprint: ${fingerprintText(film.print, features, 6)}`}
        />
        <div>
          <h2 id="features-chosen">
            <FilmName film={film} />
          </h2>
          <p class="small quiet">
            {grouped(film.ratedBy)} {film.ratedBy === 1 ? "rating" : "ratings"}
            {film.ratedBy < FEW_RATINGS && ", so few that its place is rough"}
            {rating !== undefined && `; you gave ${ratingText(rating)}\u00a0★`}
          </p>
          <p class="small">{fingerprintText(film.print, features, 4)}</p>
        </div>
      </div>
      <h3>The same people like</h3>
      {failure !== undefined && <Failure text={failure} />}
      {answer === undefined && failure === undefined && <Busy>Looking around it …</Busy>}
      {answer !== undefined && (
        <>
          <ol class="features-near">
            {answer.films.map((other) => (
              <li key={other.movieId}>
                <button type="button" class="link-button" onClick={() => onChoose(other)}>
                  <FilmName film={other} />
                </button>
                <span class="quiet small">{other.similarity.toFixed(2).replace("-", "−")}</span>
              </li>
            ))}
          </ol>
          <p class="small quiet">
            Only films with {answer.leastRatings} ratings or more: with fewer, how alike they are
            would be chance. 1 would be the same film.
          </p>
        </>
      )}
    </section>
  );
}
