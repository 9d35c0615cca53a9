import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Id } from "../../index.ts";
import { useApp } from "../app-context.ts";
import type { Night } from "../night-messages.ts";
import { keepFocus } from "../parts/keep-focus.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { useAsk } from "../use-ask.ts";
import { NightFilmCard } from "./night-film.tsx";
import type { Member } from "./night-member.ts";
import { everyone, fewText } from "./night-member.ts";
import { SharedPrint } from "./shared-print.tsx";

const FILMS = 3;

/** Three films for those who are there, and three others. */
export function SharedFilms({ members }: { readonly members: readonly Member[] }): JSX.Element {
  const { core, features } = useApp();
  const [shown, setShown] = useState<readonly Id[]>([]);
  const people = useMemo(() => members.map(({ data }) => data), [members]);
  const options = useMemo(() => ({ count: FILMS, exclude: shown }), [shown]);
  const { answer, failure } = useAsk(core, "night", [people, options], features);
  if (failure !== undefined) return <Failure text={failure} />;
  if (answer === undefined || answer.people.length !== members.length) {
    return <Busy>Choosing three films for all of you …</Busy>;
  }
  const isMore = answer.films.length === FILMS;
  return (
    <>
      <header class="night-tonight">
        <h2>Tonight, for {everyone(members)}</h2>
        <Warnings night={answer} members={members} />
      </header>
      <ul class="film-cards" data-testid="shared-picks">
        {answer.films.map((film) => (
          <NightFilmCard key={film.movieId} film={film} night={answer} members={members} />
        ))}
      </ul>
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={!isMore}
          onClick={() => setShown([...shown, ...answer.films.map(({ movieId }) => movieId)])}
        >
          Three others
        </button>
        {shown.length > 0 && (
          <button
            type="button"
            class="link-button"
            onClick={({ currentTarget }) => {
              keepFocus(currentTarget, [currentTarget.previousElementSibling]);
              setShown([]);
            }}
          >
            Back to the first three
          </button>
        )}
      </div>
      <SharedPrint night={answer} members={members} />
    </>
  );
}

function Warnings({
  night,
  members,
}: {
  readonly night: Night;
  readonly members: readonly Member[];
}): JSX.Element {
  const few = fewText(members, night.people);
  const left = night.films.length;
  const isNoneAgreed = left > 0 && night.films[0]!.people.some(({ isBelowUsual }) => isBelowUsual);
  return (
    <div class="prose" role="status">
      {few !== "" && <p>{few}</p>}
      {isNoneAgreed && <p>No film left pleases all of you; these come closest.</p>}
      {left === 0 && <p>No film is left that none of you has seen. Go back to the first three.</p>}
      {left > 0 && left < FILMS && <p>No more films are left that none of you has seen.</p>}
    </div>
  );
}
