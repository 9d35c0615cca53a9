import type { JSX } from "preact";
import { grouped } from "../../io/counted.ts";
import type { LearnedPick } from "../messages.ts";
import { FilmName } from "../parts/film-name.tsx";
import { Interval } from "../parts/interval.tsx";
import { ratingText } from "../parts/stars-text.ts";
import type { RunState } from "./run-state.ts";
import { bestRow, overfits } from "./run-state.ts";
import { whyText } from "./status-text.ts";

/** Where the page goes from the line that says it is done. */
export const OUTCOME_ID = "learn-outcome-title";

/** What came out of a run, for the person. */
export function RunOutcome({ run }: { readonly run: RunState }): JSX.Element | null {
  const { result, data, settings, origin } = run;
  if (result === undefined || data === undefined) return null;
  return (
    <section class="learn-outcome" aria-labelledby={OUTCOME_ID}>
      <h2 id={OUTCOME_ID} tabIndex={-1}>
        What came of it
      </h2>
      <p class="prose">{whyText(run)}</p>
      {!settings.weightDecay && overfits(run) && (
        <p class="prose">
          The curve of the held-out ratings turned up while that of training went on falling. With
          nothing to keep them small, the numbers learned the ratings by heart instead of the taste
          behind them: <strong>overfitting</strong>. Switch weight decay on, play again, and
          compare.
        </p>
      )}
      {result.picks.length > 0 ? (
        <>
          <p>
            You were one of {grouped(data.users + 1)} people, with {data.own}{" "}
            {data.own === 1 ? "rating" : "ratings"}. Out of it, three for you:
          </p>
          <ul class="learn-picks" data-testid="learn-picks">
            {result.picks.map((pick) => (
              <PickCard key={pick.movieId} pick={pick} />
            ))}
          </ul>
        </>
      ) : (
        <NoPicks isMadeUp={data.isMadeUp} rated={origin.rated} />
      )}
    </section>
  );
}

function PickCard({ pick }: { readonly pick: LearnedPick }): JSX.Element {
  const reason = pick.why[0];
  return (
    <li class="card">
      <h3>
        <FilmName film={pick} />
      </h3>
      <Interval stars={pick.stars} low={pick.low} high={pick.high} />
      {reason !== undefined && (
        <p class="small">
          Because you gave <FilmName film={reason} /> {ratingText(reason.rating)} ★.
        </p>
      )}
    </li>
  );
}

function NoPicks({
  isMadeUp,
  rated,
}: {
  readonly isMadeUp: boolean;
  readonly rated: number;
}): JSX.Element {
  if (isMadeUp) {
    return (
      <p class="prose">
        Made-up films cannot be picked for anyone: picks need real data, such as a{" "}
        <a href="https://grouplens.org/datasets/movielens/" rel="noreferrer">
          MovieLens ZIP
        </a>
        .
      </p>
    );
  }
  if (rated === 0) {
    return (
      <p class="prose">
        You had rated nothing yet: <a href="#ratings">rate a few films</a>, play again, and the
        picks are yours.
      </p>
    );
  }
  return (
    <p class="prose">
      None of the {rated === 1 ? "films" : `${rated} films`} you rated is in this data, so there are
      no picks for you. <a href="#ratings">Rate a few more</a> and play again.
    </p>
  );
}

/** Runs that came to their end, for comparison. */
export function RunsTable({ runs }: { readonly runs: readonly RunState[] }): JSX.Element | null {
  if (runs.length === 0) return null;
  return (
    <section>
      <h2 id="learn-runs-title">Your runs</h2>
      <div class="learn-scroll" tabIndex={0} role="region" aria-labelledby="learn-runs-title">
        <table aria-labelledby="learn-runs-title">
          <thead>
            <tr>
              <th scope="col">Ratings</th>
              <th scope="col">Features</th>
              <th scope="col">Weight decay</th>
              <th scope="col">Random numbers</th>
              <th scope="col">Best epoch</th>
              <th scope="col">Training, off by</th>
              <th scope="col">Held out, off by</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run, k) => (
              <RunRow key={k} run={run} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function RunRow({ run }: { readonly run: RunState }): JSX.Element {
  const { factors, weightDecay, seed } = run.settings;
  const row = bestRow(run);
  return (
    <tr>
      <td>{run.data?.isMadeUp === true ? "made up" : run.data?.title}</td>
      <td>{factors}</td>
      <td>{weightDecay ? "on" : "off"}</td>
      <td>no. {seed}</td>
      <td>{row?.epoch}</td>
      <td>{row?.trainError.toFixed(3)} ★</td>
      <td>
        {row === undefined || Number.isNaN(row.heldOutError)
          ? "none"
          : `${row.heldOutError.toFixed(3)} ★`}
      </td>
    </tr>
  );
}
