import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FilmName as Film, ProfileRow } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { useFocusHere } from "../parts/use-focus-here.ts";
import { CrowdStrip } from "./crowd-strip.tsx";
import {
  byUnlikeness,
  LEAST_FOR_RANK,
  leaningOf,
  leaningText,
  rankText,
  signedStars,
} from "./profile-words.ts";

/** Where they differ most; more at once are a wall. */
const SHOWN_AT_FIRST = 8;

/** The person along each hidden feature, beside the crowd. */
export function ProfileRows({
  profile,
  rated,
}: {
  readonly profile: readonly ProfileRow[];
  /** How many films the person rated. */
  readonly rated: number;
}): JSX.Element {
  const [isAll, setAll] = useState(false);
  const reach = reachOf(profile);
  const rows = byUnlikeness(profile);
  const left = rows.length - SHOWN_AT_FIRST;
  return (
    <section class="taste-rows">
      <h2>Beside everyone else</h2>
      <p class="prose quiet small">
        <span class="taste-key is-crowd" /> two in three people, and nineteen in twenty where it is
        paler; <span class="taste-key is-you" /> you. The middle is what most people give; the ends
        are {reach === 1 ? "1 star" : `${reach} stars`} less and more.
      </p>
      <ul>
        {(isAll ? rows : rows.slice(0, SHOWN_AT_FIRST)).map((row, at) => (
          <Row
            key={row.name}
            {...{ row, reach }}
            isRanked={rated >= LEAST_FOR_RANK}
            hasFocus={at === SHOWN_AT_FIRST}
          />
        ))}
      </ul>
      {!isAll && left > 0 && (
        <div class="actions">
          <button type="button" class="button is-plain" onClick={() => setAll(true)}>
            Show the other {left}, where you are more like most
          </button>
        </div>
      )}
    </section>
  );
}

function Row({
  row,
  reach,
  isRanked,
  hasFocus,
}: {
  readonly row: ProfileRow;
  readonly reach: number;
  readonly isRanked: boolean;
  readonly hasFocus: boolean;
}): JSX.Element {
  const heading = useFocusHere<HTMLHeadingElement>(hasFocus);
  const { isNamed, name, low, high } = row;
  return (
    <li class="taste-row">
      <div class="taste-row-head">
        <h3 ref={heading} tabIndex={hasFocus ? -1 : undefined}>
          {isNamed ? name : <span class="quiet">nobody named it</span>}
        </h3>
        <strong class="taste-mark">{signedStars(leaningOf(row))}</strong>
      </div>
      <CrowdStrip leaning={leaningOf(row)} sd={row.crowd.sd} reach={reach} />
      <div class="taste-ends small quiet">
        <Films films={low} end="low" />
        <Films films={high} end="high" />
      </div>
      <p class="taste-sentence">
        {leaningText(row)} {isRanked && <span class="quiet">{rankText(row)}</span>}
      </p>
    </li>
  );
}

function Films({
  films,
  end,
}: {
  readonly films: readonly Film[];
  readonly end: "low" | "high";
}): JSX.Element {
  return (
    <p>
      {end === "low" && <span aria-hidden="true">{"←\u00a0"}</span>}
      <span class="unseen">{end === "low" ? "At this end: " : "At the other end: "}</span>
      {films.slice(0, 2).map(nameOf).join(", ")}
      {end === "high" && <span aria-hidden="true">{"\u00a0→"}</span>}
    </p>
  );
}

/** One scale for all rows, in half stars, so that they can be compared. */
function reachOf(profile: readonly ProfileRow[]): number {
  const furthest = profile.reduce(
    (most, row) => Math.max(most, Math.abs(leaningOf(row)), 2 * (row.crowd.sd || 0)),
    0.1,
  );
  return Math.ceil(furthest * 2) / 2;
}
