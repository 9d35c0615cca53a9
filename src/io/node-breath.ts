import type { StopSignal } from "../core/errors.ts";
import { throwIfAborted } from "../core/errors.ts";

/** What packing is at; "writing" is of text. */
export type PackPhase =
  | "reading"
  | "writing"
  | "sharing out"
  | "sorting by person"
  | "sorting by film";

/** How far it is; `of` is undefined where nobody knows. */
export interface PackProgress {
  readonly phase: PackPhase;
  readonly ratings: number;
  readonly of: number | undefined;
}

/** Lets signals be heard and progress be drawn during long work. */
export class Breath {
  readonly #action: string;
  readonly #everyMs: number;
  readonly #signal: StopSignal | undefined;
  readonly #onProgress: ((progress: PackProgress) => void) | undefined;
  #taken = performance.now();

  constructor(
    action: string,
    everyMs: number,
    signal: StopSignal | undefined,
    onProgress: ((progress: PackProgress) => void) | undefined,
  ) {
    this.#action = action;
    this.#everyMs = everyMs;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Gives way to the event loop if that is due. @throws {AbortedError} */
  async take(phase: PackPhase, ratings: number, of: number | undefined): Promise<void> {
    if (performance.now() - this.#taken < this.#everyMs) return;
    this.#onProgress?.({ phase, ratings, of });
    await new Promise((done) => setImmediate(done));
    throwIfAborted(this.#action, this.#signal);
    this.#taken = performance.now();
  }
}
