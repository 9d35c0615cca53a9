import type { Ratings } from "../ratings/ratings.ts";
import { MOVIE_DAMPING, fitBiases } from "./biases.ts";
import { ratingLevels } from "./rating-levels.ts";

/** The ratings as the raters' view sees them: film by film, in levels. */
export interface RaterTable {
  /** K values, rising. */
  readonly stars: Float64Array;
  /** K values: the levels on a scale from −2 to 2. */
  readonly scores: Float64Array;
  /** I + 1: film i has the cells `rowStart[i] … rowStart[i + 1] − 1`. */
  readonly rowStart: Uint32Array;
  /** N: who rated, and at which level. */
  readonly userOf: Uint32Array;
  readonly levelAt: Uint8Array;
  /** I, N: what the film's damped bias adds to a score; the same had that rating not been given. */
  readonly bias: Float64Array;
  readonly biasWithout: Float64Array;
  /** The most ratings of one film. */
  readonly most: number;
}

/** Share of a film's damped bias in its scores. */
const BIAS_SHARE = 0.8;

/**
 * Orders ratings by film, and finds their levels and biases. O(N).
 *
 * @throws {DataError} if there are fewer than 2 levels or more than 20.
 */
export function raterTable(ratings: Ratings): RaterTable {
  const { stars, levelOf } = ratingLevels(ratings);
  const [low, high] = [stars[0]!, stars[stars.length - 1]!];
  const unit = 4 / (high - low);
  const biases = fitBiases(ratings);
  const { rowStart, colIndex } = ratings.byMovie();
  return {
    stars,
    scores: stars.map((value) => unit * (value - (low + high) / 2)),
    rowStart,
    userOf: colIndex,
    levelAt: inOrderOfFilms(ratings, levelOf),
    bias: biases.movieBias.map((bias) => BIAS_SHARE * unit * bias),
    biasWithout: biasesWithout(ratings, biases, BIAS_SHARE * unit),
    most: mostOf(rowStart),
  };
}

/** Values by cell in the order of users, in that of films. */
function inOrderOfFilms(ratings: Ratings, values: Uint8Array): Uint8Array {
  const { rowStart, colIndex } = ratings.byUser();
  const next = ratings.byMovie().rowStart.slice();
  const out = new Uint8Array(values.length);
  for (let user = 0; user < ratings.userCount; user++) {
    for (let k = rowStart[user]!; k < rowStart[user + 1]!; k++) {
      out[next[colIndex[k]!]!++] = values[k]!;
    }
  }
  return out;
}

/** By cell in the order of films: the film's damped bias had that rating not been given. */
function biasesWithout(
  ratings: Ratings,
  { mean, userBias, movieBias }: ReturnType<typeof fitBiases>,
  scale: number,
): Float64Array {
  const { rowStart, colIndex, value } = ratings.byMovie();
  const out = new Float64Array(value.length);
  for (let movie = 0; movie < ratings.movieCount; movie++) {
    const [begin, end] = [rowStart[movie]!, rowStart[movie + 1]!];
    const bias = movieBias[movie]!;
    for (let k = begin; k < end; k++) {
      const residual = value[k]! - mean - userBias[colIndex[k]!]! - bias;
      out[k] = scale * (bias - residual / (end - begin - 1 + MOVIE_DAMPING));
    }
  }
  return out;
}

function mostOf(rowStart: Uint32Array): number {
  let most = 1;
  for (let row = 0; row < rowStart.length - 1; row++) {
    most = Math.max(most, rowStart[row + 1]! - rowStart[row]!);
  }
  return most;
}
