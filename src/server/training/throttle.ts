/** Lets through what comes at most so often, and whatever begins something new. */
export class Throttle {
  readonly #everyMs: number;
  #last = -Infinity;
  #what: string | undefined;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** @param what - of which this is news. */
  isDue(what: string): boolean {
    const now = performance.now();
    if (what === this.#what && now - this.#last < this.#everyMs) return false;
    this.#last = now;
    this.#what = what;
    return true;
  }
}
