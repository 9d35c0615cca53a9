import type { Workspace } from "../kernels.ts";
import type { AlsSideName, OfSides } from "./als-cells.ts";
import type { AlsPlan } from "./als-plan.ts";
import { filledRows } from "./als-plan.ts";
import type { DeskSizes } from "./als-room.ts";
import { OFF_LINE, SHARDS, alsBytes, deskSizes, desksThatFit, shapeOf } from "./als-room.ts";
import { STARS_OF_WORTH } from "./worth.ts";

/** What a row costs besides its cells, in cells: its share of G and its small solves. */
const ROW_COST = 30;

/** One side of the factors, and what is known of its rows. */
export interface AlsSharedSide {
  /** Rows + 1. */
  readonly rowStart: Uint32Array;
  /** One a row. */
  readonly ridge: Float32Array;
  /** Rows×F. */
  readonly rows: Float32Array;
  /** {@link SHARDS} + 1: shard s has the rows `shardStart[s] … shardStart[s + 1] − 1`. */
  readonly shardStart: Uint32Array;
}

/** What one thread writes to alone. */
export interface AlsDesk {
  readonly otherOf: Uint32Array;
  readonly stars: Float32Array;
  readonly scratch: Float32Array;
  readonly packed: Float32Array;
}

/** All that solving takes, but for cells: plain data in one workspace, which threads may share. */
export interface AlsShared {
  /** F with padding. */
  readonly width: number;
  /** c and a: a cell's score is drawn to max(0, (stars − c)·a). */
  readonly neutral: number;
  readonly worth: number;
  readonly sides: OfSides<AlsSharedSide>;
  /** F×F: Σ q·qᵀ over the other side's rows times what an unseen cell weighs. */
  readonly gram: Float32Array;
  /** {@link SHARDS} times F×F: Σ p·pᵀ of the rows of each shard, in the upper half of 8×8 blocks. */
  readonly grams: Float32Array;
  /** One number: the next shard that nobody has taken. */
  readonly next: Uint32Array;
  /** One a thread. */
  readonly desks: readonly AlsDesk[];
}

/**
 * Makes room for a run.
 *
 * @param wanted - how many threads are to work on it.
 * @param workspaceOf - makes a workspace of so many bytes.
 * @returns the room, ridges and starts filled in, and its workspace; desks for as many threads as there is
 *   room for.
 * @throws {DataError} if there is no room for one.
 */
export function makeRoom<W extends Workspace>(
  plan: AlsPlan,
  wanted: number,
  workspaceOf: (bytes: number) => W,
): { readonly shared: AlsShared; readonly workspace: W } {
  const { width, settings, unseenWeight } = plan;
  const { users, movies } = plan.data.rowStart;
  const shape = shapeOf({ users: countsOf(users), movies: countsOf(movies) }, width);
  const desks = desksThatFit(shape, wanted);
  const sizes = deskSizes(shape);
  const workspace = workspaceOf(alsBytes(shape, desks));
  const shared = {
    width,
    neutral: settings.neutral,
    worth: (1 + unseenWeight) / STARS_OF_WORTH,
    sides: { users: sideOf(plan, "users", workspace), movies: sideOf(plan, "movies", workspace) },
    gram: workspace.float32(width * width),
    grams: workspace.float32(SHARDS * width * width),
    next: workspace.uint32(1),
    desks: Array.from({ length: desks }, () => deskOf(sizes, workspace)),
  };
  return { shared, workspace };
}

function deskOf({ chunk, scratch, packed }: DeskSizes, workspace: Workspace): AlsDesk {
  return {
    otherOf: workspace.uint32(chunk),
    stars: workspace.float32(chunk),
    scratch: workspace.float32(scratch),
    packed: workspace.float32(packed),
  };
}

/** Rows from the beginning of a cache line on: each is then in as few of them as can be. */
function alignedRows(rows: number, width: number, workspace: Workspace): Float32Array {
  const room = workspace.float32(rows * width + OFF_LINE);
  const off = (64 - (room.byteOffset % 64)) % 64;
  return room.subarray(off / 4, off / 4 + rows * width);
}

function sideOf(plan: AlsPlan, side: AlsSideName, workspace: Workspace): AlsSharedSide {
  const { settings, unseenWeight, width, data } = plan;
  const given = data.rowStart[side];
  const others = filledRows(data.rowStart[side === "users" ? "movies" : "users"]);
  const rowStart = workspace.uint32(given.length);
  const ridge = workspace.float32(given.length - 1);
  rowStart.set(given);
  for (let row = 0; row < ridge.length; row++) {
    const count = given[row + 1]! - given[row]!;
    ridge[row] = settings.regularization * (count + unseenWeight * others);
  }
  const rows = alignedRows(ridge.length, width, workspace);
  return { rowStart, ridge, rows, shardStart: shardStarts(given) };
}

/** Cells of each row. */
function countsOf(rowStart: Uint32Array): Uint32Array {
  return rowStart.subarray(1).map((end, row) => end - rowStart[row]!);
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
