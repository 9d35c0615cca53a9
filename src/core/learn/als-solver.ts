import type { AlsCourse, AlsLoops, AlsSide } from "../als-kernels.ts";
import type { AlsCells, AlsSideName, OfSides } from "./als-cells.ts";
import { SHARDS } from "./als-room.ts";
import type { AlsDesk, AlsShared } from "./als-shared.ts";

/** Half a sweep: one side is to be solved against the other. */
export interface HalfSweep {
  readonly side: AlsSideName;
  readonly course: AlsCourse;
  /** Whether this side has no features yet. */
  readonly isFirst: boolean;
}

/** Solves rows, shard by shard, of cells that are handed to it. One a thread. */
export class AlsSolver {
  readonly #shared: AlsShared;
  readonly #desk: AlsDesk;
  readonly #cells: AlsCells;
  readonly #loops: AlsLoops;
  readonly #sides: OfSides<AlsSide>;

  /**
   * @param desk - which of the desks of `shared` is this thread's.
   * @param cells - opened for this thread.
   * @param loops - over the workspace of `shared`.
   */
  constructor(shared: AlsShared, desk: number, cells: AlsCells, loops: AlsLoops) {
    this.#shared = shared;
    this.#desk = shared.desks[desk]!;
    this.#cells = cells;
    this.#loops = loops;
    this.#sides = { users: this.#sideOf("users"), movies: this.#sideOf("movies") };
  }

  /**
   * Solves shards of a side that nobody has taken, until there is none, each row against the other side
   * as it is; writes what their rows add up to.
   */
  solve({ side, isFirst, course }: HalfSweep): void {
    const { sides, next } = this.#shared;
    const { shardStart, rows } = sides[side];
    const { width } = this.#shared;
    for (;;) {
      const shard = Atomics.add(next, 0, 1);
      if (shard >= SHARDS) return;
      const [first, end] = [shardStart[shard]!, shardStart[shard + 1]!];
      if (isFirst) rows.fill(0, first * width, end * width);
      this.#solveRows(side, first, end, course);
      addShardGram(this.#shared, side, shard, this.#loops);
    }
  }

  /** As many rows at a time as there is room for their cells. */
  #solveRows(side: AlsSideName, first: number, end: number, course: AlsCourse): void {
    const { rowStart } = this.#shared.sides[side];
    const room = this.#desk.otherOf.length;
    for (let begin = first, stop = first; begin < end; begin = stop) {
      while (stop < end && rowStart[stop + 1]! - rowStart[begin]! <= room) stop++;
      this.#cells.read(side, begin, stop, this.#desk);
      this.#loops.solveRows(this.#sides[side], begin, stop, this.#shared.width, course);
    }
  }

  #sideOf(side: AlsSideName): AlsSide {
    const { sides, gram, neutral, worth } = this.#shared;
    const others = sides[side === "users" ? "movies" : "users"].rows;
    return { ...sides[side], ...this.#desk, others, gram, neutral, worth };
  }
}

/** Writes Σ p·pᵀ over the rows of a shard. */
export function addShardGram(
  { width, sides, grams }: AlsShared,
  side: AlsSideName,
  shard: number,
  loops: AlsLoops,
): void {
  const { shardStart, rows } = sides[side];
  const size = width * width;
  const gram = grams.subarray(shard * size, (shard + 1) * size).fill(0);
  loops.addGram(gram, rows, shardStart[shard]!, shardStart[shard + 1]!, width);
}
