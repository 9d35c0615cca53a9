import { alsScratchLength } from "../als-kernels.ts";
import { DataError } from "../errors.ts";
import { MOST_WORKSPACE_BYTES, bufferBytes } from "../kernels.ts";
import type { OfSides } from "./als-cells.ts";
import { widthOf } from "./als-plan.ts";

/**
 * Parts of a side that are solved one after the other or in several threads. What rows add up to is
 * summed by shard, so a fixed number of them gives the same bits for any number of threads.
 */
export const SHARDS = 64;

/** Floats beyond a cache line's beginning that a buffer may begin at. */
export const OFF_LINE = 12;

/** Cells that are read at once, where no row has more. */
const CHUNK_CELLS = 8192;

/** What the memory of a run depends on. */
export interface AlsShape {
  /** F with padding. */
  readonly width: number;
  /** Rows of either side. */
  readonly rows: OfSides<number>;
  /** Ratings of the longest row. */
  readonly longest: number;
  /** N. */
  readonly ratings: number;
}

/** Values of the buffers of one desk. */
export interface DeskSizes {
  readonly chunk: number;
  readonly scratch: number;
  readonly packed: number;
}

/** @param counts - ratings of each row. */
export function shapeOf({ users, movies }: OfSides<Uint32Array>, width: number): AlsShape {
  let longest = 0;
  let ratings = 0;
  for (const count of users) {
    longest = Math.max(longest, count);
    ratings += count;
  }
  for (const count of movies) longest = Math.max(longest, count);
  return { width, rows: { users: users.length, movies: movies.length }, longest, ratings };
}

export function deskSizes({ width, longest, ratings }: AlsShape): DeskSizes {
  return {
    chunk: Math.max(longest, Math.min(CHUNK_CELLS, ratings)),
    scratch: alsScratchLength(width, longest),
    packed: Math.ceil(longest / 4) * 4 * width,
  };
}

/** What a run takes with so many desks. */
export function alsBytes(shape: AlsShape, desks: number): number {
  const { width, rows } = shape;
  const { chunk, scratch, packed } = deskSizes(shape);
  const lengths = [width * width, SHARDS * width * width, 1];
  for (const side of [rows.users, rows.movies]) {
    lengths.push(side + 1, side, side * width + OFF_LINE);
  }
  const desk = 2 * bufferBytes(chunk) + bufferBytes(scratch) + bufferBytes(packed);
  return lengths.reduce((sum, length) => sum + bufferBytes(length), 0) + desks * desk;
}

/**
 * How many desks there is room for in one memory: each has the cells of the longest row, F floats each.
 *
 * @param wanted - from 1.
 * @throws {DataError} if there is none for one.
 */
export function desksThatFit(shape: AlsShape, wanted: number): number {
  const shared = alsBytes(shape, 0);
  const fitting = Math.floor((MOST_WORKSPACE_BYTES - shared) / (alsBytes(shape, 1) - shared));
  if (fitting >= 1) return Math.min(wanted, fitting);
  const { width, longest, rows } = shape;
  throw new DataError(
    `Cannot train: ${width} features for picks of ${rows.users} users and ${rows.movies} films, one of ` +
      `which has ${longest} ratings, take ${gibibytes(alsBytes(shape, 1))} in one memory, and 4 GiB is the ` +
      'most; choose the method weighted-als with lower "factors", or take fewer users',
  );
}

/**
 * Tells before anything is learned whether there will be room.
 *
 * @param counts - ratings of each row.
 * @throws {DataError} if there is none.
 */
export function checkAlsRoom(
  counts: OfSides<Uint32Array>,
  { factors }: { readonly factors: number },
): void {
  desksThatFit(shapeOf(counts, widthOf(factors)), 1);
}

/** Rounded up: what is too much never reads as what is allowed. */
function gibibytes(bytes: number): string {
  return `${(Math.ceil((10 * bytes) / 2 ** 30) / 10).toFixed(1)} GiB`;
}
