import { openPack } from "../io/node-pack.ts";
import type { DataDescription } from "./data-description.ts";
import { describeCounts } from "./data-description.ts";
import { histogramOfCounts } from "./histogram.ts";

/** How a pack lies on the disk. */
export interface PackLayout {
  readonly bytes: number;
  readonly userBlocks: number;
  readonly movieBlocks: number;
  /** Ratings of the largest bucket, and of the largest block of films. */
  readonly largestBucket: number;
  readonly largestMovieBlock: number;
  readonly seed: number;
}

/**
 * What is in a pack, without reading its ratings.
 *
 * @throws {DataError} as `openPack`.
 *
 * Cost: O(U log U + I log I).
 */
export function packDescription(path: string): {
  readonly description: DataDescription;
  readonly layout: PackLayout;
} {
  const pack = openPack(path);
  try {
    const { directory, userCounts, movieCounts, bytes } = pack;
    const { name, ratings, levels, levelCounts, scale, superseded } = directory;
    const given = levels.map((rating, k) => ({ rating, count: levelCounts[k]! }));
    const sum = given.reduce((total, { rating, count }) => total + rating * count, 0);
    const description = describeCounts({
      ...{ name, ratings, scale, superseded, userCounts, movieCounts },
      ...{ catalogue: pack.catalogue(), mean: sum / ratings },
      histogram: histogramOfCounts(scale, given),
    });
    const { userBlocks, movieBlocks, seed } = directory;
    const largestMovieBlock = pack.movieSizes.reduce((most, size) => Math.max(most, size), 0);
    const sizes = { largestBucket: pack.largestBucket(), largestMovieBlock };
    return { description, layout: { bytes, userBlocks, movieBlocks, ...sizes, seed } };
  } finally {
    pack.close();
  }
}
