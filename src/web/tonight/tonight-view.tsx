import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Id } from "../../index.ts";
import { useApp, useOwn } from "../app-context.ts";
import type { PersonData, Tonight } from "../messages.ts";
import { keepFocus } from "../parts/keep-focus.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { personOf } from "../state/own-state.ts";
import { lateView } from "../late-view.tsx";
import { useAsk } from "../use-ask.ts";
import type { EveningFilters } from "./evening-filters.ts";
import { countAsked, NO_FILTERS, picksOptionsOf, shortText } from "./evening-filters.ts";
import { FilmSheet } from "./film-sheet.tsx";
import { FiltersFold } from "./filters-fold.tsx";
import { Legend } from "./legend.tsx";
import { SkipList } from "./skip-list.tsx";
import { Surprise } from "./surprise.tsx";
import { poorText } from "./why-text.ts";
import "./tonight.css";

/** With fewer ratings there is nothing to guess from. */
const LEAST_RATINGS = 5;
/** With fewer it is called a guess. */
const ENOUGH_RATINGS = 15;

/** Asked for while the page is open, so that another view and back changes nothing. */
let lastFilters = NO_FILTERS;

const Welcome = lateView(async () => (await import("./welcome.tsx")).Welcome);

/** Three films, not a wall, and the ones to skip. */
export function TonightView(): JSX.Element {
  const own = useOwn();
  const person = useMemo(() => personOf(own), [own.films]);
  const rated = person.ratings.length;
  const [isRating, setIsRating] = useState<boolean | undefined>(undefined);
  if (own.storage.kind === "opening") return <Busy>Looking for your ratings …</Busy>;
  const isFew = rated < LEAST_RATINGS;
  if (isRating === undefined) setIsRating(isFew);
  return isFew || isRating === true ? (
    <Welcome rated={rated} needed={LEAST_RATINGS} onGuess={() => setIsRating(false)} />
  ) : (
    <Evening person={person} />
  );
}

function Evening({ person }: { readonly person: PersonData }): JSX.Element {
  const { core, features } = useApp();
  const { films } = useOwn();
  const [filters, setFilters] = useState(lastFilters);
  const [shown, setShown] = useState<readonly Id[]>([]);
  const [seed, setSeed] = useState(1);
  const wished = useMemo(
    () =>
      [...films.values()].flatMap(({ movieId, isWished }) => (isWished === true ? movieId : [])),
    [films],
  );
  const options = useMemo(
    () => picksOptionsOf(filters, { shown, wished, seed }),
    [filters, shown, wished, seed],
  );
  const { answer, failure } = useAsk(core, "tonight", [person, options], features);
  const change = (next: EveningFilters): void => {
    lastFilters = next;
    setFilters(next);
    setShown([]);
  };
  const others = (): void => {
    setShown([...shown, ...(answer?.picks.map(({ movieId }) => movieId) ?? [])]);
    setSeed(seed + 1);
  };
  return (
    <div class="view">
      <header class="tonight-head">
        <h1>{person.ratings.length < ENOUGH_RATINGS ? "A first guess" : "Three for tonight"}</h1>
        <Surprise filters={filters} onChange={change} />
        <FiltersFold filters={filters} wished={wished.length} onChange={change} />
      </header>
      {person.ratings.length < ENOUGH_RATINGS && <Guess rated={person.ratings.length} />}
      {failure !== undefined && <Failure text={failure} />}
      {answer === undefined ? (
        failure === undefined && <Busy>Choosing three films …</Busy>
      ) : (
        <>
          <Films answer={answer} isFiltered={countAsked(filters) > 0} />
          <More
            isMore={answer.picks.length === 3}
            isFirst={shown.length === 0}
            onMore={others}
            onFirst={() => setShown([])}
          />
          <SkipList films={answer.avoid} />
          <Legend print={answer.print} />
        </>
      )}
    </div>
  );
}

function Films({
  answer,
  isFiltered,
}: {
  readonly answer: Tonight;
  readonly isFiltered: boolean;
}): JSX.Element {
  const { picks, print, left } = answer;
  const poor = poorText(picks);
  return (
    <>
      <h2 class="unseen">The films</h2>
      {poor !== undefined && <p class="prose">{poor}</p>}
      <ul class="film-cards" data-testid="picks">
        {picks.map((film, place) => (
          // By its place: one that takes another's leaves the keyboard where it was.
          <FilmSheet key={place} film={film} print={print} />
        ))}
      </ul>
      {picks.length < 3 && (
        <p role="status">
          {shortText(left)}{" "}
          {isFiltered
            ? "Take a filter back, above."
            : "Rate more films, or go back to the first three."}
        </p>
      )}
    </>
  );
}

function Guess({ rated }: { readonly rated: number }): JSX.Element {
  return (
    <p class="prose">
      Out of {rated} ratings this is a guess. <a href="#ratings">Rate a few more</a>: each one makes
      it surer.
    </p>
  );
}

function More({
  isMore,
  isFirst,
  onMore,
  onFirst,
}: {
  readonly isMore: boolean;
  readonly isFirst: boolean;
  onMore(): void;
  onFirst(): void;
}): JSX.Element {
  return (
    <div class="actions">
      {isMore && (
        <button type="button" class="button" onClick={onMore}>
          Three others
        </button>
      )}
      {!isFirst && (
        <button
          type="button"
          class="link-button"
          onClick={({ currentTarget }) => {
            keepFocus(currentTarget, [currentTarget.previousElementSibling]);
            onFirst();
          }}
        >
          Back to the first three
        </button>
      )}
    </div>
  );
}
