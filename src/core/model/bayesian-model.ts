import type { StarsHead, StarsPosterior } from "../learn/learning.ts";
import type { GibbsSettings } from "../learn/gibbs-options.ts";
import type { FilmPosterior } from "../learn/posterior-films.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import { splitAtRandom } from "../ratings/split.ts";
import type { OwnRating } from "../taste/fold-in.ts";
import { FoldIn } from "../taste/fold-in.ts";

/**
 * Checks that sampling with these settings leaves something that a model can keep.
 *
 * @throws {RangeError} if `keptFactors` is 0 or `likelihood` not gaussian.
 */
export function checkKeepable({ likelihood, keptFactors }: GibbsSettings): void {
  if (likelihood !== "gaussian") {
    throw new RangeError(
      `Cannot train: "likelihood" must be gaussian for a model, got ${likelihood}, which can only be evaluated`,
    );
  }
  if (keptFactors === 0) {
    throw new RangeError('Cannot train: "keptFactors" must be above 0 for a model, got 0');
  }
}

/** What to sample from, and what is kept apart to tell how far off the means are. */
export function keptApart(ratings: Ratings, { heldOutShare, seed }: GibbsSettings): Split {
  if (heldOutShare * ratings.length >= 1) return splitAtRandom(ratings, heldOutShare, seed);
  return { train: ratings, test: ratings.select(new Uint32Array(0)) };
}

/**
 * The stars head of what sampling tells of the films: each training user is solved from their own
 * ratings against it, as anyone else will be. What that leaves of the ratings on average goes to
 * the films: their level as a whole is known better than a few samples tell it (by .0006 stars of
 * 64,000 ratings, by .2 of a single one).
 *
 * Cost: O(N·F² + U·F³).
 */
export function starsHeadOf(films: FilmPosterior, ratings: Ratings): StarsHead {
  const { factors, level, movieFactors } = films;
  const mean = ratings.mean();
  const { userCount } = ratings;
  const crowd = crowdOf(films, ratings);
  const { ratedMean } = crowd;
  const head = {
    factors,
    mean,
    movieBias: level.map((stars, row) => {
      let bias = stars - mean + ratedMean[0]!;
      for (let f = 0; f < factors; f++)
        bias += ratedMean[f + 1]! * movieFactors[row * factors + f]!;
      return bias;
    }),
    movieFactors,
    posterior: { ...films.posterior, ...crowd },
    userBias: new Float32Array(userCount),
    userFactors: new Float32Array(userCount * factors),
  };
  for (let user = 0; user < userCount; user++) {
    const { strictness, features } = new FoldIn({ head }, ownRatings(ratings, user));
    head.userBias[user] = strictness;
    head.userFactors.set(features, user * factors);
  }
  const left = meanResidual(head, ratings);
  return { ...head, movieBias: head.movieBias.map((bias) => bias + left) };
}

/** What the films that they rated tell of people, over all of them. */
function crowdOf(
  { factors, posterior: { ratedBias, ratedFactors } }: FilmPosterior,
  ratings: Ratings,
): Pick<StarsPosterior, "typicalRatings" | "ratedMean" | "ratedVariance"> {
  const { rowStart, colIndex } = ratings.byUser();
  const sums = new Float64Array(factors + 1);
  const squares = new Float64Array(factors + 1);
  let people = 0;
  let roots = 0;
  for (let user = 0; user < ratings.userCount; user++) {
    const own = colIndex.subarray(rowStart[user], rowStart[user + 1]);
    if (own.length === 0) continue;
    const root = Math.sqrt(own.length);
    people++;
    roots += root;
    for (let f = 0; f <= factors; f++) {
      let told = 0;
      for (const row of own)
        told += f === 0 ? ratedBias[row]! : ratedFactors[row * factors + f - 1]!;
      sums[f]! += told / root;
      squares[f]! += (told / root) ** 2;
    }
  }
  return {
    typicalRatings: (roots / people) ** 2,
    ratedMean: Float32Array.from(sums, (sum) => sum / people),
    ratedVariance: Float32Array.from(squares, (sum, f) =>
      Math.max(0, sum / people - (sums[f]! / people) ** 2),
    ),
  };
}

function meanResidual(head: StarsHead, { userIndex, movieIndex, value }: Ratings): number {
  const { mean, userBias, movieBias, userFactors, movieFactors, factors } = head;
  let sum = 0;
  for (let n = 0; n < value.length; n++) {
    const user = userIndex[n]!;
    const movie = movieIndex[n]!;
    sum += value[n]! - mean - userBias[user]! - movieBias[movie]!;
    for (let f = 0; f < factors; f++) {
      sum -= userFactors[user * factors + f]! * movieFactors[movie * factors + f]!;
    }
  }
  return sum / value.length;
}

function ownRatings(ratings: Ratings, user: number): OwnRating[] {
  const { rowStart, colIndex, value } = ratings.byUser();
  const out: OwnRating[] = [];
  for (let k = rowStart[user]!; k < rowStart[user + 1]!; k++) {
    out.push({ movieIndex: colIndex[k]!, rating: value[k]! });
  }
  return out;
}
