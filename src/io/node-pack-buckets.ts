import type { BucketOrigin, BucketSource, BucketTable } from "../core/learn/bucket-source.ts";
import type { BucketRoom } from "../core/learn/streamed-ratings.ts";
import type { Pack } from "./node-pack.ts";
import type { PackIdentity } from "./node-reopen-pack.ts";
import { identityOf, reopenPack } from "./node-reopen-pack.ts";

/** Buckets of a pack as plain data, by which a thread opens them anew. */
export interface PackBucketsOrigin extends BucketOrigin, PackIdentity {
  readonly kind: "pack";
  readonly mean: number;
  /** In shared memory. */
  readonly room: BucketRoom;
}

/** Whether it is a pack that buckets are to be loaded from. */
export function isPackBuckets(origin: BucketOrigin): origin is PackBucketsOrigin {
  return origin.kind === "pack";
}

/** Buckets of this very pack as plain data. */
export function packBucketsOrigin(pack: Pack, mean: number, room: BucketRoom): PackBucketsOrigin {
  return { kind: "pack", ...identityOf(pack), mean, room };
}

/**
 * Opens the pack that an origin names.
 *
 * @throws {DataError} as `reopenPack`.
 */
export function openPackBuckets(origin: PackBucketsOrigin): BucketSource {
  return packBuckets(reopenPack(origin), origin.mean, origin.room);
}

/** How ratings lie in the buckets of a pack. */
export function bucketTableOf({ userStart, movieStart, bucketSizes }: Pack): BucketTable {
  const start = new Float64Array(bucketSizes.length + 1);
  for (let k = 0; k < bucketSizes.length; k++) start[k + 1] = start[k]! + bucketSizes[k]!;
  return { userStart, movieStart, start };
}

/**
 * The buckets of a pack, each read when it is asked for. They lie there in random order: {@link
 * BucketSource.shuffle} leaves them as they are.
 *
 * @param mean - μ in stars, as a float of 32 bits: taken off each rating.
 * @param room - written over by each load.
 *
 * Cost: two reads a load, 5 bytes a rating.
 */
export function packBuckets(
  pack: Pack,
  mean: number,
  { cells, targets }: BucketRoom,
): BucketSource {
  const levels = new Uint8Array(cells.length);
  const into = { rows: cells, levels };
  const target = Float32Array.from(pack.directory.levels, (stars) => Math.fround(stars) - mean);
  return {
    table: bucketTableOf(pack),
    load(bucket, from, to) {
      const size = pack.readBucket(bucket, into, from, to);
      for (let n = 0; n < size; n++) targets[n] = target[levels[n]!]!;
      return { cells: cells.subarray(0, size), targets: targets.subarray(0, size) };
    },
    shuffle: () => undefined,
  };
}

/** The mean rating of a pack in stars, as a float of 32 bits. */
export function meanOf({ directory: { levels, levelCounts, ratings } }: Pack): number {
  return Math.fround(levels.reduce((sum, stars, k) => sum + stars * levelCounts[k]!, 0) / ratings);
}
