import type { Ratings } from "../ratings/ratings.ts";
import type { SparseRows } from "../ratings/sparse-rows.ts";

/** One side of the ratings as weighted factorisation sees it. Kept and shared: do not change it. */
export interface AlsTable {
  /** Rows + 1. */
  readonly rowStart: Uint32Array;
  /** The other side's row of each cell. */
  readonly otherOf: Uint32Array;
  /** What each cell draws its score to, times its weight. */
  readonly targets: Float32Array;
  /** One a row. */
  readonly ridge: Float32Array;
  /** {@link SHARDS} + 1: shard s has the rows `shardStart[s] … shardStart[s + 1] − 1`. */
  readonly shardStart: Uint32Array;
}

/** Both sides. */
export interface AlsTables {
  readonly users: AlsTable;
  readonly movies: AlsTable;
}

/** The names of the sides. */
export type AlsSideName = keyof AlsTables;

/**
 * Parts of a side that are solved one after the other or in several threads. What rows add up to is
 * summed by shard, so a fixed number of them gives the same bits for any number of threads.
 */
export const SHARDS = 16;

/** What a row costs besides its cells, in cells: its share of G and eight small solves. */
const ROW_COST = 60;

/** How seen cells pull, and how rows are held back. */
export interface AlsWeights {
  readonly regularization: number;
  readonly unseenWeight: number;
  /** What a rating is worth. */
  readonly worth: (rating: number) => number;
}

/** Cost: O(N) time; 16 N bytes. */
export function alsTables(ratings: Ratings, weights: AlsWeights): AlsTables {
  const byUser = ratings.byUser();
  const byMovie = ratings.byMovie();
  return {
    users: tableOf(byUser, filledRows(byMovie), weights),
    movies: tableOf(byMovie, filledRows(byUser), weights),
  };
}

function tableOf(
  { rowStart, colIndex, value }: SparseRows,
  others: number,
  { regularization, unseenWeight, worth }: AlsWeights,
): AlsTable {
  const ridge = new Float32Array(rowStart.length - 1);
  for (let row = 0; row < ridge.length; row++) {
    const count = rowStart[row + 1]! - rowStart[row]!;
    ridge[row] = regularization * (count + unseenWeight * others);
  }
  return {
    rowStart,
    otherOf: colIndex,
    targets: value.map((rating) => (1 + unseenWeight) * worth(rating)),
    ridge,
    shardStart: shardStarts(rowStart),
  };
}

function filledRows({ rowStart }: SparseRows): number {
  let filled = 0;
  for (let row = 1; row < rowStart.length; row++) if (rowStart[row]! > rowStart[row - 1]!) filled++;
  return filled;
}

/** Bounds of shards that cost about the same. */
function shardStarts(rowStart: Uint32Array): Uint32Array {
  const rows = rowStart.length - 1;
  const starts = new Uint32Array(SHARDS + 1).fill(rows);
  const all = rowStart[rows]! + rows * ROW_COST;
  let shard = 0;
  for (let row = 0; row < rows; row++) {
    while (rowStart[row]! + row * ROW_COST >= (shard * all) / SHARDS) starts[shard++] = row;
  }
  return starts;
}
