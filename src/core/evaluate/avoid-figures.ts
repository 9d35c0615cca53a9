/** Stars of a film that was not worth the evening, at most. */
const LOW_UP_TO = 3;

/** Whether films to avoid are ones that people did not like, where they saw them all the same. */
export interface AvoidFigures {
  /** Share of the films listed that the person had in fact rated (held out); NaN for none listed. */
  readonly rated: number;
  /** Of these, the share rated 3 or less; NaN where there are none. */
  readonly low: number;
  /** Share of all held-out ratings that are 3 or less: what avoiding at random would reach. */
  readonly baseRate: number;
}

/**
 * Figures of films to avoid, pooled over people.
 *
 * @param avoided - what people gave to each film that they were told to avoid; NaN where nothing is held out.
 * @param heldOut - all ratings held out.
 *
 * Cost: O(n).
 */
export function avoidFigures(avoided: readonly number[], heldOut: ArrayLike<number>): AvoidFigures {
  const rated = avoided.filter((stars) => !Number.isNaN(stars));
  const all = Array.from(heldOut);
  return {
    rated: rated.length / avoided.length,
    low: rated.filter(isLow).length / rated.length,
    baseRate: all.filter(isLow).length / all.length,
  };
}

function isLow(stars: number): boolean {
  return stars <= LOW_UP_TO;
}
