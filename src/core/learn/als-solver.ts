import type { AlsSide } from "../als-kernels.ts";
import { ALS_SCRATCH } from "../als-kernels.ts";
import type { Kernels, Workspace } from "../kernels.ts";
import { bufferBytes } from "../kernels.ts";
import type { AlsSideName, AlsTable, AlsTables } from "./als-tables.ts";

/** Half a sweep: one side is to be solved against the other. */
export interface HalfSweep {
  readonly side: AlsSideName;
  /** F×F: Σ q·qᵀ over the other side's rows times what an unseen cell weighs. */
  readonly gram: Float32Array;
  /** Whether this side has no features yet. */
  readonly isFirst: boolean;
}

/** Shards from `first` to `end` − 1. */
export interface ShardRange {
  readonly first: number;
  readonly end: number;
}

/** Solves rows of some shards, whose cells alone it holds; of factors it holds all. */
export class AlsSolver {
  /** U×F and I×F; written by {@link solve} in its own rows, to be kept up to date in all others. */
  readonly factors: Readonly<Record<AlsSideName, Float32Array>>;
  readonly #width: number;
  readonly #tables: AlsTables;
  readonly #shards: ShardRange;
  readonly #workspace: Workspace;
  readonly #sides: Readonly<Record<AlsSideName, AlsSide>>;
  readonly #shardGram: Float32Array;

  /** @param width - F, a multiple of 8. */
  constructor(tables: AlsTables, shards: ShardRange, width: number, kernels: Kernels) {
    const workspace = kernels.workspace(bytesFor(tables, shards, width));
    const users = workspace.float32(rowsOf(tables.users) * width);
    const movies = workspace.float32(rowsOf(tables.movies) * width);
    const longest = Math.max(longestRow(tables.users, shards), longestRow(tables.movies, shards));
    const common = {
      gram: workspace.float32(width * width),
      scratch: workspace.float32(ALS_SCRATCH + longest),
      packed: workspace.float32(longest * width),
    };
    this.factors = { users, movies };
    this.#width = width;
    this.#tables = tables;
    this.#shards = shards;
    this.#workspace = workspace;
    this.#shardGram = workspace.float32(width * width);
    this.#sides = {
      users: {
        ...ownCells(tables.users, shards, workspace),
        ...common,
        rows: users,
        others: movies,
      },
      movies: {
        ...ownCells(tables.movies, shards, workspace),
        ...common,
        rows: movies,
        others: users,
      },
    };
  }

  /** The rows of a side that this solver solves, [first, end). */
  ownRows(side: AlsSideName): readonly [number, number] {
    return rangeOf(this.#tables[side], this.#shards);
  }

  /**
   * Solves the own rows of a side, each against the other side's factors as they are.
   *
   * @param half - of which `gram` is borrowed. Rows are moved from where they are, or from 0 if
   *   `isFirst`.
   * @returns Σ p·pᵀ of each own shard, F×F one after the other, in the upper half of 8×8 blocks.
   */
  solve({ side, gram, isFirst }: HalfSweep): Float32Array {
    const own = this.#sides[side];
    own.gram.set(gram);
    if (isFirst) own.rows.fill(0);
    const { first, end } = this.#shards;
    const size = this.#width * this.#width;
    const grams = new Float32Array((end - first) * size);
    for (let shard = first; shard < end; shard++) {
      const [from, to] = rangeOf(this.#tables[side], { first: shard, end: shard + 1 });
      this.#workspace.solveRows(own, from, to, this.#width);
      this.#workspace.addGram(this.#shardGram.fill(0), own.rows, from, to, this.#width);
      grams.set(this.#shardGram, (shard - first) * size);
    }
    return grams;
  }
}

function ownCells(
  table: AlsTable,
  shards: ShardRange,
  workspace: Workspace,
): Pick<AlsSide, "rowStart" | "otherOf" | "targets" | "ridge"> {
  const { rowStart, otherOf, targets, ridge } = table;
  const [from, to] = rangeOf(table, shards);
  const [begin, end] = [rowStart[from]!, rowStart[to]!];
  const own = {
    rowStart: workspace.uint32(rowStart.length),
    otherOf: workspace.uint32(end - begin),
    targets: workspace.float32(end - begin),
    ridge: workspace.float32(ridge.length),
  };
  for (let row = from; row <= to; row++) own.rowStart[row] = rowStart[row]! - begin;
  own.otherOf.set(otherOf.subarray(begin, end));
  own.targets.set(targets.subarray(begin, end));
  own.ridge.set(ridge);
  return own;
}

function rangeOf({ shardStart }: AlsTable, { first, end }: ShardRange): readonly [number, number] {
  return [shardStart[first]!, shardStart[end]!];
}

function rowsOf({ ridge }: AlsTable): number {
  return ridge.length;
}

function longestRow(table: AlsTable, shards: ShardRange): number {
  const [from, to] = rangeOf(table, shards);
  let longest = 0;
  for (let row = from; row < to; row++) {
    longest = Math.max(longest, table.rowStart[row + 1]! - table.rowStart[row]!);
  }
  return longest;
}

function bytesFor(tables: AlsTables, shards: ShardRange, width: number): number {
  const { users, movies } = tables;
  const longest = Math.max(longestRow(users, shards), longestRow(movies, shards));
  const ofSide = (table: AlsTable): number => {
    const [from, to] = rangeOf(table, shards);
    const cells = table.rowStart[to]! - table.rowStart[from]!;
    const rows = rowsOf(table);
    return [rows * width, rows + 1, rows, cells, cells].reduce((sum, n) => sum + bufferBytes(n), 0);
  };
  const common = [2 * width * width, ALS_SCRATCH + longest, longest * width];
  return common.reduce((sum, n) => sum + bufferBytes(n), ofSide(users) + ofSide(movies));
}
