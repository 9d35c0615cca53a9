import type { DataSet } from "../core/catalogue/data-set.ts";
import type { StopSignal } from "../core/errors.ts";
import { throwIfAborted } from "../core/errors.ts";
import { DataError } from "../core/errors.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import { Breath } from "./node-breath.ts";
import { byteCount } from "./node-byte-count.ts";
import type { Pack } from "./node-pack.ts";
import { openPack } from "./node-pack.ts";
import { MAX_RATINGS } from "./rating-rules.ts";

/** How a pack is loaded. */
export interface LoadPackOptions {
  readonly signal?: StopSignal | undefined;
  /** Called from time to time with the ratings read so far. */
  readonly onProgress?: ((ratingsRead: number) => void) | undefined;
  /** More ratings are refused. Default 2²⁸. */
  readonly maxRatings?: number | undefined;
  /** The most that reading holds up the event loop, in milliseconds. Default 30. */
  readonly breathMs?: number | undefined;
}

/** A rating in memory, see `Ratings`. */
const BYTES_A_RATING = 12;
const ACTION = "Cannot read the pack";

/**
 * A pack as a data set in memory. Users and movies are numbered by their rows there, busy ones first in each
 * block; ratings come bucket by bucket. A pack keeps no times.
 * Gives way to the event loop now and then, so that a signal is heard.
 *
 * @throws {DataError} as `openPack`, and if it holds more ratings than memory takes.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: O(N); 12 bytes a rating.
 *
 * @example
 * ```ts no-run
 * const { ratings, catalogue } = await loadPack("ml-25m.pack");
 * ```
 */
export async function loadPack(path: string, options: LoadPackOptions = {}): Promise<DataSet> {
  const pack = openPack(path);
  try {
    return await dataSetOf(pack, options);
  } finally {
    pack.close();
  }
}

async function dataSetOf(
  pack: Pack,
  { signal, onProgress, maxRatings = MAX_RATINGS, breathMs = 30 }: LoadPackOptions,
): Promise<DataSet> {
  const { name, ratings, superseded, scale, levels, movieBlocks } = pack.directory;
  if (ratings > maxRatings) throw tooMany(pack.path, ratings, maxRatings);
  throwIfAborted(ACTION, signal);
  const breath = new Breath(ACTION, breathMs, signal, (progress) => onProgress?.(progress.ratings));
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
    const firstUser = pack.userStart[Math.floor(bucket / movieBlocks)]!;
    const firstMovie = pack.movieStart[bucket % movieBlocks]!;
    const size = pack.readBucket(bucket, buffers);
    for (let n = 0; n < size; n++) {
      const cell = buffers.rows[n]!;
      columns.userIndex[at] = firstUser + (cell >>> 16);
      columns.movieIndex[at] = firstMovie + (cell & 0xffff);
      columns.value[at++] = stars[buffers.levels[n]!]!;
    }
    await breath.take("reading", at, ratings);
  }
  const catalogue = pack.catalogue();
  const table = new Ratings(pack.users(), catalogue.ids, scale, columns, superseded);
  return { name, ratings: table, catalogue, superseded };
}

function tooMany(file: string, ratings: number, most: number): DataError {
  const bytes = byteCount(ratings * BYTES_A_RATING);
  return new DataError(
    `${ACTION}: its ${ratings} ratings would take ${bytes} of memory, and at most ${most} are taken; ` +
      'learn from all of them with "matinee train" and --method gradient-descent or weighted-als, which ' +
      "read them block by block, and for anything else pack the ratings of fewer people",
    { file },
  );
}
