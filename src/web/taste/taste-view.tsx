import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { grouped } from "../../io/counted.ts";
import { useApp, useOwn } from "../app-context.ts";
import type { PersonData, TasteFacts } from "../messages.ts";
import { Fingerprint } from "../parts/fingerprint.tsx";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { personOf } from "../state/own-state.ts";
import { useAsk } from "../use-ask.ts";
import { OwnAccuracy } from "./own-accuracy.tsx";
import { Portrait } from "./portrait.tsx";
import { ProfileRows } from "./profile-rows.tsx";
import {
  byUnlikeness,
  LEAST_FOR_RANK,
  leaningOf,
  leaningText,
  strictnessText,
} from "./profile-words.ts";
import { TasteTable } from "./taste-table.tsx";
import { TellingFilms } from "./telling-films.tsx";
import "./taste.css";

/** With fewer ratings nearly everything is still what it is for everyone. */
const ENOUGH_RATINGS = 15;

/** Less is no difference that anyone would notice, in stars. */
const WORTH_SAYING = 0.15;

/** The person beside the crowd, by the hidden features. */
export function MyTasteView(): JSX.Element {
  const own = useOwn();
  const person = useMemo(() => personOf(own), [own.films]);
  if (own.storage.kind === "opening") return <Busy>Looking for your ratings …</Busy>;
  return (
    <div class="view taste">
      <h1>My taste</h1>
      {person.ratings.length === 0 ? <NoRatings /> : <Taste person={person} />}
    </div>
  );
}

function NoRatings(): JSX.Element {
  const { facts, features } = useApp();
  return (
    <div class="taste-empty">
      <Fingerprint print={features.map(() => 0)} size={160} isPerson />
      <div class="taste-empty-words">
        <p class="prose">
          This circle becomes your portrait: how you lean along the hidden features, beside{" "}
          {grouped(facts.users)} other people. It needs films that you have rated.
        </p>
        <p>
          <a class="button" href="#ratings">
            Rate some films
          </a>
        </p>
      </div>
    </div>
  );
}

function Taste({ person }: { readonly person: PersonData }): JSX.Element {
  const { core } = useApp();
  const { answer, failure } = useAsk(core, "taste", [person]);
  if (failure !== undefined) return <Failure text={failure} />;
  if (answer === undefined) return <Busy>Drawing your portrait …</Busy>;
  return (
    <>
      <Summary taste={answer} rated={person.ratings.length} />
      <ProfileRows profile={answer.profile} rated={person.ratings.length} />
      <TellingFilms person={person} profile={answer.profile} />
      <OwnAccuracy person={person} />
      <TasteTable taste={answer} />
    </>
  );
}

function Summary({
  taste,
  rated,
}: {
  readonly taste: TasteFacts;
  readonly rated: number;
}): JSX.Element {
  const strongest = byUnlikeness(taste.profile)
    .filter((row) => row.isNamed && Math.abs(leaningOf(row)) >= WORTH_SAYING)
    .slice(0, rated < LEAST_FOR_RANK ? 0 : 3);
  return (
    <section class="taste-summary" aria-label="Your portrait">
      <Portrait print={taste.print} />
      <div class="taste-words">
        {rated < ENOUGH_RATINGS && (
          <p class="prose">
            {rated === 1 ? "One rating says" : `${rated} ratings say`} little yet, and each one
            moves your portrait much. <a href="#ratings">Rate a few more</a>; from about{" "}
            {ENOUGH_RATINGS} on it is yours.
          </p>
        )}
        <p class="taste-said" data-testid="strictness">
          {strictnessText(taste, rated)}
        </p>
        {strongest.map((row) => (
          <p class="taste-said" key={row.name}>
            {leaningText(row)}
          </p>
        ))}
        <p class="quiet small prose">
          The circle is the crowd. Along each spoke you reach outward where you give such films more
          than most, inward where you give them less.
        </p>
      </div>
    </section>
  );
}
