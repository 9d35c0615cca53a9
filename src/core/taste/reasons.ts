import type { FilmSide } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";
import type { PicksFoldIn } from "./picks-fold-in.ts";
import type { Reason } from "./prediction.ts";
import { strongest } from "./strongest.ts";

/** Reasons that a list tells of each film. */
const MOST_REASONS = 3;

/**
 * The own ratings that speak for a pick most.
 *
 * @param ratings - one a film, as `foldIn` was made of.
 */
export function pickReasons(
  side: FilmSide,
  foldIn: PicksFoldIn,
  ratings: readonly OwnRating[],
  row: number,
): Reason[] {
  const shares = foldIn.shares(row);
  const crowd = foldIn.score(row) - sumOf(shares, -Infinity);
  const speaking = sumOf(shares, 0) + Math.max(0, crowd);
  const said = shares.subarray(0, ratings.length);
  return strongest(said, MOST_REASONS, (share) => share > 0).map((k) =>
    reasonOf(side, ratings[k]!, said[k]! / speaking),
  );
}

/** The own ratings that speak against a film's stars most. @param shares - of the ratings, in their order. */
export function avoidReasons(
  side: FilmSide,
  shares: Float64Array,
  ratings: readonly OwnRating[],
): Reason[] {
  return strongest(shares, MOST_REASONS, (share) => share < 0).map((k) =>
    reasonOf(side, ratings[k]!, shares[k]!),
  );
}

/** All own ratings, for and against. @param shares - of the ratings, in their order. */
export function starReasons(
  side: FilmSide,
  shares: Float64Array,
  ratings: readonly OwnRating[],
): Reason[] {
  return strongest(shares, Infinity, () => true).map((k) =>
    reasonOf(side, ratings[k]!, shares[k]!),
  );
}

function reasonOf(
  { catalogue }: FilmSide,
  { movieIndex, rating }: OwnRating,
  share: number,
): Reason {
  const { id, title, year } = catalogue.at(movieIndex);
  return { movieId: id, title, year, rating, share };
}

/** Of shares the sum, none less than this. A loop: of thousands of ratings `reduce` takes several times as long. */
function sumOf(shares: Float64Array, least: number): number {
  let sum = 0;
  for (let k = 0; k < shares.length; k++) sum += Math.max(least, shares[k]!);
  return sum;
}
