import type { StarsHead } from "../learn/learning.ts";
import type { Scored } from "./best-films.ts";
import type { FilmSide } from "./film-side.ts";
import type { PicksSettings } from "./picks-options.ts";
import { spread } from "./spread.ts";
import { surprised } from "./surprise.ts";

/** The films from which a surprise is drawn, besides those asked for. */
export const SURPRISE_POOL = 100;

/** So many films are ranked anew by how sure they are to be liked; any further ones keep their order. */
const GUARDED = 50;

/**
 * How much a star at the lower end of a film's interval is worth: its score times e^.15. On inner splits
 * of MovieLens 100K, at 0, .1, .2, .3 and .5: mean true rating of picks 4.41, 4.43, 4.45, 4.46, 4.47;
 * precision@3 .723, .723, .720, .722, .704; nDCG@10 .675, .674, .671, .669, .658.
 */
const GUARD = 0.15;

/** What is expected of a film. */
export interface Expected {
  /** The ends of its interval of stars, not clipped; the stars themselves where none was measured. */
  readonly low: number;
  readonly high: number;
  /** Whether it will get less than the person gives on average. */
  readonly isBelowUsual: boolean;
}

/** How many of the best films {@link arranged} has to know. */
export function poolOf({ count, surprise }: PicksSettings): number {
  return Math.max(count, GUARDED) + (surprise > 0 ? SURPRISE_POOL : 0);
}

/**
 * Films in the order of a list, as many as asked for.
 *
 * @param best - the {@link poolOf} films of the highest scores, best first.
 */
export function arranged(
  side: FilmSide,
  best: readonly Scored[],
  { count, surprise, seed }: PicksSettings,
  expected: (row: number) => Expected,
): Scored[] {
  const { liked, others } = guarded(side, best, expected);
  return [...spread(side, surprised(liked, surprise, seed)), ...others].slice(0, count);
}

/** By what a film's worth is multiplied for the lower end of its stars. */
export function trustIn(
  { low }: Pick<Expected, "low">,
  { head }: { readonly head: Pick<StarsHead, "mean"> },
): number {
  return Math.exp(GUARD * (low - head.mean));
}

/** What few people rated, or this person may like less, moves down; what is below the usual stands apart. */
function guarded(
  side: FilmSide,
  films: readonly Scored[],
  expected: (row: number) => Expected,
): { readonly liked: Scored[]; readonly others: Scored[] } {
  const below = new Set<number>();
  const scored = films.map(({ row, score }) => {
    const of = expected(row);
    if (of.isBelowUsual) below.add(row);
    return { row, score: score * trustIn(of, side) };
  });
  const first = scored.slice(0, GUARDED).sort((a, b) => b.score - a.score || a.row - b.row);
  const ranked = [...first, ...scored.slice(GUARDED)];
  return {
    liked: ranked.filter(({ row }) => !below.has(row)),
    others: ranked.filter(({ row }) => below.has(row)),
  };
}
