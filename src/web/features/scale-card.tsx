import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FeatureFacts } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { useFocusHere } from "../parts/use-focus-here.ts";
import { ratingText } from "../parts/stars-text.ts";
import { headingText, placeText, stabilityText, toldText } from "./feature-words.ts";
import { ScaleStrip } from "./scale-strip.tsx";
import type { OwnStars } from "./use-own-stars.ts";

/** One hidden feature: what it tells, how surely, and films along it. */
export function ScaleCard({
  feature,
  own,
  hasFocus,
}: {
  readonly feature: FeatureFacts;
  readonly own: OwnStars;
  readonly hasFocus: boolean;
}): JSX.Element {
  const heading = useFocusHere<HTMLHeadingElement>(hasFocus);
  const { name, isNamed, auc, stability, share } = feature;
  const told = toldText(feature);
  return (
    <li class="features-scale">
      <h3 ref={heading} tabIndex={hasFocus ? -1 : undefined}>
        {headingText(name)}
      </h3>
      <p class="prose small">
        {told ?? "Nobody has a name for what these ends have apart."}{" "}
        <span class="quiet">
          {auc !== undefined && (
            <>
              <abbr title="area under the ROC curve, for films that were left out of finding it">
                Left-out AUC
              </abbr>{" "}
              {auc.toFixed(2)}.{" "}
            </>
          )}
          {stabilityText(stability)}
          {!isNamed &&
            ` It is ${Math.max(1, Math.round(100 * share))} % of what tells films apart.`}
        </span>
      </p>
      <ScaleStrip feature={feature} own={own} />
      <ScaleTable feature={feature} own={own} />
    </li>
  );
}

/** The same films as rows, made only when looked at. */
function ScaleTable({
  feature,
  own,
}: {
  readonly feature: FeatureFacts;
  readonly own: OwnStars;
}): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="small">
        As a table<span class="unseen">: {feature.name}</span>
      </summary>
      {isOpen && (
        <div
          class="features-scroll"
          tabIndex={0}
          role="region"
          aria-label={`Films along ${feature.name}`}
        >
          <table>
            <thead>
              <tr>
                <th scope="col">Film</th>
                <th scope="col" class="number">
                  Place
                </th>
                <th scope="col" class="number">
                  Ratings
                </th>
                <th scope="col" class="number">
                  You
                </th>
              </tr>
            </thead>
            <tbody>
              {feature.films.toReversed().map((film) => (
                <tr key={film.movieId}>
                  <th scope="row">
                    <FilmName film={film} />
                  </th>
                  <td class="number">{placeText(film.place)}</td>
                  <td class="number">{film.ratedBy}</td>
                  <td class="number">
                    {own.has(film.movieId) ? `${ratingText(own.get(film.movieId)!)} ★` : ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
