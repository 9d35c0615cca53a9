import type { PicksHead } from "../learn/learning.ts";
import { worthOf } from "../learn/worth.ts";
import { cholesky, solveCholesky } from "./cholesky.ts";
import { dot } from "./dot.ts";
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
   * @param crowd - what everyone has seen and thinks of it: whose features are those of someone who
   *   has said nothing. Default: of those nothing is known either.
   */
  constructor(
    head: PicksHead,
    films: number,
    seen: readonly SeenFilm[],
    crowd: readonly SeenFilm[] = [],
  ) {
    const { factors, movieFactors } = head;
    this.#head = head;
    this.#seen = seen;
    this.#factor = normalMatrix(head, films, seen);
    cholesky(this.#factor, factors);
    const side = new Float64Array(factors);
    for (const { movieIndex, worth } of seen.length === 0 ? crowd : seen) {
      const pull = (1 + head.unseenWeight) * worth;
      for (let f = 0; f < factors; f++) side[f]! += pull * movieFactors[movieIndex * factors + f]!;
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
    const { factors, movieFactors, unseenWeight } = this.#head;
    const weights = Float64Array.from(
      movieFactors.subarray(movieIndex * factors, (movieIndex + 1) * factors),
    );
    solveCholesky(this.#factor, factors, weights);
    return Float64Array.from(this.#seen, ({ movieIndex: own, worth }) => {
      return worth === 0
        ? 0
        : (1 + unseenWeight) * worth * dot(weights, movieFactors, own * factors, factors);
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
  const crowd = seen.length === 0 ? crowdOf(side) : [];
  return new PicksFoldIn(picksHead, filmIndexOf(side).byCount.length, seen, crowd);
}

/** Films by how many have seen them and what these give on average. Cost: O(I). */
function crowdOf(side: FilmSide): SeenFilm[] {
  const { byCount } = filmIndexOf(side);
  const most = side.movieCounts[byCount[0] ?? 0] ?? 0;
  return Array.from(byCount, (movieIndex) => {
    const stars = side.head.mean + side.head.movieBias[movieIndex]!;
    const share = side.movieCounts[movieIndex]! / most;
    return { movieIndex, worth: share * worthOf(stars, side.picksHead.neutral) };
  });
}

function normalMatrix(
  { factors, movieFactors, gram, unseenWeight, regularization }: PicksHead,
  films: number,
  seen: readonly SeenFilm[],
): Float64Array {
  const matrix = Float64Array.from(gram, (value) => unseenWeight * value);
  for (const { movieIndex } of seen) {
    const at = movieIndex * factors;
    for (let i = 0; i < factors; i++) {
      const left = movieFactors[at + i]!;
      for (let j = 0; j <= i; j++) matrix[i * factors + j]! += left * movieFactors[at + j]!;
    }
  }
  const ridge = regularization * (seen.length + unseenWeight * films);
  for (let f = 0; f < factors; f++) matrix[f * factors + f]! += ridge;
  return matrix;
}
