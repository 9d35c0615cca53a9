import { DataError } from "../errors.ts";
import type { Workspace } from "../kernels.ts";
import { Ratings } from "../ratings/ratings.ts";
import { dealRows } from "../ratings/row-blocks.ts";
import type { BucketSource } from "./bucket-source.ts";
import { blockCount } from "./bucket-source.ts";
import type { ResidentBuckets } from "./buckets.ts";
import { fillBuckets, residentBytes, residentSource } from "./buckets.ts";
import { Descent, descentBytes } from "./descent.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";

/** A descent over ratings in memory, and all that its members need. */
export interface ResidentDescent<Memory extends Workspace> {
  readonly descent: Descent;
  readonly buckets: ResidentBuckets;
  readonly source: BucketSource;
  readonly workspace: Memory;
  /** The ratings held out, once they are shuffled. */
  readonly heldOut: () => Ratings;
}

/** @throws {DataError} if there is no rating. */
export function descentOf<Memory extends Workspace>(
  ratings: Ratings,
  settings: Required<GradientDescentOptions>,
  makeRoom: (bytes: number) => Memory,
): ResidentDescent<Memory> {
  if (ratings.length === 0) throw new DataError("Cannot train: there is no rating to learn from");
  const { length, scale } = ratings;
  const [userCounts, movieCounts] = [ratings.userCounts(), ratings.movieCounts()];
  const users = dealRows(userCounts, blockCount(ratings.userCount, length));
  const movies = dealRows(movieCounts, blockCount(ratings.movieCount, length));
  const mean = Math.fround(ratings.mean());
  const sides = { users, movies, userCounts, movieCounts, mean, scale };
  const workspace = makeRoom(descentBytes(sides, length, settings) + residentBytes(length));
  const buckets = fillBuckets(ratings, mean, users, movies, workspace);
  const source = residentSource(buckets);
  const descent = new Descent(sides, source, settings, workspace);
  return { descent, buckets, source, workspace, heldOut: () => heldOutOf(descent, ratings) };
}

/** The ratings that a descent holds out. */
export function heldOutOf(
  descent: Descent,
  { users, movies, scale }: Pick<Ratings, "users" | "movies" | "scale">,
): Ratings {
  const userIndex = new Uint32Array(descent.heldOutLength);
  const movieIndex = new Uint32Array(descent.heldOutLength);
  const value = new Float32Array(descent.heldOutLength);
  let n = 0;
  descent.forEachHeldOut((user, movie, stars) => {
    userIndex[n] = user;
    movieIndex[n] = movie;
    value[n++] = stars;
  });
  return new Ratings(users, movies, scale, { userIndex, movieIndex, value });
}
