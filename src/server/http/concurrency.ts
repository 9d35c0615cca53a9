import { ProblemError } from "./problem-error.ts";

/** A place that was taken among {@link Slots}. */
export interface Slot {
  /**
   * Says whose it is: one key has at most half of the places.
   *
   * @throws {ProblemError} `overloaded`; the place is still to be left.
   */
  isOf(keyId: string | undefined): void;
  leave(): void;
}

/** Counts requests under way, and lets no more than so many be. */
export class Slots {
  readonly #most: number;
  readonly #mostOfKey: number;
  readonly #byKey = new Map<string, number>();
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
    this.#mostOfKey = Math.ceil(most / 2);
  }

  get taken(): number {
    return this.#taken;
  }

  /** Whoever enters leaves, once. @throws {ProblemError} `overloaded`. */
  enter(): Slot {
    if (this.#taken >= this.#most) {
      throw overloaded(`More than ${this.#most} requests of this kind are under way; ask again`);
    }
    this.#taken++;
    let owner: string | undefined;
    return {
      isOf: (keyId) => {
        if (keyId === undefined) return;
        const count = this.#byKey.get(keyId) ?? 0;
        if (count >= this.#mostOfKey) throw tooManyOfKey(count);
        this.#byKey.set(keyId, count + 1);
        owner = keyId;
      },
      leave: () => {
        this.#taken--;
        if (owner === undefined) return;
        const left = this.#byKey.get(owner)! - 1;
        if (left === 0) this.#byKey.delete(owner);
        else this.#byKey.set(owner, left);
      },
    };
  }
}

function tooManyOfKey(count: number): ProblemError {
  return overloaded(
    `This API key has ${count} requests of this kind under way, as many as one may; wait for some, then ask again`,
  );
}

function overloaded(detail: string): ProblemError {
  return new ProblemError("overloaded", { detail, retryAfter: 1 });
}
