/** Stars above the neutral rating that make a film worth 1. */
export const STARS_OF_WORTH = 2;

/** t(r) = max(0, (r − c)/2): what a rating says for a film. A bad one says no more than none at all. */
export function worthOf(rating: number, neutral: number): number {
  return Math.max(0, (rating - neutral) / STARS_OF_WORTH);
}
