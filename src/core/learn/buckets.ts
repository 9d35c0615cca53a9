import type { Cells, Workspace } from "../kernels.ts";
import type { Random } from "../random.ts";
import type { RatingColumns, Ratings } from "../ratings/ratings.ts";

/** The ratings between one block of users and one block of movies, in random order. */
export interface Bucket extends Cells {
  readonly firstUser: number;
  readonly firstMovie: number;
}

/**
 * Ratings in buckets whose rows of hidden features stay in the second-level cache together, 8 bytes
 * a rating. Measured at 10 M ratings, F = 32, one thread: see docs/performance.md.
 */
export class Buckets {
  readonly buckets: readonly Bucket[];
  readonly blockRows: number;
  readonly length: number;

  /** Bytes of workspace that the buckets of `length` ratings take. */
  static bytes(length: number): number {
    return 2 * (length * 4 + 16);
  }

  constructor(
    ratings: Ratings,
    mean: number,
    blockRows: number,
    workspace: Workspace,
    random: Random,
  ) {
    const columns = Math.ceil(ratings.movieCount / blockRows);
    const rows = Math.ceil(ratings.userCount / blockRows);
    const start = bucketStarts(ratings, blockRows, rows, columns);
    const cells = workspace.uint32(ratings.length);
    const targets = workspace.float32(ratings.length);
    fill(ratings, mean, blockRows, columns, start.slice(), cells, targets);
    const buckets: Bucket[] = [];
    for (let k = 0; k < rows * columns; k++) {
      if (start[k] === start[k + 1]) continue;
      const bucket = {
        firstUser: Math.floor(k / columns) * blockRows,
        firstMovie: (k % columns) * blockRows,
        cells: cells.subarray(start[k], start[k + 1]),
        targets: targets.subarray(start[k], start[k + 1]),
      };
      shuffleCells(bucket, random);
      buckets.push(bucket);
    }
    this.buckets = buckets;
    this.blockRows = blockRows;
    this.length = ratings.length;
  }
}

function bucketStarts(
  { userIndex, movieIndex }: RatingColumns,
  blockRows: number,
  rows: number,
  columns: number,
): Uint32Array {
  const start = new Uint32Array(rows * columns + 1);
  const shift = Math.log2(blockRows);
  for (let n = 0; n < userIndex.length; n++) {
    start[(userIndex[n]! >>> shift) * columns + (movieIndex[n]! >>> shift) + 1]!++;
  }
  for (let k = 0; k < rows * columns; k++) start[k + 1]! += start[k]!;
  return start;
}

function fill(
  { userIndex, movieIndex, value }: RatingColumns,
  mean: number,
  blockRows: number,
  columns: number,
  next: Uint32Array,
  cells: Uint32Array,
  targets: Float32Array,
): void {
  const shift = Math.log2(blockRows);
  const mask = blockRows - 1;
  for (let n = 0; n < value.length; n++) {
    const u = userIndex[n]!;
    const i = movieIndex[n]!;
    const at = next[(u >>> shift) * columns + (i >>> shift)]!++;
    cells[at] = ((u & mask) << 16) | (i & mask);
    targets[at] = value[n]! - mean;
  }
}

function shuffleCells({ cells, targets }: Cells, random: Random): void {
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
