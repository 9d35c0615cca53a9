import type { Cells } from "../kernels.ts";

/**
 * How ratings lie in buckets: one for each pair of a block of users and a block of movies, whose rows of
 * hidden features stay in the second-level cache together. Plain data.
 */
export interface BucketTable {
  /** Blocks + 1: block b of users has the rows `userStart[b] … userStart[b + 1] − 1`, at most 65 536. */
  readonly userStart: Uint32Array;
  /** Likewise of movies. */
  readonly movieStart: Uint32Array;
  /**
   * User blocks × movie blocks + 1: bucket u·(movie blocks) + m has the cells `start[k] … start[k + 1] − 1`.
   * A cell is (row within the block of users) · 2¹⁶ + (row within the block of movies).
   */
  readonly start: Float64Array;
}

/** Where the cells of buckets come from: memory, or a file. */
export interface BucketSource {
  readonly table: BucketTable;
  /**
   * Cells `from … to − 1` of a bucket, which are in random order.
   *
   * @returns buffers of the workspace that the loops work in, good until the next call; borrowed.
   */
  load(bucket: number, from: number, to: number): Cells;
  /** Puts a bucket's cells in the random order of a seed, where they are not so already. */
  shuffle(bucket: number, seed: number): void;
}

/**
 * What buckets are loaded from, as plain data: it is sent to threads, and each opens a source of its own by
 * it. `kind` tells who opens it.
 */
export interface BucketOrigin {
  readonly kind: string;
}

/**
 * Opens a source in the thread that is to use it.
 *
 * @throws {Error} if it cannot be opened.
 */
export type OpenBuckets = (origin: BucketOrigin) => BucketSource;

/** Rows of a block. Measured: see docs/performance.md. */
const MOST_ROWS = 2048;
/** From so many ratings on there are blocks enough for several threads. */
const MANY_RATINGS = 400_000;
const FEWEST_BLOCKS = 8;

/** How many blocks a side is dealt out to: the same for any number of threads. */
export function blockCount(rows: number, ratings: number): number {
  const fewest = ratings < MANY_RATINGS ? 1 : Math.min(rows, FEWEST_BLOCKS);
  return Math.max(1, fewest, Math.ceil(rows / MOST_ROWS));
}
