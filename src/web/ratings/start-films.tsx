import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useApp, useOwn } from "../app-context.ts";
import type { Film } from "../messages.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { personOf } from "../state/own-state.ts";
import { useAsk } from "../use-ask.ts";
import { RateCard } from "./rate-card.tsx";
import { refilled } from "./refilled.ts";

const TWENTY = 20;
/** Asked for besides, so that one not seen is replaced at once. */
const SPARE = 10;

type Kind = "suggested" | "known";

/** Well-known films to start from: those whose rating would tell most, or the best known ones. */
export function StartFilms(): JSX.Element {
  const [kind, setKind] = useState<Kind>("suggested");
  return (
    <section aria-labelledby="start-films" class="ratings-start">
      <h2 id="start-films">Films to rate</h2>
      <p class="prose">
        Rate those you know. Predictions stay hidden here, since seeing one sways you.
      </p>
      <fieldset class="ratings-kinds">
        <legend class="unseen">Which films</legend>
        <label>
          <input
            type="radio"
            name="start-films"
            checked={kind === "suggested"}
            onChange={() => setKind("suggested")}
          />
          those that tell most about you
        </label>
        <label>
          <input
            type="radio"
            name="start-films"
            checked={kind === "known"}
            onChange={() => setKind("known")}
          />
          the best known
        </label>
      </fieldset>
      {kind === "suggested" ? <Suggested /> : <WellKnown />}
    </section>
  );
}

function Suggested(): JSX.Element {
  const app = useApp();
  const { films } = useOwn();
  const [least, setLeast] = useState(TWENTY);
  const person = useMemo(() => personOf({ films }), [films]);
  const notSeen = useMemo(
    () => [...films.values()].flatMap(({ movieId, mark }) => (mark === "notSeen" ? movieId : [])),
    [films],
  );
  const asked = useAsk(app.core, "suggest", [person, notSeen, least + SPARE], app.features);
  return <Cards {...asked} least={least} onMore={() => setLeast(least + TWENTY)} />;
}

function WellKnown(): JSX.Element {
  const app = useApp();
  const { films } = useOwn();
  const [least, setLeast] = useState(TWENTY);
  // Those rated already are among the best known, and take no place.
  const asked = useAsk(app.core, "wellKnown", [least + SPARE + films.size], app.features);
  return <Cards {...asked} least={least} onMore={() => setLeast(least + TWENTY)} />;
}

function Cards({
  answer,
  failure,
  least,
  onMore,
}: {
  readonly answer: readonly Film[] | undefined;
  readonly failure: string | undefined;
  readonly least: number;
  onMore(): void;
}): JSX.Element {
  const { films } = useOwn();
  const [shown, setShown] = useState<readonly Film[] | undefined>(undefined);
  const printed = useMissingPrints(shown ?? NONE);
  useEffect(() => {
    if (answer === undefined) return;
    setShown((before) => refilled(before ?? NONE, [...printed, ...answer], films, least));
  }, [answer, printed, films, least]);
  if (failure !== undefined) return <Failure text={failure} />;
  if (shown === undefined) {
    return (
      <div class="ratings-awaited">
        <Busy>Choosing films …</Busy>
      </div>
    );
  }
  return (
    <>
      <ul class="ratings-cards">
        {shown.map((film, place) => (
          // By its place: one that takes another's leaves the keyboard where it was.
          <RateCard key={place} film={film} record={films.get(film.movieId)} />
        ))}
      </ul>
      {shown.length === 0 && <p class="quiet">You have been through all the well-known ones.</p>}
      <p>
        <button type="button" class="button is-plain" onClick={onMore}>
          Twenty more
        </button>
      </p>
    </>
  );
}

/** Films shown before there were fingerprints, with theirs. */
function useMissingPrints(shown: readonly Film[]): readonly Film[] {
  const { core, features } = useApp();
  const missing = shown.filter(({ print }) => print.length === 0).map(({ movieId }) => movieId);
  const wanted = useMemo(() => missing, [JSON.stringify(missing)]);
  const isTime = features.length > 0 && wanted.length > 0;
  return useAsk(core, "films", isTime ? [wanted] : undefined).answer ?? NONE;
}

const NONE: readonly Film[] = [];
