import type { RowBlocks } from "../../core/ratings/row-blocks.ts";
import { dealRows } from "../../core/ratings/row-blocks.ts";
import { blockOfRow } from "./stripe-sorter.ts";

/** Which rows users and movies get. */
export interface PackPlan {
  readonly users: RowBlocks;
  readonly movies: RowBlocks;
  /** Ratings of each row, those to be replaced included. */
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
}

/** So that several threads find work, however few rows there are. */
const LEAST_BLOCKS = 8;

/** @param userCounts - by index; `users` of them are meant, those beyond the last being 0. */
export function planPack(
  { userCounts, movieCounts }: Pick<PackPlan, "userCounts" | "movieCounts">,
  { users, movies }: { readonly users: number; readonly movies: number },
  blockRows: number,
): PackPlan {
  const ofUsers = resized(userCounts, users);
  const ofMovies = resized(movieCounts, movies);
  const dealt = {
    users: dealRows(ofUsers, blocksOf(users, blockRows)),
    movies: dealRows(ofMovies, blocksOf(movies, blockRows)),
  };
  return {
    ...dealt,
    userCounts: inRows(ofUsers, dealt.users.rowOf),
    movieCounts: inRows(ofMovies, dealt.movies.rowOf),
  };
}

/** How many blocks a side has. */
export function blocksOf(rows: number, blockRows: number): number {
  return Math.max(1, Math.ceil(rows / blockRows), Math.min(rows, LEAST_BLOCKS));
}

function resized(counts: Uint32Array, length: number): Uint32Array {
  const out = new Uint32Array(length);
  out.set(counts.subarray(0, length));
  return out;
}

/** What stands at each index, by row. */
export function inRows<T extends Uint32Array | unknown[]>(values: T, rowOf: Uint32Array): T {
  const out = values.slice() as T;
  for (let index = 0; index < rowOf.length; index++) out[rowOf[index]!] = values[index]!;
  return out;
}

/** How many ratings each block has. */
export function blockSizes(start: Uint32Array, counts: Uint32Array): Float64Array {
  const sizes = new Float64Array(start.length - 1);
  for (let block = 0; block < sizes.length; block++) {
    for (let row = start[block]!; row < start[block + 1]!; row++) sizes[block]! += counts[row]!;
  }
  return sizes;
}

/**
 * Parts of neighbouring blocks with at most `most` ratings each, or of one block alone.
 *
 * @returns parts + 1: the first block of each.
 */
export function partStarts(sizes: Float64Array, most: number): number[] {
  const starts = [0];
  let size = 0;
  for (let block = 0; block < sizes.length; block++) {
    if (size > 0 && size + sizes[block]! > most) {
      starts.push(block);
      size = 0;
    }
    size += sizes[block]!;
  }
  starts.push(sizes.length);
  return starts;
}

/** The part that each row is in. */
export function partOfRow(start: Uint32Array, starts: readonly number[]): Uint32Array {
  return blockOfRow(Uint32Array.from(starts, (block) => start[block]!));
}
