import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import type { FilmCard } from "../messages.ts";
import { signedText } from "../parts/signed-text.ts";
import { ratingText, STAR } from "../parts/stars-text.ts";

/** Where the stars come from, part by part: it adds up to the prediction. */
export function MatchDetails({
  film,
  print,
}: {
  readonly film: FilmCard;
  readonly print: readonly number[];
}): JSX.Element {
  const { features } = useApp();
  const { parts, match, rest, why } = film;
  return (
    <details>
      <summary>Why, in numbers</summary>
      <table>
        <caption>
          How the {film.stars.toFixed(1)}
          {STAR} come about
        </caption>
        <tbody>
          <Row name="Films get on average" stars={parts.mean} isPlain />
          <Row name="Everyone likes it more, or less" stars={parts.film} />
          <Row name="You give more than others, or less" stars={parts.strictness} />
          <Row name="Your taste" stars={parts.taste} />
          {match.map(({ feature, stars }) => (
            <Row
              key={feature}
              isPart
              name={`${features[feature]!.name}: film ${signedText(film.print[feature]!, 1)}, you ${signedText(print[feature]!, 1)}`}
              stars={stars}
            />
          ))}
          {match.length > 0 && <Row isPart name="all others" stars={rest} />}
        </tbody>
      </table>
      {why.length > 0 && (
        <p class="small quiet">
          Stars are one thing, choosing it another: of what speaks for that,{" "}
          {why
            .map(({ title, rating, share }) => {
              const percent = `${Math.round(100 * share)}\u{a0}%`;
              return `${title} (you gave ${ratingText(rating)}${STAR}) is ${percent}`;
            })
            .join(", ")}
          .
        </p>
      )}
    </details>
  );
}

function Row({
  name,
  stars,
  isPart = false,
  isPlain = false,
}: {
  readonly name: string;
  readonly stars: number;
  readonly isPart?: boolean;
  readonly isPlain?: boolean;
}): JSX.Element {
  return (
    <tr class={isPart ? "tonight-part" : undefined}>
      <th scope="row">{name}</th>
      <td class="number">{isPlain ? stars.toFixed(2) : signedText(stars, 2)}</td>
    </tr>
  );
}
