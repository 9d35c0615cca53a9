import { crc32 } from "node:zlib";
import type { RowBlocks } from "../core/ratings/row-blocks.ts";
import type { Breath } from "./node-breath.ts";
import type { PackOutput } from "./node-pack-output.ts";
import type { RatingPart } from "./node-rating-parts.ts";
import { BlockScatter } from "./pack/block-scatter.ts";
import { blockBytes } from "./pack/pack-directory.ts";
import { blockSizes } from "./pack/pack-plan.ts";
import type { SortedStripe, StripeSorter } from "./pack/stripe-sorter.ts";

/** What is written by user, and what for. */
export interface ByUserWork {
  /** Ratings by index, in the order in which they came; each part has the next blocks of users. */
  readonly parts: readonly RatingPart[];
  /** Blocks of each part, parts + 1. */
  readonly partStart: readonly number[];
  readonly users: RowBlocks;
  readonly movies: RowBlocks;
  /** Ratings of each row of users, those to be replaced included. */
  readonly userCounts: Uint32Array;
  readonly placeOf: Uint8Array;
  readonly sorter: StripeSorter;
  /** Takes each rating by row that counts. */
  readonly onRating: (user: number, movie: number, level: number) => void;
}

/** What was written. */
export interface ByUser {
  readonly ratings: number;
  readonly levelCounts: readonly number[];
  /** By row. */
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  readonly bucketSizes: Uint32Array;
  readonly bucketChecksums: Uint32Array;
}

/**
 * Writes all buckets, block of users by block; drops each part when it is done.
 *
 * @throws {WriteError | AbortedError}
 *
 * Cost: O(N); 9 bytes for each rating of the largest part, 27 of the largest block.
 */
export async function packByUser(
  work: ByUserWork,
  output: PackOutput,
  breath: Breath,
): Promise<ByUser> {
  const { parts, partStart, users, movies, sorter } = work;
  const written = new WrittenBuckets(work, output);
  const all = parts.reduce((sum, part) => sum + part.length, 0);
  const scatter = new BlockScatter(partStart, blockSizes(users.start, work.userCounts));
  let done = 0;
  for (const [k, part] of parts.entries()) {
    scatter.begin(k);
    for (const chunk of part.read()) {
      scatter.add(chunk, users, movies.rowOf, work.placeOf);
      await breath.take("sorting by person", done, all);
    }
    part.drop();
    for (let block = partStart[k]!; block < partStart[k + 1]!; block++) {
      const stripe = scatter.block(block);
      written.add(block, sorter.sort(block, stripe));
      done += stripe.users.length;
      await breath.take("sorting by person", done, all);
    }
  }
  return written;
}

/** Writes stripes and keeps what is to be known of them. */
class WrittenBuckets implements ByUser {
  ratings = 0;
  readonly levelCounts: number[];
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  readonly bucketSizes: Uint32Array;
  readonly bucketChecksums: Uint32Array;
  readonly #output: PackOutput;
  readonly #onRating: ByUserWork["onRating"];

  constructor({ users, movies, placeOf, onRating }: ByUserWork, output: PackOutput) {
    const buckets = (users.start.length - 1) * (movies.start.length - 1);
    this.levelCounts = Array.from(placeOf, () => 0);
    this.userCounts = new Uint32Array(users.rowOf.length);
    this.movieCounts = new Uint32Array(movies.rowOf.length);
    this.bucketSizes = new Uint32Array(buckets);
    this.bucketChecksums = new Uint32Array(buckets);
    this.#output = output;
    this.#onRating = onRating;
  }

  add(block: number, stripe: SortedStripe): void {
    const { bucketStart, cells, cellLevels } = stripe;
    const columns = bucketStart.length - 1;
    for (let k = 0; k < columns; k++) {
      const [from, to] = [bucketStart[k]!, bucketStart[k + 1]!];
      const bytes = bucketBytes(cells, cellLevels, from, to);
      this.bucketSizes[block * columns + k] = to - from;
      this.bucketChecksums[block * columns + k] = crc32(bytes.subarray(0, 5 * (to - from)));
      this.#output.append(bytes);
    }
    this.#count(stripe);
    this.ratings += stripe.length;
  }

  #count({ users, movies, levels, length }: SortedStripe): void {
    for (let n = 0; n < length; n++) {
      const user = users[n]!;
      const movie = movies[n]!;
      const level = levels[n]!;
      this.userCounts[user]!++;
      this.movieCounts[movie]!++;
      this.levelCounts[level]!++;
      this.#onRating(user, movie, level);
    }
  }
}

function bucketBytes(cells: Uint32Array, levels: Uint8Array, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array(blockBytes(to - from));
  bytes.set(new Uint8Array(cells.buffer, cells.byteOffset + 4 * from, 4 * (to - from)));
  bytes.set(levels.subarray(from, to), 4 * (to - from));
  return bytes;
}
