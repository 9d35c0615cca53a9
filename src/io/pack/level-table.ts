import { DataError } from "../../core/errors.ts";
import { MOST_LEVELS } from "./pack-directory.ts";

/** Ratings up to here that are multiples of 1/16 are looked up without hashing: 5 times as fast. */
const FAST_BELOW = 256;
const FAST_STEPS = 16;

/** The different ratings there are, numbered as they come: what a rating is in a byte. */
export class LevelTable {
  readonly #levels: number[] = [];
  readonly #levelOf = new Map<number, number>();
  readonly #fast = new Int16Array(FAST_BELOW * FAST_STEPS).fill(-1);

  /**
   * The number of a rating.
   *
   * @throws {DataError} if there are more different ones than a byte can tell apart.
   */
  levelOf(stars: number): number {
    const steps = stars * FAST_STEPS;
    if (steps >= 0 && steps < this.#fast.length && Number.isInteger(steps)) {
      const level = this.#fast[steps]!;
      return level >= 0 ? level : (this.#fast[steps] = this.#add(stars));
    }
    return this.#levelOf.get(stars) ?? this.#add(stars);
  }

  /** All ratings in rising order, and for each number the place that its rating has there. */
  sorted(): { readonly levels: readonly number[]; readonly placeOf: Uint8Array } {
    const levels = this.#levels.toSorted((a, b) => a - b);
    return { levels, placeOf: Uint8Array.from(this.#levels, (stars) => levels.indexOf(stars)) };
  }

  #add(stars: number): number {
    if (this.#levels.length === MOST_LEVELS) {
      throw new DataError(
        `Cannot pack the ratings: a pack takes ${MOST_LEVELS} different ratings, got more; round them, to tenths say`,
      );
    }
    const level = this.#levels.push(stars) - 1;
    this.#levelOf.set(stars, level);
    return level;
  }
}
