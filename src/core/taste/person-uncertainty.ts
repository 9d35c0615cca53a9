import { cholesky, solveCholesky } from "../cholesky.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";
import { normalMatrix, setExtended, weightOf } from "./fold-in.ts";

/**
 * How unsure a person's strictness and hidden features are, and how much less so a rating of a film
 * would make them. In stars² with a posterior; else in units of the noise of a rating, in which the
 * ridge is a prior. A rating's stars do not matter, only which films were rated.
 *
 * Cost: O(n·F² + F³) once, O(F²) for everything asked of it; O(I·F²) once a model. Source: Bishop
 * 2006, section 3.3; Cohn, Ghahramani and Jordan 1996 (the expected fall of variance).
 */
export class PersonUncertainty {
  readonly #side: FilmSide;
  /** 1 + F. */
  readonly #size: number;
  /** A⁻¹, whole. */
  readonly #covariance: Float64Array;
  readonly #spread: Float64Array;

  constructor(side: FilmSide, ratings: readonly OwnRating[]) {
    this.#side = side;
    this.#size = side.head.factors + 1;
    this.#covariance = inverse(normalMatrix(side, ratings), this.#size);
    this.#spread = ratedSpread(side);
  }

  /** Mean variance that the person adds to predictions, over films as often as they were rated. */
  mean(): number {
    return this.#spread.reduce((sum, value, k) => sum + value * this.#covariance[k]!, 0);
  }

  /** By how much a rating of this film would make that mean fall. */
  gain(movieIndex: number): number {
    const { covariances, variance } = this.#of(movieIndex);
    const spread = times(this.#spread, covariances);
    const fall = covariances.reduce((sum, value, k) => sum + value * spread[k]!, 0);
    return fall / (variance + 1 / weightOf(this.#side, movieIndex));
  }

  /** Takes a rating of this film as given with probability `share`, for what to ask after it. */
  expect(movieIndex: number, share: number): void {
    const { covariances, variance } = this.#of(movieIndex);
    const scale = share / (variance + 1 / weightOf(this.#side, movieIndex));
    const size = this.#size;
    for (let row = 0; row < size; row++) {
      const left = scale * covariances[row]!;
      for (let column = 0; column < size; column++) {
        this.#covariance[row * size + column]! -= left * covariances[column]!;
      }
    }
  }

  /** A⁻¹·q and q·A⁻¹·q. */
  #of(movieIndex: number): { readonly covariances: Float64Array; readonly variance: number } {
    const film = filmRow(this.#side, movieIndex);
    const covariances = times(this.#covariance, film);
    return { covariances, variance: film.reduce((sum, q, k) => sum + q * covariances[k]!, 0) };
  }
}

const SPREADS = new WeakMap<FilmSide, Float64Array>();

/** Σ n_i·q_i·q_iᵀ / Σ n_i over films with n_i training ratings. */
function ratedSpread(side: FilmSide): Float64Array {
  const known = SPREADS.get(side);
  if (known !== undefined) return known;
  const size = side.head.factors + 1;
  const spread = new Float64Array(size * size);
  const { byCount } = filmIndexOf(side);
  const all = byCount.reduce((sum, row) => sum + side.movieCounts[row]!, 0);
  for (const movieIndex of byCount) {
    const film = filmRow(side, movieIndex);
    for (let row = 0; row < size; row++) {
      const left = (side.movieCounts[movieIndex]! / all) * film[row]!;
      for (let column = 0; column < size; column++) {
        spread[row * size + column]! += left * film[column]!;
      }
    }
  }
  SPREADS.set(side, spread);
  return spread;
}

function filmRow(side: FilmSide, movieIndex: number): Float64Array {
  const row = new Float64Array(side.head.factors + 1);
  setExtended(row, 0, side, movieIndex);
  return row;
}

/** The inverse of a positive definite matrix, of which the lower triangle is given, and is lost. */
function inverse(matrix: Float64Array, size: number): Float64Array {
  cholesky(matrix, size);
  const columns = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const column = columns.subarray(k * size, (k + 1) * size);
    column[k] = 1;
    solveCholesky(matrix, size, column);
  }
  return columns;
}

/** A·x for a symmetric A. */
function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const size = x.length;
  const result = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += matrix[row * size + column]! * x[column]!;
    result[row] = sum;
  }
  return result;
}
