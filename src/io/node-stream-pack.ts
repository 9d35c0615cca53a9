import type { StreamedRatings } from "../core/learn/streamed-ratings.ts";
import type { Pack } from "./node-pack.ts";
import { openPack } from "./node-pack.ts";
import { bucketTableOf, meanOf, packBuckets, packBucketsOrigin } from "./node-pack-buckets.ts";
import { alsDataOfPack } from "./node-pack-cells.ts";

/** Ratings of a pack, read block by block; whoever opened them closes them. */
export interface StreamedPack extends StreamedRatings {
  /** Ratings that a later one of the same user and movie replaced. */
  readonly superseded: number;
  /** Threads close what they have opened when they end. */
  close(): void;
}

/**
 * Opens a pack for `train`, which reads its ratings block by block and never holds all of them.
 *
 * @throws {DataError} naming the file and the remedy, if it is no pack, or damaged.
 *
 * Cost: O(users + movies + buckets) time and memory; about 100 bytes a user and 500 a movie.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "matinee-")), "ratings.pack");
 * await writePack(path, synthesize({ users: 60, movies: 40, ratings: 900 }));
 * const ratings = streamPack(path);
 * const model = await train(ratings, { method: "gradient-descent", factors: 4, epochs: 3 });
 * ratings.close();
 * assert.equal(model.provenance.ratings, 900);
 * ```
 */
export function streamPack(path: string): StreamedPack {
  const pack = openPack(path);
  try {
    return streamOf(pack);
  } catch (error) {
    pack.close();
    throw error;
  }
}

function streamOf(pack: Pack): StreamedPack {
  const { name, ratings, scale, superseded } = pack.directory;
  const mean = meanOf(pack);
  return {
    ...{ kind: "streamed", name, length: ratings, scale, mean, superseded },
    users: pack.users(),
    catalogue: pack.catalogue(),
    userCounts: pack.userCounts,
    movieCounts: pack.movieCounts,
    table: bucketTableOf(pack),
    als: alsDataOfPack(pack),
    buckets: (room) => packBuckets(pack, mean, room),
    origin: (room) => packBucketsOrigin(pack, mean, room),
    close: () => pack.close(),
  };
}
