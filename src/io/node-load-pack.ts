import type { DataSet } from "../core/catalogue/data-set.ts";
import type { StopSignal } from "../core/errors.ts";
import { throwIfAborted } from "../core/errors.ts";
import { DataError } from "../core/errors.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import { byteCount } from "./node-byte-count.ts";
import type { Pack } from "./node-pack.ts";
import { openPack } from "./node-pack.ts";

/** How a pack is loaded. */
export interface LoadPackOptions {
  readonly signal?: StopSignal | undefined;
  /** Called from time to time with the ratings read so far. */
  readonly onProgress?: ((ratingsRead: number) => void) | undefined;
}

/** A rating in memory, see `Ratings`. */
const BYTES_A_RATING = 12;
/** As for files of text: no array could hold many more. */
const MOST_RATINGS = 2 ** 28;

/**
 * A pack as a data set in memory. Users and movies are numbered by their rows there, busy ones first in each
 * block; ratings come bucket by bucket. A pack keeps no times.
 *
 * @throws {DataError} as `openPack`, and if it holds more ratings than memory takes.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: O(N); 12 bytes a rating.
 *
 * @example
 * ```ts no-run
 * const { ratings, catalogue } = loadPack("ml-25m.pack");
 * ```
 */
export function loadPack(path: string, options: LoadPackOptions = {}): DataSet {
  const pack = openPack(path);
  try {
    return dataSetOf(pack, options);
  } finally {
    pack.close();
  }
}

function dataSetOf(pack: Pack, { signal, onProgress }: LoadPackOptions): DataSet {
  const { name, ratings, superseded, scale, levels, movieBlocks } = pack.directory;
  if (ratings > MOST_RATINGS) throw tooMany(pack.path, ratings);
  const columns = {
    userIndex: new Uint32Array(ratings),
    movieIndex: new Uint32Array(ratings),
    value: new Float32Array(ratings),
  };
  const stars = Float32Array.from(levels);
  const most = pack.largestBucket();
  const buffers = { rows: new Uint32Array(most), levels: new Uint8Array(most) };
  let at = 0;
  for (let bucket = 0; bucket < pack.bucketSizes.length; bucket++) {
    throwIfAborted("Cannot read the pack", signal);
    const firstUser = pack.userStart[Math.floor(bucket / movieBlocks)]!;
    const firstMovie = pack.movieStart[bucket % movieBlocks]!;
    const size = pack.readBucket(bucket, buffers);
    for (let n = 0; n < size; n++) {
      const cell = buffers.rows[n]!;
      columns.userIndex[at] = firstUser + (cell >>> 16);
      columns.movieIndex[at] = firstMovie + (cell & 0xffff);
      columns.value[at++] = stars[buffers.levels[n]!]!;
    }
    onProgress?.(at);
  }
  const catalogue = pack.catalogue();
  const table = new Ratings(pack.users(), catalogue.ids, scale, columns, superseded);
  return { name, ratings: table, catalogue, superseded };
}

function tooMany(file: string, ratings: number): DataError {
  const bytes = byteCount(ratings * BYTES_A_RATING);
  return new DataError(
    `Cannot read the pack: its ${ratings} ratings would take ${bytes} of memory; only ` +
      '"matinee train" with --method gradient-descent or weighted-als reads so many, block by block',
    { file },
  );
}
