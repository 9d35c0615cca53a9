import type { CoreClient } from "../core-client.ts";
import type { LearnNews, LearnSource, OwnFilm } from "../messages.ts";
import type { Pace } from "./playback.ts";
import { Playback } from "./playback.ts";
import type { RunNews, RunSettings, RunState } from "./run-state.ts";
import { heard, newRun } from "./run-state.ts";

/** Whether a run goes on. */
export type RunStatus = "idle" | "playing" | "paused" | "stopped" | "failed" | "done";

/** A file that is looked into before it can be learned from, or was and is none to learn from. */
export interface FileLook {
  readonly name: string;
  /** For people; undefined while it is looked into. */
  readonly wrong: string | undefined;
}

/** What was chosen, the run at hand and the ones before it. Never changes: there is another one instead. */
export interface SessionState {
  readonly settings: RunSettings;
  readonly pace: Pace;
  /** Undefined: what is best of what there is. */
  readonly source: LearnSource | undefined;
  readonly look: FileLook | undefined;
  readonly run: RunState | undefined;
  readonly status: RunStatus;
  /** For people. */
  readonly failure: string | undefined;
  /** Runs that came to their end, the last one last. */
  readonly finished: readonly RunState[];
}

interface Going {
  readonly playback: Playback;
  readonly controller: AbortController;
}

const FIRST: RunSettings = { factors: 10, weightDecay: true, seed: 1 };

/**
 * Plays one run at a time; another one gives it up. It stays, and goes on, while another view is shown, as
 * long as the page is open.
 */
export class LearnSession {
  readonly #study: CoreClient;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #going: Going | undefined;
  #looking: AbortController | undefined;

  constructor(study: CoreClient, pace: Pace) {
    this.#study = study;
    this.#state = {
      ...{ settings: FIRST, pace, source: undefined, look: undefined, run: undefined },
      ...{ status: "idle", failure: undefined, finished: [] },
    };
  }

  state(): SessionState {
    return this.#state;
  }

  /** @returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The next run has them. */
  choose(settings: RunSettings): void {
    this.#set({ settings });
  }

  choosePace(pace: Pace): void {
    this.#going?.playback.setPace(pace);
    this.#set({ pace });
  }

  /** The next run learns from it. A file is looked into first, and what was chosen stays if it is of no use. */
  async chooseSource(source: LearnSource): Promise<void> {
    this.#looking?.abort();
    this.#looking = undefined;
    if (source.kind !== "file") {
      this.#set({ source, look: undefined });
      return;
    }
    const mine = new AbortController();
    const { name } = source;
    this.#looking = mine;
    this.#set({ look: { name, wrong: undefined } });
    try {
      await this.#study.ask("checkMovieLens", [source], { signal: mine.signal });
      this.#set({ source, look: undefined });
    } catch (error) {
      if (!mine.signal.aborted) this.#set({ look: { name, wrong: textOf(error) } });
    }
  }

  play(source: LearnSource, own: readonly OwnFilm[]): void {
    this.#giveUp();
    const { settings, pace, look } = this.#state;
    const rated = own.filter(({ rating }) => rating !== undefined).length;
    let run = newRun(settings, { source, rated });
    const show = (news: readonly RunNews[]): void => this.#show((run = news.reduce(heard, run)));
    const mine = { playback: new Playback(pace, show), controller: new AbortController() };
    this.#going = mine;
    this.#set({ run, status: "playing", failure: undefined });
    if (look?.wrong !== undefined) this.#set({ look: undefined });
    this.#learn(source, own, mine).catch((error: unknown) => {
      if (mine.controller.signal.aborted) return;
      mine.playback.end();
      this.#set({ status: "failed", failure: textOf(error) });
    });
  }

  pause(): void {
    this.#going?.playback.pause();
    this.#set({ status: "paused" });
  }

  resume(): void {
    this.#going?.playback.resume();
    this.#set({ status: "playing" });
  }

  stop(): void {
    this.#giveUp();
    this.#set({ status: "stopped" });
  }

  async #learn(
    source: LearnSource,
    own: readonly OwnFilm[],
    { playback, controller }: Going,
  ): Promise<void> {
    const result = await this.#study.ask("learn", [{ ...this.#state.settings, source, own }], {
      signal: controller.signal,
      onNews: (news) => playback.push(news as LearnNews),
    });
    const duration = result.seconds * 1000;
    performance.measure("learn", { start: Math.max(0, performance.now() - duration), duration });
    playback.push({ kind: "result", result });
  }

  #show(run: RunState): void {
    const { finished } = this.#state;
    const isDone = run.result !== undefined;
    this.#set(isDone ? { run, status: "done", finished: [...finished, run] } : { run });
  }

  #giveUp(): void {
    this.#going?.playback.end();
    this.#going?.controller.abort();
    this.#going = undefined;
  }

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
