import { ProblemError } from "./problem-error.ts";

/** Counts requests under way, and lets no more than so many be. */
export class Slots {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Whoever enters leaves. @throws {ProblemError} `overloaded`. */
  enter(): void {
    if (this.#taken >= this.#most) {
      const detail = `More than ${this.#most} requests are under way; ask again`;
      throw new ProblemError("overloaded", { detail, retryAfter: 1 });
    }
    this.#taken++;
  }

  leave(): void {
    this.#taken--;
  }
}
