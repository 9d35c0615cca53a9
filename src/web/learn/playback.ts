import type { RunNews } from "./run-state.ts";

/** How fast a run is shown; learning itself is done in a fraction of a second. */
export const PACES = ["slow", "fast", "at once"] as const;
export type Pace = (typeof PACES)[number];

/** Nothing is drawn more often: 14 times a second. */
const LEAST_MS = 70;

/** How long news stay before the next ones are shown, in milliseconds. */
const STAY: Readonly<Record<Pace, Partial<Record<RunNews["kind"], number>>>> = {
  slow: { data: LEAST_MS, epoch: 260, stopped: 1500, refit: LEAST_MS },
  fast: { data: LEAST_MS, epoch: 90, stopped: 400 },
  "at once": { data: LEAST_MS },
};

/** The random numbers are looked at for longer. */
const START_STAYS = 3;

/** How long one epoch is shown. */
export function epochMs(pace: Pace): number {
  return STAY[pace].epoch ?? 0;
}

/**
 * Shows what a run tells at a pace that people can follow, however fast it comes. While it is paused news
 * are kept.
 */
export class Playback {
  readonly #show: (news: readonly RunNews[]) => void;
  readonly #waiting: RunNews[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPaused = false;
  #isOver = false;
  #pace: Pace;

  /** @param show - called with what is to be shown now, in order; never with nothing. */
  constructor(pace: Pace, show: (news: readonly RunNews[]) => void) {
    this.#pace = pace;
    this.#show = show;
  }

  push(news: RunNews): void {
    if (this.#isOver) return;
    this.#waiting.push(news);
    this.#goOn();
  }

  /** What is on show stays as long as it was to. */
  setPace(pace: Pace): void {
    this.#pace = pace;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#goOn();
  }

  /** Nothing more is shown. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #goOn(): void {
    if (this.#timer !== undefined || this.#isPaused || this.#waiting.length === 0) return;
    const batch: RunNews[] = [];
    let stays = 0;
    while (stays === 0 && this.#waiting.length > 0) {
      const news = this.#waiting.shift()!;
      batch.push(news);
      stays = this.#stayOf(news);
    }
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#goOn();
      },
      Math.max(LEAST_MS, stays),
    );
    this.#show(batch);
  }

  #stayOf(news: RunNews): number {
    const stay = STAY[this.#pace][news.kind] ?? 0;
    return news.kind === "epoch" && news.epoch === 0 ? START_STAYS * stay : stay;
  }
}
