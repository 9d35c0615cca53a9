import { DataError } from "../core/errors.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";
import type { Breath } from "./node-breath.ts";
import type { RatingPart } from "./node-rating-parts.ts";
import { LevelTable } from "./pack/level-table.ts";
import type { PackSizes } from "./pack/pack-bounds.ts";
import type { PackSource } from "./pack/pack-source.ts";

/** What is known when all ratings have been read once. */
export interface Spooled {
  /** Ratings of each user and movie by index, those to be replaced included; at least as long as needed. */
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  /** In rising order. */
  readonly levels: readonly number[];
  /** For each level as it was written, its place in `levels`. */
  readonly placeOf: Uint8Array;
}

/**
 * Writes ratings to `part` as they come, and counts them.
 *
 * @param check - told after each batch how many of all have come so far; stops it by throwing.
 * @throws {DataError} if there is none, or too many different ones.
 * @throws {WriteError | AbortedError}
 *
 * Cost: O(N); 4 bytes a user and movie.
 */
export async function spoolRatings(
  batches: PackSource["batches"],
  part: RatingPart,
  check: (sizes: PackSizes) => void,
  breath: Breath,
): Promise<Spooled> {
  const users = new GrowingCounts();
  const movies = new GrowingCounts();
  const levels = new LevelTable();
  let count = 0;
  for await (const batch of batches) {
    spool(batch, part, users, movies, levels);
    count += batch.value.length;
    check({ users: users.size, movies: movies.size, ratings: count });
    await breath.take("reading", count, undefined);
  }
  if (count === 0) throw new DataError("Cannot pack the ratings: there is none");
  return { userCounts: users.counts, movieCounts: movies.counts, ...levels.sorted() };
}

function spool(
  { userIndex, movieIndex, value }: RatingColumns,
  part: RatingPart,
  users: GrowingCounts,
  movies: GrowingCounts,
  levels: LevelTable,
): void {
  for (let n = 0; n < value.length; n++) {
    const user = userIndex[n]!;
    const movie = movieIndex[n]!;
    users.count(user);
    movies.count(movie);
    part.push(user, movie, levels.levelOf(value[n]!));
  }
}

/** How often each index occurred, whatever the highest will be. */
class GrowingCounts {
  counts = new Uint32Array(1024);
  /** One more than the highest index. */
  size = 0;

  count(index: number): void {
    if (index >= this.size) this.size = index + 1;
    if (index >= this.counts.length) {
      const larger = new Uint32Array(Math.max(2 * this.counts.length, index + 1));
      larger.set(this.counts);
      this.counts = larger;
    }
    this.counts[index]!++;
  }
}
