import type { RatingScale, Ratings } from "../index.ts";
import { bar } from "./terminal/bars.ts";
import { givenStars, grouped, percent } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";

/** How often a rating was given. */
export interface RatingCount {
  readonly rating: number;
  readonly count: number;
}

/** How often each rating of the scale was given; ratings between two steps count as the nearer one. */
export function histogramOf({ scale, value }: Ratings): RatingCount[] {
  const counts = new Map<number, number>();
  for (const rating of value) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  return histogramOfCounts(
    scale,
    Array.from(counts, ([rating, count]) => ({ rating, count })),
  );
}

/** As {@link histogramOf}, of how often each different rating was given. */
export function histogramOfCounts(
  { min, max, step }: RatingScale,
  given: readonly RatingCount[],
): RatingCount[] {
  const counts = new Float64Array(Math.round((max - min) / step) + 1);
  for (const { rating, count } of given) counts[Math.round((rating - min) / step)]! += count;
  return Array.from(counts, (count, k) => ({ rating: min + k * step, count }));
}

const BAR_COLUMNS = 32;

/** One bar a rating, the highest first. */
export function histogramLines(screen: Screen, histogram: readonly RatingCount[]): string[] {
  const total = histogram.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  const rows = histogram
    .toReversed()
    .map(({ rating, count }) => [
      givenStars(rating).padStart("4.5 ★".length),
      grouped(count),
      percent(total === 0 ? 0 : count / total),
      bar(count / most, Math.max(0, Math.min(BAR_COLUMNS, screen.columns - 30))),
    ]);
  return tableLines([{}, { align: "right" }, { align: "right" }, {}], rows);
}
