import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { grouped } from "../../io/counted.ts";
import { useApp, useOwn } from "../app-context.ts";
import type { LearnData, LearnSource, OwnFilm } from "../messages.ts";
import { Failure } from "../parts/state-notes.tsx";
import type { OwnState } from "../state/own-state.ts";
import { useAsk } from "../use-ask.ts";
import { DroppedSets } from "./dropped-sets.tsx";
import { DataChoice } from "./data-choice.tsx";
import { ErrorCurves } from "./error-curves.tsx";
import { FilmDust } from "./film-dust.tsx";
import { HowItLearns } from "./how-it-learns.tsx";
import { LearnControls, RunButtons } from "./learn-controls.tsx";
import { loadDrawing } from "./load-drawing.ts";
import { epochMs } from "./playback.ts";
import { OUTCOME_ID, RunOutcome, RunsTable } from "./run-outcome.tsx";
import type { RunState } from "./run-state.ts";
import type { SessionState } from "./learn-session.ts";
import { otherSourceText, ownShareText } from "./source-name.ts";
import { spokenText, statusText } from "./status-text.ts";
import { isStill, useLearnSession } from "./use-learn-session.ts";
import { WatchedTable } from "./watched-table.tsx";
import "./learn.css";

/** The story itself: from random numbers to picks, epoch by epoch. */
export function WatchItLearnView(): JSX.Element {
  const { study } = useApp();
  const { films } = useOwn();
  const own = useMemo(() => ownFilms(films), [films]);
  const rated = own.filter(({ rating }) => rating !== undefined).length;
  const { session, state } = useLearnSession(study);
  const { settings, pace, status, look } = state;
  const { answer, isBusy: isLooking } = useAsk(study, "hasMovieLens", NOTHING);
  const hasMovieLens = answer === true;
  const source = state.source ?? (isLooking ? undefined : hasMovieLens ? SERVER : MADE_UP);
  const bar = useRef<HTMLDivElement>(null);
  const start = (): void => {
    if (source === undefined) return;
    session.play(source, own);
    if (isNarrow()) bar.current?.scrollIntoView({ block: "start" }); // else the run is out of sight
  };
  useEffect(() => void loadDrawing().catch(() => undefined), []);
  return (
    <div class="view learn">
      <DroppedSets session={session} />
      <header class="learn-head">
        <h1>Watch it learn</h1>
        <p class="prose">
          Give every film and every person a few made-up numbers. Shift them, a little at a time,
          until they predict the ratings people gave. That is the whole trick; press play.
        </p>
      </header>
      <div class="card learn-panel">
        <LearnControls
          {...{ settings, pace, status }}
          onChange={(next) => session.choose(next)}
          onPace={(next) => session.choosePace(next)}
        />
        <DataChoice
          {...{ source, hasMovieLens, isLooking, rated, look }}
          onChange={(next) => void session.chooseSource(next)}
        />
      </div>
      <div class={status === "playing" ? "learn-run is-going" : "learn-run"} ref={bar}>
        <RunButtons
          status={status}
          isReady={source !== undefined}
          onPlay={start}
          onPause={() => session.pause()}
          onResume={() => session.resume()}
          onStop={() => session.stop()}
          onRandom={() => {
            session.choose({ ...settings, seed: settings.seed + 1 });
            start();
          }}
        />
        <p class="learn-status" data-testid="learn-status" data-status={status}>
          {statusText(state.run, status)}
        </p>
      </div>
      <Progress {...{ state, source }} />
      <HowItLearns />
    </div>
  );
}

function Progress({
  state: { run, status, pace, failure, finished },
  source,
}: {
  readonly state: SessionState;
  readonly source: LearnSource | undefined;
}): JSX.Element {
  const before = finished.findLast(
    (other) => other !== run && other.data?.title === run?.data?.title,
  );
  const isShown = run !== undefined && run.rows.length > 0;
  const other = isShown && source !== undefined ? otherSourceText(run, status, source) : undefined;
  return (
    <>
      <div class="learn-told">
        {other !== undefined && <p data-testid="learn-other">{other}</p>}
        {run?.data !== undefined && <DataLine run={run} data={run.data} />}
        {(run?.data?.own ?? 0) > 0 && <ToPicks isThere={(run?.result?.picks.length ?? 0) > 0} />}
      </div>
      <p class="unseen" role="status">
        {spokenText(run, status)}
      </p>
      {failure !== undefined && <Failure text={failure} />}
      {status === "playing" && !isShown && <div class="learn-to-come" />}
      {isShown && (
        <>
          <div class="learn-pair">
            <ErrorCurves run={run} before={before} />
            <WatchedTable run={run} />
          </div>
          <FilmDust run={run} glideMs={isStill() ? 0 : epochMs(pace)} />
          <RunOutcome run={run} />
        </>
      )}
      <RunsTable runs={finished} />
    </>
  );
}

/** Has its room from the beginning. */
function ToPicks({ isThere }: { readonly isThere: boolean }): JSX.Element {
  const go = (): void => document.querySelector<HTMLElement>(`#${OUTCOME_ID}`)?.focus();
  return (
    <button type="button" class={isThere ? "link-button" : "link-button is-to-come"} onClick={go}>
      See the three films it picks for you
    </button>
  );
}

function DataLine({
  run: { origin, settings },
  data: { title, users, movies, ratings, own, isMadeUp },
}: {
  readonly run: RunState;
  readonly data: LearnData;
}): JSX.Element {
  return (
    <p class="quiet small">
      {isMadeUp ? "Made-up ratings" : title}: {grouped(ratings)} ratings of {grouped(movies)} films
      by {grouped(users)} people{!isMadeUp && ownShareText(own, origin)}. Random numbers no.{" "}
      {settings.seed}.
    </p>
  );
}

const NOTHING: [] = [];
const SERVER: LearnSource = { kind: "server" };
const MADE_UP: LearnSource = { kind: "made up" };

function isNarrow(): boolean {
  return matchMedia("(max-width: 640px)").matches;
}

function ownFilms(films: OwnState["films"]): OwnFilm[] {
  return [...films.values()].map(({ title, year, rating, mark }) => {
    return { title, year, rating, mark: mark === "notSeen" ? undefined : mark };
  });
}
