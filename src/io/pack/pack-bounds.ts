import { DataError } from "../../core/errors.ts";
import { blocksOf } from "./pack-plan.ts";

/** How many there are of what is to be packed. */
export interface PackSizes {
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
}

/** What decides into how many pieces ratings are sorted. */
export interface PackPieces {
  readonly memoryBytes: number;
  readonly blockRows: number;
}

/** A rating in memory, with room for what is sorted beside it. */
const BYTES_A_RATING = 12;

/**
 * Parts of either side, each an open file with a buffer of 72 KiB: both sides' are open at once, and with
 * parts half full these are 801 of the 1024 files that many systems allow.
 */
const MOST_PARTS = 200;

/** Each takes 16 bytes of memory, 8 of the file, and at least one read in every pass. */
const MOST_BUCKETS = 2 ** 24;

/** Ratings of a part. */
export function ratingsOfPart({ memoryBytes }: PackPieces): number {
  return Math.floor(memoryBytes / BYTES_A_RATING);
}

/**
 * Checks that there are neither too many parts nor too many buckets: before ratings are written anywhere
 * where sizes are known, else as soon as so many have come.
 *
 * @throws {DataError} naming the option to raise.
 */
export function checkPieces(sizes: PackSizes, pieces: PackPieces): void {
  const { users, movies, ratings } = sizes;
  const { memoryBytes, blockRows } = pieces;
  if (bucketsOf(sizes, blockRows) > MOST_BUCKETS) {
    let enough = blockRows;
    while (enough < 2 ** 16 && bucketsOf(sizes, enough) > MOST_BUCKETS) enough *= 2;
    throw new DataError(
      `Cannot pack the ratings: blocks of ${blockRows} rows give more than ${MOST_BUCKETS} buckets of ` +
        `${users} users and ${movies} films; raise "blockRows" to ${Math.min(enough, 2 ** 16)}`,
    );
  }
  const blocks = Math.max(blocksOf(users, blockRows), blocksOf(movies, blockRows));
  if (Math.min(blocks, ratings / ratingsOfPart(pieces)) <= MOST_PARTS) return;
  const enough = BYTES_A_RATING * Math.ceil(ratings / MOST_PARTS);
  throw new DataError(
    `Cannot pack the ratings: ${memoryBytes} bytes of memory are too few for ${ratings} ratings or more, ` +
      `which would be sorted in over ${MOST_PARTS} parts; raise "memoryBytes" (--memory) ` +
      `to ${Math.ceil(enough / 2 ** 20)}M at least`,
  );
}

function bucketsOf({ users, movies }: PackSizes, blockRows: number): number {
  return blocksOf(users, blockRows) * blocksOf(movies, blockRows);
}
