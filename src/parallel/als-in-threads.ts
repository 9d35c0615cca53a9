import { throwIfAborted } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import type { Kernels } from "../core/kernels.ts";
import type { AlsSideName, AlsTable, AlsTables } from "../core/learn/als-tables.ts";
import { SHARDS } from "../core/learn/als-tables.ts";
import type { PicksHead, PicksView } from "../core/learn/learning.ts";
import type { WeightedAlsOptions } from "../core/learn/weighted-als-options.ts";
import type { AlsHalf, AlsReport } from "../core/learn/weighted-als.ts";
import { alsHalves, headOf, planOf, startingRows, viewOf } from "../core/learn/weighted-als.ts";
import type { Ratings } from "../core/ratings/ratings.ts";
import { Crew } from "./crew.ts";
import { canShare, shared } from "./shared-memory.ts";
import type { Threads } from "./threads.ts";

/** What weighted factorisation in threads needs besides its options. */
export interface ThreadedAlsContext {
  readonly kernels: Kernels;
  readonly threads: Threads;
  readonly signal?: StopSignal | undefined;
  readonly onSweep?: ((report: AlsReport) => void) | undefined;
}

/**
 * As `learnByWeightedAls`, and with the same result bit for bit, but with the rows of each side shared
 * out to threads: nobody begins with a side before all have done with the other.
 *
 * @throws {DataError} as `learnByWeightedAls`.
 * @throws {AbortedError} after the half of a sweep at hand; the threads are ended then.
 *
 * Cost: as `learnByWeightedAls`, parted; 4 (U + I)·F bytes more for each thread.
 */
export async function alsInThreads(
  ratings: Ratings,
  settings: Required<WeightedAlsOptions>,
  { kernels, threads, signal, onSweep }: ThreadedAlsContext,
): Promise<PicksHead> {
  const plan = planOf(ratings, settings);
  const { width } = plan;
  const tables = sharedTables(plan.tables);
  const factors = {
    users: shared(Float32Array, new Float32Array(tables.users.ridge.length * width)),
    movies: shared(Float32Array, new Float32Array(tables.movies.ridge.length * width)),
  };
  const views: PicksView[] = [];
  const crew = new AlsCrew(threads, tables, width, kernels.name);
  try {
    for (const seed of plan.seeds) {
      factors.movies.set(startingRows(plan, seed));
      const halves = alsHalves(factors.movies, plan, views.length);
      let half = halves.next();
      while (half.done !== true) {
        throwIfAborted("Cannot finish training", signal);
        const grams = await crew.solve(half.value, factors);
        if (half.value.report !== undefined) onSweep?.(half.value.report);
        half = halves.next(grams);
      }
      views.push(viewOf(ratings, factors.movies, plan, seed));
    }
  } finally {
    crew.dismiss();
  }
  return headOf(views, plan);
}

type Factors = Readonly<Record<AlsSideName, Float32Array>>;

/** Threads, each with shards of its own. */
class AlsCrew {
  readonly #crew: Crew;
  readonly #bounds: readonly number[];
  readonly #tables: AlsTables;
  readonly #width: number;

  constructor(threads: Threads, tables: AlsTables, width: number, kernels: "js" | "wasm-simd") {
    const count = Math.min(threads.count, SHARDS);
    this.#tables = tables;
    this.#width = width;
    this.#bounds = Array.from({ length: count + 1 }, (_, k) => Math.round((k * SHARDS) / count));
    this.#crew = new Crew(threads, count);
    this.#crew.tell((member) => {
      const shards = { first: this.#bounds[member]!, end: this.#bounds[member + 1]! };
      return { kind: "als start", tables, shards, width, kernels };
    });
  }

  /** Solves one side. @returns what its shards add up to, in their order. */
  async solve({ side, gram, isFirst }: AlsHalf, factors: Factors): Promise<Float32Array> {
    const size = this.#width * this.#width;
    const grams = new Float32Array(SHARDS * size);
    const others = factors[side === "users" ? "movies" : "users"];
    const rows = canShare() ? factors[side] : undefined;
    const order = { kind: "als half", side, gram, isFirst, others, rows } as const;
    for (const [member, news] of (await this.#crew.ask(() => order)).entries()) {
      if (news.kind !== "als rows") continue;
      grams.set(news.grams, this.#bounds[member]! * size);
      if (news.rows !== undefined) factors[side].set(news.rows, this.#firstRow(side, member));
    }
    return grams;
  }

  dismiss(): void {
    this.#crew.dismiss();
  }

  /** Where the rows of a thread begin among the side's floats. */
  #firstRow(side: AlsSideName, member: number): number {
    return this.#tables[side].shardStart[this.#bounds[member]!]! * this.#width;
  }
}

function sharedTables({ users, movies }: AlsTables): AlsTables {
  return { users: sharedTable(users), movies: sharedTable(movies) };
}

function sharedTable({ rowStart, otherOf, targets, ridge, shardStart }: AlsTable): AlsTable {
  return {
    rowStart: shared(Uint32Array, rowStart),
    otherOf: shared(Uint32Array, otherOf),
    targets: shared(Float32Array, targets),
    ridge: shared(Float32Array, ridge),
    shardStart: shared(Uint32Array, shardStart),
  };
}
