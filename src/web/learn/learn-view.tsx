import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useApp, useOwn } from "../app-context.ts";
import type { LearnSource, OwnFilm } from "../messages.ts";
import { Failure } from "../parts/state-notes.tsx";
import type { OwnState } from "../state/own-state.ts";
import { useAsk } from "../use-ask.ts";
import { DataChoice } from "./data-choice.tsx";
import { ErrorCurves } from "./error-curves.tsx";
import { FilmDust } from "./film-dust.tsx";
import { HowItLearns } from "./how-it-learns.tsx";
import { LearnControls, RunButtons } from "./learn-controls.tsx";
import { loadDrawing } from "./load-drawing.ts";
import type { Pace } from "./playback.ts";
import { epochMs } from "./playback.ts";
import { OUTCOME_ID, RunOutcome, RunsTable } from "./run-outcome.tsx";
import type { RunSettings } from "./run-state.ts";
import { spokenText, statusText } from "./status-text.ts";
import type { Runner } from "./use-run.ts";
import { lastSettings, useRun } from "./use-run.ts";
import { WatchedTable } from "./watched-table.tsx";
import "./learn.css";

/** The story itself: from random numbers to picks, epoch by epoch. */
export function WatchItLearnView(): JSX.Element {
  const { study } = useApp();
  const { films } = useOwn();
  const own = useMemo(() => ownFilms(films), [films]);
  const rated = own.filter(({ rating }) => rating !== undefined).length;
  const [settings, setSettings] = useState(() => lastSettings() ?? FIRST);
  const [chosen, setChosen] = useState<LearnSource | undefined>(undefined);
  const [pace, setPace] = useState<Pace>(() => (isStill() ? "at once" : "slow"));
  const { answer, isBusy: isLooking } = useAsk(study, "hasMovieLens", NOTHING);
  const hasMovieLens = answer === true;
  const source = chosen ?? (hasMovieLens ? SERVER : MADE_UP);
  const runner = useRun(study, pace);
  const { status, play } = runner;
  const bar = useRef<HTMLDivElement>(null);
  const start = (next: RunSettings): void => {
    play({ ...next, source, own });
    if (isNarrow()) bar.current?.scrollIntoView({ block: "start" }); // else the run is out of sight
  };
  useEffect(() => void loadDrawing().catch(() => undefined), []);
  const random = (): void => {
    const next = { ...settings, seed: settings.seed + 1 };
    setSettings(next);
    start(next);
  };
  return (
    <div class="view learn">
      <header class="learn-head">
        <h1>Watch it learn</h1>
        <p class="prose">
          Give every film and every person a few made-up numbers. Shift them, a little at a time,
          until they predict the ratings people gave. That is the whole trick; press play.
        </p>
      </header>
      <div class="card learn-panel">
        <LearnControls {...{ settings, pace, status }} onChange={setSettings} onPace={setPace} />
        <DataChoice {...{ source, hasMovieLens, isLooking, rated }} onChange={setChosen} />
      </div>
      <div class={status === "playing" ? "learn-run is-going" : "learn-run"} ref={bar}>
        <RunButtons
          status={status}
          isReady={chosen !== undefined || !isLooking}
          onPlay={() => start(settings)}
          onPause={runner.pause}
          onResume={runner.resume}
          onStop={runner.stop}
          onRandom={random}
        />
        <p class="learn-status" data-testid="learn-status" data-status={status}>
          {statusText(runner.run, status)}
        </p>
      </div>
      <Progress runner={runner} pace={pace} />
      <HowItLearns />
    </div>
  );
}

function Progress({ runner, pace }: { readonly runner: Runner; readonly pace: Pace }): JSX.Element {
  const { run, status, failure, finished } = runner;
  const before = finished.findLast(
    (other) => other !== run && other.data?.title === run?.data?.title,
  );
  const isShown = run !== undefined && run.rows.length > 0;
  return (
    <>
      <div class="learn-told">
        {run?.data !== undefined && <DataLine run={run} />}
        {(run?.result?.picks.length ?? 0) > 0 && <ToPicks />}
      </div>
      <p class="unseen" role="status">
        {spokenText(run, status)}
      </p>
      {failure !== undefined && <Failure text={failure} />}
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

function ToPicks(): JSX.Element {
  const go = (): void => document.querySelector<HTMLElement>(`#${OUTCOME_ID}`)?.focus();
  return (
    <button type="button" class="link-button" onClick={go}>
      See the three films it picks for you
    </button>
  );
}

function DataLine({ run: { data, settings } }: { readonly run: NonNullable<Runner["run"]> }) {
  const { title, users, movies, ratings, own, isMadeUp } = data!;
  const count = (number: number): string => number.toLocaleString("en");
  return (
    <p class="quiet small">
      {isMadeUp ? "Made-up ratings" : title}: {count(ratings)} ratings of {count(movies)} films by{" "}
      {count(users)} people{own > 0 && `, and ${own} of yours`}. Random numbers no. {settings.seed}.
    </p>
  );
}

const FIRST: RunSettings = { factors: 10, weightDecay: true, seed: 1 };
const NOTHING: [] = [];
const SERVER: LearnSource = { kind: "server" };
const MADE_UP: LearnSource = { kind: "made up" };

function isNarrow(): boolean {
  return matchMedia("(max-width: 640px)").matches;
}

function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function ownFilms(films: OwnState["films"]): OwnFilm[] {
  return [...films.values()].map(({ title, year, rating, mark }) => {
    return { title, year, rating, mark: mark === "notSeen" ? undefined : mark };
  });
}
