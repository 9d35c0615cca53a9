import { DataError } from "../errors.ts";
import type { Workspace } from "../kernels.ts";
import { bufferBytes } from "../kernels.ts";
import type { RowBlocks } from "../ratings/row-blocks.ts";
import type { BucketSource } from "./bucket-source.ts";
import { Descent, descentBytes } from "./descent.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import { heldOutOf } from "./resident-descent.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { BucketRoom, StreamedRatings } from "./streamed-ratings.ts";
import { largestBucket } from "./streamed-ratings.ts";

/** A descent over ratings that are loaded bucket by bucket, and all that its members need. */
export interface StreamedDescent<Memory extends Workspace> {
  readonly descent: Descent;
  /** For whoever counts what is held out, and may descend too. */
  readonly source: BucketSource;
  /** One for each other member. */
  readonly rooms: readonly BucketRoom[];
  readonly workspace: Memory;
  readonly heldOut: () => Ratings;
}

/**
 * @param members - how many there are besides the caller.
 * @throws {DataError} if there is no rating.
 *
 * Memory: 4 (U + I)(F + 3) bytes, 4 for each rating held out, and 8 for each of the largest bucket and member.
 */
export function streamedDescent<Memory extends Workspace>(
  ratings: StreamedRatings,
  settings: Required<GradientDescentOptions>,
  members: number,
  makeRoom: (bytes: number) => Memory,
): StreamedDescent<Memory> {
  if (ratings.length === 0) throw new DataError("Cannot train: there is no rating to learn from");
  const { length, table, userCounts, movieCounts, mean, scale } = ratings;
  const users = inPlace(table.userStart);
  const movies = inPlace(table.movieStart);
  const sides = { users, movies, userCounts, movieCounts, mean, scale };
  const most = largestBucket(table);
  const roomBytes = 2 * (members + 1) * bufferBytes(most);
  const workspace = makeRoom(descentBytes(sides, length, settings) + roomBytes);
  const room = (): BucketRoom => {
    return { cells: workspace.uint32(most), targets: workspace.float32(most) };
  };
  const source = ratings.buckets(room());
  const rooms = Array.from({ length: members }, room);
  const descent = new Descent(sides, source, settings, workspace);
  const ids = { users: ratings.users, movies: ratings.catalogue.ids, scale };
  return { descent, source, rooms, workspace, heldOut: () => heldOutOf(descent, ids) };
}

/** Rows that stand where they are. */
function inPlace(start: Uint32Array): RowBlocks {
  return { rowOf: Uint32Array.from({ length: start.at(-1)! }, (_, row) => row), start };
}
