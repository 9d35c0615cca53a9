import type { JSX } from "preact";
import type { WatchedRating } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { ratingText } from "../parts/stars-text.ts";
import type { RunState } from "./run-state.ts";
import { hasSeenAll } from "./run-state.ts";

/** The most stars there are, for the little scale. */
const MOST_STARS = 5;

/** Some predictions closing in on what people really gave. */
export function WatchedTable({ run }: { readonly run: RunState }): JSX.Element {
  const { watched, shown, data, origin } = run;
  return (
    <section class="learn-watched">
      <h2 id="learn-watched-title">Some predictions</h2>
      <p class="quiet small">
        What people gave, and what it says they would.{" "}
        {hasSeenAll(run)
          ? "By now it has seen those that were held out, too."
          : "Held out: it is not shown that rating."}
      </p>
      <table aria-labelledby="learn-watched-title">
        <thead>
          <tr>
            <th scope="col">Rating</th>
            <th scope="col" class="number">
              Gave
            </th>
            <th scope="col" class="number">
              Now
            </th>
            <td class="learn-line" />
          </tr>
        </thead>
        <tbody>
          {watched.map((rating, k) => (
            <WatchedRow key={k} rating={rating} now={shown?.watched[k]} />
          ))}
        </tbody>
      </table>
      {data?.own === 0 && <NotAmong isMadeUp={data.isMadeUp} rated={origin.rated} />}
    </section>
  );
}

function WatchedRow({
  rating: { who, film, rating, isHeldOut },
  now,
}: {
  readonly rating: WatchedRating;
  readonly now: number | undefined;
}): JSX.Element {
  return (
    <tr class={who === "you" ? "is-you" : undefined}>
      <th scope="row">
        <FilmName film={film} />
        <br />
        <span class="quiet small">
          {who}
          {isHeldOut && " · held out"}
        </span>
      </th>
      <td class="number">{ratingText(rating)}</td>
      <td class="number">{now?.toFixed(2)}</td>
      <td class="learn-line">{now !== undefined && <Line gave={rating} now={now} />}</td>
    </tr>
  );
}

/** The way from the prediction to the rating. */
function Line({ gave, now }: { readonly gave: number; readonly now: number }): JSX.Element {
  const x = (stars: number): string => `${(stars / MOST_STARS) * 100}%`;
  return (
    <svg aria-hidden="true" focusable="false">
      <line class="track" x1="0" x2="100%" y1="8" y2="8" />
      <line class="way" x1={x(now)} x2={x(gave)} y1="8" y2="8" />
      <line class="gave" x1={x(gave)} x2={x(gave)} y1="1" y2="15" />
      <circle class="now" cx={x(now)} cy="8" r="4" />
    </svg>
  );
}

function NotAmong({
  isMadeUp,
  rated,
}: {
  readonly isMadeUp: boolean;
  readonly rated: number;
}): JSX.Element {
  if (isMadeUp) {
    return (
      <p class="quiet small">These people and films are made up, so you are not among them.</p>
    );
  }
  return (
    <p class="quiet small">
      {rated === 0 ? "You had rated nothing yet." : "No film you rated is in this data."}{" "}
      <a href="#ratings">Rate a few films</a>, and you are among them.
    </p>
  );
}
