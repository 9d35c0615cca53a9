import type { PackProgress } from "../io/node-breath.ts";
import { progressBar } from "./terminal/bars.ts";
import { duration, grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";

const BAR_COLUMNS = 10;

/** Draws packing as it goes on: what it is at, how fast, and how long that phase will take. */
export class PackLine {
  readonly #screen: Screen;
  readonly #expected: number | undefined;
  readonly #began = performance.now();
  #phase: PackProgress["phase"] | undefined;
  #phaseBegan = 0;

  /** @param expected - ratings to be read, where that is known. */
  constructor(screen: Screen, expected?: number) {
    this.#screen = screen;
    this.#expected = expected;
  }

  readonly onProgress = ({ phase, ratings, of = this.#expected }: PackProgress): void => {
    const now = performance.now();
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#phaseBegan = now;
    }
    const seconds = (now - this.#phaseBegan) / 1000;
    this.#screen.progress.show(() => lineOf({ phase, ratings, of }, seconds));
  };

  /** Since it began. */
  seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }
}

/** `sorting by film  ━━━━──────  4,000,000 of 10,000,000  5.1 M/s  2 s left`. */
function lineOf({ phase, ratings, of }: PackProgress, seconds: number): string {
  const speed = seconds > 0.2 ? ratings / seconds : 0;
  const left = of !== undefined && speed > 0 ? (of - ratings) / speed : 0;
  return [
    phase,
    ...(of === undefined ? [] : [progressBar(ratings / of, BAR_COLUMNS)]),
    of === undefined ? `${grouped(ratings)} ratings` : `${grouped(ratings)} of ${grouped(of)}`,
    ...(speed > 0 ? [`${(speed / 1e6).toFixed(1)} M/s`] : []),
    ...(left >= 1 ? [`${duration(left)} left`] : []),
  ].join("  ");
}
