import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { grouped } from "../../io/counted.ts";
import { useApp } from "../app-context.ts";
import type { FeatureFacts } from "../messages.ts";
import { Busy, Failure } from "../parts/state-notes.tsx";
import { useAsk } from "../use-ask.ts";
import { introText } from "./feature-words.ts";
import { MOST_OWN } from "./some-own.ts";
import { ScaleCard } from "./scale-card.tsx";
import { SummaryTable } from "./summary-table.tsx";
import { useGrowing } from "./use-growing.ts";
import type { OwnStars } from "./use-own-stars.ts";
import { useOwnStars } from "./use-own-stars.ts";

/** More at once are a wall. */
const SHOWN_AT_FIRST = 6;

/** The named features as scales, then the ones that nobody named. */
export function Scales(): JSX.Element {
  const { core } = useApp();
  const own = useOwnStars();
  const ids = useMemo(() => [...own.keys()], [own]);
  const { answer, failure } = useAsk(core, "features", [ids]);
  if (failure !== undefined) return <Failure text={failure} />;
  if (answer === undefined) return <Busy>Finding the features …</Busy>;
  return <Found features={answer} own={own} />;
}

function Found({
  features,
  own,
}: {
  readonly features: readonly FeatureFacts[];
  readonly own: OwnStars;
}): JSX.Element {
  const [isAll, setAll] = useState(false);
  const named = features.filter(({ isNamed }) => isNamed);
  const unnamed = features.filter(({ isNamed }) => !isNamed);
  return (
    <>
      <p class="prose features-intro" data-testid="features-intro">
        {introText(features)}
      </p>
      <p class="prose small quiet">
        Each line runs from −1 to 1. The place of a film is told by other films alone; the titles
        are those that fit, and any dot says its name.{" "}
        {own.size > 0 && (
          <>
            <span class="features-key is-own" /> are films you rated
            {own.size > MOST_OWN &&
              `: of your ${grouped(own.size)} the best known, and those nearest the ends`}
            .
          </>
        )}
      </p>
      <h2 class="unseen">What has a name</h2>
      <Cards
        features={isAll ? named : named.slice(0, SHOWN_AT_FIRST)}
        own={own}
        focused={isAll ? SHOWN_AT_FIRST : -1}
      />
      {!isAll && named.length > SHOWN_AT_FIRST && (
        <div class="actions">
          <button type="button" class="button is-plain" onClick={() => setAll(true)}>
            Show the other {named.length - SHOWN_AT_FIRST} with a name
          </button>
        </div>
      )}
      <SummaryTable features={features} />
      {unnamed.length > 0 && (
        <section class="features-unnamed">
          <h2>What nobody named</h2>
          <p class="prose small quiet">
            Left over once all names are told: these set films apart too, and no genre, year or fame
            says how.
          </p>
          <Cards features={unnamed} own={own} focused={-1} />
        </section>
      )}
    </>
  );
}

function Cards({
  features,
  own,
  focused,
}: {
  readonly features: readonly FeatureFacts[];
  readonly own: OwnStars;
  /** Index of the one that is focused when it is drawn; −1: none. */
  readonly focused: number;
}): JSX.Element {
  const drawn = useGrowing(features.length);
  return (
    <ul class="features-scales">
      {features.slice(0, drawn).map((feature, at) => (
        <ScaleCard key={feature.name} feature={feature} own={own} hasFocus={at === focused} />
      ))}
    </ul>
  );
}
