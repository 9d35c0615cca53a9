import { TOP } from "./list-metrics.ts";
import type { ListableFilms } from "./listable-films.ts";

/** One person's list, best first, and what they gave to each film of it; NaN where nothing is held out. */
export interface JudgedList {
  /** Rows of the catalogue. */
  readonly rows: Uint32Array;
  /** In stars. */
  readonly stars: Float32Array;
}

/** What the first three films of all lists are like, put together. */
export interface PooledFigures {
  /** Mean of what people gave to those of the films that they had rated, in stars; NaN where they had none. */
  readonly meanTrueRating: number;
  /** How many different films there are. */
  readonly distinct: number;
  /** Median place of a film by training ratings, 1 for the film that most people rated; NaN for no film. */
  readonly medianPopularityRank: number;
  /** Share of films with fewer than ten training ratings; NaN for no film. */
  readonly obscureShare: number;
}

/** A film with fewer training ratings is one that hardly anyone knows. */
const OBSCURE_BELOW = 10;

/** What the first three films of all lists are like. Cost: O(people · log people). */
export function pooledFigures(films: ListableFilms, lists: readonly JudgedList[]): PooledFigures {
  const rows = lists.flatMap((list) => Array.from(list.rows.subarray(0, TOP)));
  const stars = lists.flatMap((list) => Array.from(list.stars.subarray(0, TOP)));
  const rated = stars.filter((given) => !Number.isNaN(given));
  const obscure = rows.filter((row) => films.counts[row]! < OBSCURE_BELOW);
  return {
    meanTrueRating: rated.reduce((sum, given) => sum + given, 0) / rated.length,
    distinct: new Set(rows).size,
    medianPopularityRank: median(rows.map((row) => films.popularityRank[row]!)),
    obscureShare: obscure.length / rows.length,
  };
}

/** Of an even number of values the mean of the middle two. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
