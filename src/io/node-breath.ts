import type { StopSignal } from "../core/errors.ts";
import { throwIfAborted } from "../core/errors.ts";

/** The most that packing holds up the event loop. */
const EVERY_MS = 30;

/** What packing is at. */
export type PackPhase = "reading" | "sharing out" | "sorting by person" | "sorting by film";

/** How far it is; `of` is undefined where nobody knows. */
export interface PackProgress {
  readonly phase: PackPhase;
  readonly ratings: number;
  readonly of: number | undefined;
}

/** Lets signals be heard and progress be drawn during long work. */
export class Breath {
  readonly #action: string;
  readonly #signal: StopSignal | undefined;
  readonly #onProgress: ((progress: PackProgress) => void) | undefined;
  #taken = performance.now();

  constructor(
    action: string,
    signal: StopSignal | undefined,
    onProgress: ((progress: PackProgress) => void) | undefined,
  ) {
    this.#action = action;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Gives way to the event loop if that is due. @throws {AbortedError} */
  async take(phase: PackPhase, ratings: number, of: number | undefined): Promise<void> {
    if (performance.now() - this.#taken < EVERY_MS) return;
    this.#onProgress?.({ phase, ratings, of });
    await new Promise((done) => setImmediate(done));
    throwIfAborted(this.#action, this.#signal);
    this.#taken = performance.now();
  }
}
