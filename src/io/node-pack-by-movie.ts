import { crc32 } from "node:zlib";
import type { Breath } from "./node-breath.ts";
import type { PackOutput } from "./node-pack-output.ts";
import type { RatingPart } from "./node-rating-parts.ts";
import { BlockScatter } from "./pack/block-scatter.ts";
import { blockBytes } from "./pack/pack-directory.ts";
import { blockSizes } from "./pack/pack-plan.ts";
import type { Stripe } from "./pack/stripe-sorter.ts";

/** What is written by movie. */
export interface ByMovieWork {
  /** Ratings by row, by rising row of user; each part has the next blocks of movies. */
  readonly parts: readonly RatingPart[];
  /** Blocks of each part, parts + 1. */
  readonly partStart: readonly number[];
  /** Blocks + 1. */
  readonly movieStart: Uint32Array;
  /** Ratings of each row. */
  readonly movieCounts: Uint32Array;
}

/**
 * Writes all blocks of movies; drops each part when it is done.
 *
 * @returns the checksum of each block.
 * @throws {WriteError | AbortedError}
 *
 * Cost: O(N); 9 bytes for each rating of the largest part, 5 of the largest block.
 */
export async function packByMovie(
  { parts, partStart, movieStart, movieCounts }: ByMovieWork,
  output: PackOutput,
  breath: Breath,
): Promise<Uint32Array> {
  const checksums = new Uint32Array(movieStart.length - 1);
  const sizes = blockSizes(movieStart, movieCounts);
  const scatter = new BlockScatter(partStart, sizes);
  const bytes = new Uint8Array(blockBytes(sizes.reduce((most, size) => Math.max(most, size), 0)));
  const all = parts.reduce((sum, part) => sum + part.length, 0);
  let done = 0;
  for (const [k, part] of parts.entries()) {
    scatter.begin(k);
    for (const chunk of part.read()) {
      scatter.addRows(chunk, movieStart);
      await breath.take("sorting by film", done, all);
    }
    part.drop();
    for (let block = partStart[k]!; block < partStart[k + 1]!; block++) {
      const own = bytes.subarray(0, blockBytes(sizes[block]!));
      const counts = movieCounts.subarray(movieStart[block], movieStart[block + 1]);
      fillBlock(own, scatter.block(block), movieStart[block]!, counts);
      checksums[block] = crc32(own.subarray(0, 5 * sizes[block]!));
      output.append(own);
      done += sizes[block]!;
      await breath.take("sorting by film", done, all);
    }
  }
  return checksums;
}

/** The rows of users film by film, in the order in which they are, then their levels. */
function fillBlock(
  bytes: Uint8Array,
  { users, movies, levels }: Stripe,
  firstMovie: number,
  counts: Uint32Array,
): void {
  const next = new Uint32Array(counts.length);
  for (let row = 1; row < counts.length; row++) next[row] = next[row - 1]! + counts[row - 1]!;
  const rows = new Uint32Array(bytes.buffer, bytes.byteOffset, users.length);
  const levelsAt = 4 * users.length;
  for (let n = 0; n < users.length; n++) {
    const at = next[movies[n]! - firstMovie]!++;
    rows[at] = users[n]!;
    bytes[levelsAt + at] = levels[n]!;
  }
  bytes.fill(0, 5 * users.length);
}
