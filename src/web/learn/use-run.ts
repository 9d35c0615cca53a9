import { useEffect, useRef, useState } from "preact/hooks";
import type { CoreClient } from "../core-client.ts";
import type { LearnNews, LearnSource, OwnFilm } from "../messages.ts";
import type { Pace } from "./playback.ts";
import { Playback } from "./playback.ts";
import type { RunNews, RunSettings, RunState } from "./run-state.ts";
import { heard, newRun } from "./run-state.ts";

/** Whether a run goes on. */
export type RunStatus = "idle" | "playing" | "paused" | "stopped" | "failed" | "done";

/** What is asked for. */
export interface Wanted extends RunSettings {
  readonly source: LearnSource;
  readonly own: readonly OwnFilm[];
}

/** A run, the ones before it, and what can be done about it. */
export interface Runner {
  readonly run: RunState | undefined;
  readonly status: RunStatus;
  /** For people. */
  readonly failure: string | undefined;
  /** Runs that came to their end, the last one last. */
  readonly finished: readonly RunState[];
  play(wanted: Wanted): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

interface Going {
  readonly playback: Playback;
  readonly controller: AbortController;
}

/** Runs that came to their end while the page is open, so that another view and back changes nothing. */
let kept: readonly RunState[] = [];

/** What was chosen last, if anything was. */
export function lastSettings(): RunSettings | undefined {
  return kept.at(-1)?.settings;
}

/** Plays one run at a time; another one, or leaving the view, gives it up. */
export function useRun(study: CoreClient, pace: Pace): Runner {
  const [run, setRun] = useState<RunState | undefined>(kept.at(-1));
  const [status, setStatus] = useState<RunStatus>(kept.length > 0 ? "done" : "idle");
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [finished, setFinished] = useState(kept);
  const going = useRef<Going | undefined>(undefined);
  const giveUp = (): void => {
    going.current?.playback.end();
    going.current?.controller.abort();
    going.current = undefined;
  };
  useEffect(() => giveUp, []);
  useEffect(() => going.current?.playback.setPace(pace), [pace]);

  const play = (wanted: Wanted): void => {
    giveUp();
    const { factors, weightDecay, seed } = wanted;
    let state = newRun({ factors, weightDecay, seed });
    const show = (news: readonly RunNews[]): void => {
      state = news.reduce(heard, state);
      setRun(state);
      if (state.result === undefined) return;
      setStatus("done");
      kept = [...kept, state];
      setFinished(kept);
    };
    const mine = { playback: new Playback(pace, show), controller: new AbortController() };
    going.current = mine;
    setRun(state);
    setStatus("playing");
    setFailure(undefined);
    ask(study, wanted, mine).catch((error: unknown) => {
      if (mine.controller.signal.aborted) return;
      mine.playback.end();
      setFailure(error instanceof Error ? error.message : String(error));
      setStatus("failed");
    });
  };
  return {
    ...{ run, status, failure, finished, play },
    pause: () => {
      going.current?.playback.pause();
      setStatus("paused");
    },
    resume: () => {
      going.current?.playback.resume();
      setStatus("playing");
    },
    stop: () => {
      giveUp();
      setStatus("stopped");
    },
  };
}

async function ask(study: CoreClient, wanted: Wanted, { playback, controller }: Going) {
  const result = await study.ask("learn", [wanted], {
    signal: controller.signal,
    onNews: (news) => playback.push(news as LearnNews),
  });
  const duration = result.seconds * 1000;
  performance.measure("learn", { start: Math.max(0, performance.now() - duration), duration });
  playback.push({ kind: "result", result });
}
