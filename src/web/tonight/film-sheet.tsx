import type { JSX } from "preact";
import type { FilmCard } from "../messages.ts";
import { FilmHead } from "../parts/film-head.tsx";
import { Interval } from "../parts/interval.tsx";
import { FilmActions } from "./film-actions.tsx";
import { MatchDetails } from "./match-details.tsx";
import { sureText, whyText } from "./why-text.ts";

/** One of the three: the film, what it promises, why, and what to do about it. */
export function FilmSheet({
  film,
  print,
}: {
  readonly film: FilmCard;
  /** The person's fingerprint. */
  readonly print: readonly number[];
}): JSX.Element {
  return (
    <li class="card film-card">
      <FilmHead film={film} over={print} />
      <Interval {...film} />
      <p>
        {whyText(film.words)} {sureText(film)}
      </p>
      <FilmActions film={film} />
      <MatchDetails film={film} print={print} />
    </li>
  );
}
