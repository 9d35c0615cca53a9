/** As much of a film along a feature as is needed. */
interface Placed {
  readonly ratedBy: number;
}

/** More own films than this on one line are a blot, and thousands of them held the page up for half a minute. */
export const MOST_OWN = 60;
/** Of those, so many at each end whatever is known of them. */
const OWN_ENDS = 10;

/**
 * The films of one's own that a line shows: all of a few; else those nearest its ends, and the best known.
 *
 * @param own - from the − end to the + end.
 * @returns at most {@link MOST_OWN}, in that order.
 */
export function someOwn<Film extends Placed>(own: readonly Film[]): readonly Film[] {
  if (own.length <= MOST_OWN) return own;
  const ends = [...own.slice(0, OWN_ENDS), ...own.slice(-OWN_ENDS)];
  const known = own
    .slice(OWN_ENDS, -OWN_ENDS)
    .sort((a, b) => b.ratedBy - a.ratedBy)
    .slice(0, MOST_OWN - ends.length);
  const kept = new Set([...ends, ...known]);
  return own.filter((film) => kept.has(film));
}
