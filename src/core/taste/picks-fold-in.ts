import type { PicksHead, PicksView } from "../learn/learning.ts";
import { fillNormalMatrix } from "../learn/picks-equations.ts";
import { worthOf } from "../learn/worth.ts";
import { cholesky, solveCholesky } from "../cholesky.ts";
import { dot } from "../dot.ts";
import type { FilmIndex } from "./film-index.ts";
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
 * How strongly someone without ratings is drawn to a typical person, beside how strongly to no taste at all;
 * and ratings after which that is half as strong. On inner splits of MovieLens 100K (docs/picks.md), with
 * no such pull, and 1, 2 and 4 of it whatever the ratings: nDCG@10 after 5 ratings .445, .486, .489, .460,
 * after 30 .674, .675, .674, .661.
 */
const CROWD_PULL = 2;
const CROWD_RATINGS = 5;

/**
 * Someone new is held back this much less than training users were, which gives people more different
 * films. On the same splits, for 1 and .5: different films in 375 picks 77 and 94, nDCG@10 .674 and .667.
 */
const FREEDOM = 0.65;

/**
 * A person's features in the picks head: in each view least squares over all films, seen or not, with
 * the films' side fixed, drawn to a typical person: of someone without ratings this is the crowd's
 * taste. Nothing is retrained.
 *
 * Cost: O(n·F² + F³) a view once, O(F² + n·F) for the shares of a film. Source: Hu, Koren and
 * Volinsky 2008, sections 4 and 5.
 */
export class PicksFoldIn {
  /** p of all views, one after the other, over the number of views. */
  readonly features: Float64Array;
  readonly #index: FilmIndex;
  readonly #head: PicksHead;
  readonly #seen: readonly SeenFilm[];
  /** Of each view, a Cholesky factor, F×F. */
  readonly #factors: readonly Float64Array[];

  /** @param seen - one a film; kept. */
  constructor(side: FilmSide, seen: readonly SeenFilm[]) {
    const { picksHead } = side;
    this.#index = filmIndexOf(side);
    this.#head = picksHead;
    this.#seen = seen;
    this.features = new Float64Array(this.#index.width);
    const rows = seen.map(({ movieIndex }) => movieIndex);
    const films = this.#index.byCount.length;
    const pull = (CROWD_PULL * CROWD_RATINGS) / (CROWD_RATINGS + seen.length);
    const freed = { ...picksHead, regularization: FREEDOM * picksHead.regularization };
    let at = 0;
    this.#factors = picksHead.views.map((view) => {
      const { factors, crowd } = view;
      const matrix = new Float64Array(factors * factors);
      const ridge = fillNormalMatrix(matrix, { ...view, ...freed }, films, rows);
      cholesky(matrix, factors);
      const own = this.features.subarray(at, at + factors);
      for (let f = 0; f < factors; f++) own[f] = pull * ridge * crowd[f]!;
      for (const film of seen) this.#add(own, view, film);
      solveCholesky(matrix, factors, own);
      at += factors;
      return matrix;
    });
    for (let f = 0; f < at; f++) this.features[f]! /= picksHead.views.length;
  }

  /** What a film is worth to this person: p·q; 0 for a row that stands for no film with a training rating. */
  score(movieIndex: number): number {
    const { features, place, rank, width } = this.#index;
    if (rank[movieIndex] === 0) return 0;
    return dot(this.features, features, place[movieIndex]! * width, width);
  }

  /**
   * How much of a film's score comes from each film seen, in their order. What they leave of the score
   * is what a typical person would have it for.
   */
  shares(movieIndex: number): Float64Array {
    const out = new Float64Array(this.#seen.length);
    const { views, unseenWeight } = this.#head;
    for (const [k, { factors, givenFactors, movieFactors }] of views.entries()) {
      const weights = Float64Array.from(
        movieFactors.subarray(movieIndex * factors, (movieIndex + 1) * factors),
      );
      solveCholesky(this.#factors[k]!, factors, weights);
      for (let n = 0; n < out.length; n++) {
        const { movieIndex: own, worth } = this.#seen[n]!;
        if (worth === 0) continue;
        const match = dot(weights, givenFactors, own * factors, factors);
        out[n]! += ((1 + unseenWeight) * worth * match) / views.length;
      }
    }
    return out;
  }

  /** Adds what a film seen says to the right side of a view's equations. */
  #add(side: Float64Array, { factors, givenFactors }: PicksView, film: SeenFilm): void {
    const pull = (1 + this.#head.unseenWeight) * film.worth;
    const at = film.movieIndex * factors;
    for (let f = 0; f < factors; f++) side[f]! += pull * givenFactors[at + f]!;
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
  return new PicksFoldIn(side, seen);
}
