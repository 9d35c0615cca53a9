import type { PicksHead } from "../learn/learning.ts";
import { fillNormalMatrix } from "../learn/picks-equations.ts";
import { worthOf } from "../learn/worth.ts";
import { cholesky, solveCholesky } from "../cholesky.ts";
import { dot } from "../dot.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";
import type { MarksByRow } from "./own-films.ts";

/** A film that someone has seen, and what that says for it: t, 0 … about 1.5. */
export interface SeenFilm {
  readonly movieIndex: number;
  readonly worth: number;
}

/**
 * A person's features in the picks head: least squares over all films, seen or not, with the
 * films' side fixed. Nothing is retrained.
 *
 * Cost: O(n·F² + F³) once, O(F² + n·F) for the shares of a film. Source: Hu, Koren and Volinsky
 * 2008, sections 4 and 5.
 */
export class PicksFoldIn {
  /** p: F values. */
  readonly features: Float64Array;
  readonly #head: PicksHead;
  readonly #seen: readonly SeenFilm[];
  readonly #factor: Float64Array;

  /**
   * @param films - how many films have a training rating.
   * @param seen - one a film; kept.
   */
  constructor(head: PicksHead, films: number, seen: readonly SeenFilm[]) {
    const { factors, givenFactors } = head;
    this.#head = head;
    this.#seen = seen;
    this.#factor = new Float64Array(factors * factors);
    const rows = seen.map(({ movieIndex }) => movieIndex);
    fillNormalMatrix(this.#factor, head, films, rows);
    cholesky(this.#factor, factors);
    const side = new Float64Array(factors);
    for (const { movieIndex, worth } of seen) {
      const pull = (1 + head.unseenWeight) * worth;
      for (let f = 0; f < factors; f++) side[f]! += pull * givenFactors[movieIndex * factors + f]!;
    }
    this.features = solveCholesky(this.#factor, factors, side);
  }

  /** What a film is worth to this person: p·q. */
  score(movieIndex: number): number {
    const { factors, movieFactors } = this.#head;
    return dot(this.features, movieFactors, movieIndex * factors, factors);
  }

  /** How much of a film's score comes from each film seen, in their order; they sum to the score. */
  shares(movieIndex: number): Float64Array {
    const { factors, givenFactors, movieFactors, unseenWeight } = this.#head;
    const weights = Float64Array.from(
      movieFactors.subarray(movieIndex * factors, (movieIndex + 1) * factors),
    );
    solveCholesky(this.#factor, factors, weights);
    return Float64Array.from(this.#seen, ({ movieIndex: own, worth }) => {
      return worth === 0
        ? 0
        : (1 + unseenWeight) * worth * dot(weights, givenFactors, own * factors, factors);
    });
  }
}

/**
 * Solves for someone's features. Ratings come first, in their order, then the marks on films that were
 * not rated: one seen says as much as a rating of everyone's mean, one refused as much as the worst.
 */
export function foldIntoPicks(
  side: FilmSide,
  ratings: readonly OwnRating[],
  marks: MarksByRow,
): PicksFoldIn {
  const { picksHead, head } = side;
  const seen = ratings.map(({ movieIndex, rating }) => ({
    movieIndex,
    worth: worthOf(rating, picksHead.neutral),
  }));
  const rated = new Set(ratings.map(({ movieIndex }) => movieIndex));
  for (const [movieIndex, mark] of marks) {
    if (rated.has(movieIndex)) continue;
    seen.push({ movieIndex, worth: mark === "seen" ? worthOf(head.mean, picksHead.neutral) : 0 });
  }
  return new PicksFoldIn(picksHead, filmIndexOf(side).byCount.length, seen);
}
