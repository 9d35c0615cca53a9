import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { FilmCard } from "../messages.ts";
import { FilmHead } from "../parts/film-head.tsx";
import { nameOf } from "../parts/film-name.tsx";
import { Interval } from "../parts/interval.tsx";
import { StarInput } from "../parts/star-input.tsx";
import { MatchDetails } from "./match-details.tsx";
import { sureText, tasteText, whyText } from "./why-text.ts";

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
        {whyText(film)} {tasteText(film)} {sureText(film)}
      </p>
      <FilmActions film={film} />
      <MatchDetails film={film} print={print} />
    </li>
  );
}

/** What there is to say of it: seen, with stars or without; not for me. */
function FilmActions({ film }: { readonly film: FilmCard }): JSX.Element {
  const { own, notify } = useApp();
  const [isSeen, setIsSeen] = useState(false);
  const { movieId, title, year } = film;
  const say = (mark: "seen" | "notForMe", words: string): void => {
    own.change({ what: `${words} ${title}`, films: [{ movieId, title, year, mark }] });
    notify(`${nameOf(film)}: ${words}.`, { undo: true });
  };
  if (!isSeen) {
    return (
      <div class="actions">
        <button type="button" class="link-button" onClick={() => setIsSeen(true)}>
          Seen it
        </button>
        <button type="button" class="link-button" onClick={() => say("notForMe", "not for me")}>
          Not for me
        </button>
      </div>
    );
  }
  return (
    <div class="actions">
      <StarInput
        title={nameOf(film)}
        rating={undefined}
        onRate={(rating) => {
          own.change({ what: `rating ${title}`, films: [{ movieId, title, year, rating }] });
          notify(`${nameOf(film)}: ${rating} ★.`, { undo: true });
        }}
      />
      <button type="button" class="link-button" onClick={() => say("seen", "seen")}>
        Without stars
      </button>
      <button type="button" class="link-button" onClick={() => setIsSeen(false)}>
        Cancel
      </button>
    </div>
  );
}
