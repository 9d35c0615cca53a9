import type { Catalogue } from "../catalogue/catalogue.ts";
import type { IdMap } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import type { AlsData } from "./als-cells.ts";
import type { BucketOrigin, BucketSource, BucketTable } from "./bucket-source.ts";

/** Where the cells of one bucket go: as long as the largest, in the memory that loops work in. */
export interface BucketRoom {
  readonly cells: Uint32Array;
  readonly targets: Float32Array;
}

/**
 * Ratings that need not be in memory: `train` takes them where it takes a data set, for gradient descent and
 * weighted factorisation. Indices of users and movies are their rows.
 */
export interface StreamedRatings {
  readonly kind: "streamed";
  /** For people, e.g. `MovieLens 25M`. */
  readonly name: string;
  /** N. */
  readonly length: number;
  readonly scale: RatingScale;
  /** μ in stars, as a float of 32 bits. */
  readonly mean: number;
  readonly users: IdMap;
  readonly catalogue: Catalogue;
  /** Ratings of each row. */
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  readonly table: BucketTable;
  /** Buckets for the caller's own thread. */
  buckets(room: BucketRoom): BucketSource;
  /** The same as plain data, for a thread that opens them itself. */
  origin(room: BucketRoom): BucketOrigin;
  /** Rows of either side, for the caller's own thread and for others. */
  readonly als: AlsData;
}

/** Ratings of the largest bucket. */
export function largestBucket({ start }: BucketTable): number {
  let most = 0;
  for (let k = 1; k < start.length; k++) most = Math.max(most, start[k]! - start[k - 1]!);
  return most;
}
