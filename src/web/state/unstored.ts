import type { Place } from "./edit.ts";
import { placeText } from "./edit.ts";

interface Waiting {
  readonly place: Place;
  isOnItsWay: boolean;
}

/** Places whose row in memory is not known to be in storage. */
export class Unstored {
  readonly #waiting = new Map<string, Waiting>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  has(place: Place): boolean {
    return this.#waiting.has(placeText(place));
  }

  /** Changed again, a place has to be stored again, whatever is on its way. */
  add(places: readonly Place[]): void {
    for (const place of places) {
      this.#waiting.set(placeText(place), { place, isOnItsWay: false });
    }
  }

  clear(): void {
    this.#waiting.clear();
  }

  /**
   * All that is not on its way yet, which it is from now on.
   *
   * @returns tell it how the writing went.
   */
  take(): { readonly places: readonly Place[]; readonly end: (isStored: boolean) => void } {
    const taken = [...this.#waiting.values()].filter(({ isOnItsWay }) => !isOnItsWay);
    for (const one of taken) one.isOnItsWay = true;
    return {
      places: taken.map(({ place }) => place),
      end: (isStored) => {
        for (const one of taken) {
          one.isOnItsWay = false;
          const text = placeText(one.place);
          if (isStored && this.#waiting.get(text) === one) this.#waiting.delete(text);
        }
      },
    };
  }
}
