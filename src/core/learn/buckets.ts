import type { Cells, Workspace } from "../kernels.ts";
import { bufferBytes } from "../kernels.ts";
import { Random } from "../random.ts";
import type { RatingColumns } from "../ratings/ratings.ts";
import type { RowBlocks } from "../ratings/row-blocks.ts";
import type { BucketOrigin, BucketSource, BucketTable } from "./bucket-source.ts";

/** Buckets in memory, 8 bytes a rating. Plain data. */
export interface ResidentBuckets extends BucketOrigin {
  readonly kind: "resident";
  readonly table: BucketTable;
  readonly cells: Uint32Array;
  /** Ratings less their mean, in stars. */
  readonly targets: Float32Array;
}

/** Bytes of workspace that the buckets of `length` ratings take. */
export function residentBytes(length: number): number {
  return 2 * bufferBytes(length);
}

/**
 * Sorts ratings into buckets, within each in the order of the table: they are to be shuffled.
 *
 * Cost: O(N).
 */
export function fillBuckets(
  columns: RatingColumns,
  mean: number,
  users: RowBlocks,
  movies: RowBlocks,
  workspace: Workspace,
): ResidentBuckets {
  const { userIndex, movieIndex, value } = columns;
  const places = [placesOf(users), placesOf(movies)] as const;
  const start = bucketStarts(columns, users, movies, places);
  const cells = workspace.uint32(value.length);
  const targets = workspace.float32(value.length);
  const next = start.slice();
  const [ofUser, ofMovie] = places;
  const movieBlocks = movies.start.length - 1;
  for (let n = 0; n < value.length; n++) {
    const u = ofUser[userIndex[n]!]!;
    const i = ofMovie[movieIndex[n]!]!;
    const at = next[(u >>> 16) * movieBlocks + (i >>> 16)]!++;
    cells[at] = (u << 16) | (i & 0xffff);
    targets[at] = value[n]! - mean;
  }
  const table = { userStart: users.start, movieStart: movies.start, start };
  return { kind: "resident", table, cells, targets };
}

/** Of each index: block · 2¹⁶ + row within the block. */
function placesOf({ rowOf, start }: RowBlocks): Uint32Array {
  const blockOf = new Uint32Array(rowOf.length);
  for (let b = 0; b + 1 < start.length; b++) blockOf.fill(b, start[b], start[b + 1]);
  return rowOf.map((row) => (blockOf[row]! << 16) | (row - start[blockOf[row]!]!));
}

function bucketStarts(
  { userIndex, movieIndex }: RatingColumns,
  users: RowBlocks,
  movies: RowBlocks,
  [ofUser, ofMovie]: readonly [Uint32Array, Uint32Array],
): Float64Array {
  const movieBlocks = movies.start.length - 1;
  const start = new Float64Array((users.start.length - 1) * movieBlocks + 1);
  for (let n = 0; n < userIndex.length; n++) {
    const u = ofUser[userIndex[n]!]! >>> 16;
    start[u * movieBlocks + (ofMovie[movieIndex[n]!]! >>> 16) + 1]!++;
  }
  for (let k = 1; k < start.length; k++) start[k]! += start[k - 1]!;
  return start;
}

/** Buckets in memory as a source. */
export function residentSource(buckets: ResidentBuckets): BucketSource {
  const { table, cells, targets } = buckets;
  return {
    table,
    load(bucket, from, to): Cells {
      const begin = table.start[bucket]!;
      return {
        cells: cells.subarray(begin + from, begin + to),
        targets: targets.subarray(begin + from, begin + to),
      };
    },
    shuffle(bucket, seed): void {
      const [begin, end] = [table.start[bucket]!, table.start[bucket + 1]!];
      const random = new Random((seed ^ Math.imul(bucket, 0x9e3779b9)) >>> 0);
      shuffleCells(cells.subarray(begin, end), targets.subarray(begin, end), random);
    },
  };
}

/** @throws {Error} if they are not in memory. */
export function openResidentBuckets(origin: BucketOrigin): BucketSource {
  if (isResident(origin)) return residentSource(origin);
  throw new Error(`Cannot read ratings: this thread knows no "${origin.kind}"`);
}

function isResident(origin: BucketOrigin): origin is ResidentBuckets {
  return origin.kind === "resident";
}

function shuffleCells(cells: Uint32Array, targets: Float32Array, random: Random): void {
  for (let k = cells.length - 1; k > 0; k--) {
    const other = random.below(k + 1);
    const cell = cells[k]!;
    const target = targets[k]!;
    cells[k] = cells[other]!;
    targets[k] = targets[other]!;
    cells[other] = cell;
    targets[other] = target;
  }
}
