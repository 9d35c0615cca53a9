import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { Film } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { Fingerprint } from "../parts/fingerprint.tsx";
import { StarInput } from "../parts/star-input.tsx";
import type { FilmRecord } from "../state/own-state.ts";
import { useOwnChanges } from "./use-own-changes.ts";

/** A film to rate, without a prediction; once rated it is calm and keeps its place and size. */
export function RateCard({
  film,
  record,
}: {
  readonly film: Film;
  readonly record: FilmRecord | undefined;
}): JSX.Element {
  const app = useApp();
  const change = useOwnChanges();
  const rating = record?.rating;
  const name = nameOf(film);
  const passOver = (): void => {
    change.mark(film, "notSeen");
    app.notify(`${name}: not seen`, { undo: true });
  };
  return (
    <li class={rating === undefined ? "card" : "card is-rated"}>
      <div class="ratings-name">
        <h3 title={name}>{film.title}</h3>
        <p class="quiet small">{[film.year, film.genres.slice(0, 2).join(", ")].join(" · ")}</p>
      </div>
      <Fingerprint print={film.print} size={52} />
      <StarInput title={name} rating={rating} onRate={(stars) => change.rate(film, stars)} />
      {/* One button with two meanings: whoever tabs on from the stars finds it still there. */}
      <button
        type="button"
        class={rating === undefined ? "link-button" : "link-button quiet"}
        aria-label={rating === undefined ? `Not seen: ${name}` : `Take back your stars: ${name}`}
        onClick={rating === undefined ? passOver : () => change.rate(film, undefined)}
      >
        {rating === undefined ? "Not seen" : "Take back"}
      </button>
    </li>
  );
}
