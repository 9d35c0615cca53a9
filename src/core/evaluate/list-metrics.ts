/** A film that a person rated so much is one worth an evening: on all scales of MovieLens alike. */
export const HIT_FROM = 4;

/** Films of a list that someone looks at for tonight, and that they scroll through at most. */
export const TOP = 3;
export const LIST_LENGTH = 10;

/** How well a list serves people; of one person, or the mean over them. */
export interface ListFigures {
  /** Share of the first three films that were hits: held out, and rated 4 or more. */
  readonly precisionAt3: number;
  /** How early hits come among the first ten, 1 for the best order there is. */
  readonly ndcgAt10: number;
  /** Hits among the first ten, as a share of all that there could be. */
  readonly recallAt10: number;
  /** Share of the first three films that were held out at all. */
  readonly ratedAt3: number;
}

/**
 * How well one list serves one person.
 *
 * @param stars - what the person gave to each film of the list, best first; NaN for a film of which
 *   nothing is held out. More than ten are not looked at.
 * @param possibleHits - how many films that could be listed are held out and rated 4 or more. With
 *   none, recall and nDCG are 0.
 *
 * Cost: O(1). Source: Järvelin and Kekäläinen 2002, with binary gains.
 *
 * @example
 * ```ts
 * const { precisionAt3, recallAt10, ratedAt3 } = listFigures([5, NaN, 2, 4], 4);
 * assert.deepEqual([precisionAt3, recallAt10, ratedAt3], [1 / 3, 2 / 4, 2 / 3]);
 * ```
 */
export function listFigures(stars: ArrayLike<number>, possibleHits: number): ListFigures {
  const shown = Array.from(stars).slice(0, LIST_LENGTH);
  const isHit = (given: number): boolean => given >= HIT_FROM;
  const first = shown.slice(0, TOP);
  const gain = shown.reduce((sum, given, k) => sum + (isHit(given) ? discount(k) : 0), 0);
  return {
    precisionAt3: first.filter(isHit).length / TOP,
    ndcgAt10: possibleHits === 0 ? 0 : gain / bestGain(possibleHits),
    recallAt10: possibleHits === 0 ? 0 : shown.filter(isHit).length / possibleHits,
    ratedAt3: first.filter((given) => !Number.isNaN(given)).length / TOP,
  };
}

/** Of the k-th place from 0, which is rank k + 1. */
function discount(k: number): number {
  return 1 / Math.log2(k + 2);
}

function bestGain(possibleHits: number): number {
  let gain = 0;
  for (let k = 0; k < Math.min(LIST_LENGTH, possibleHits); k++) gain += discount(k);
  return gain;
}
