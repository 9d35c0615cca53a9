import { throwIfAborted } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import type { Kernels } from "../core/kernels.ts";
import type { AlsData } from "../core/learn/als-cells.ts";
import { planOf } from "../core/learn/als-plan.ts";
import { SHARDS } from "../core/learn/als-room.ts";
import { makeRoom } from "../core/learn/als-shared.ts";
import { alsDataOf } from "../core/learn/als-tables.ts";
import type { PicksHead, PicksView } from "../core/learn/learning.ts";
import type { WeightedAlsOptions } from "../core/learn/weighted-als-options.ts";
import type { AlsReport } from "../core/learn/weighted-als.ts";
import { alsHalves, headOf, viewOf } from "../core/learn/weighted-als.ts";
import type { Ratings } from "../core/ratings/ratings.ts";
import { Crew } from "./crew.ts";
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
 * out to threads, shard by shard: nobody begins with a side before all have done with the other.
 *
 * @throws {DataError} as `learnByWeightedAls`.
 * @throws {AbortedError} after the half of a sweep at hand; the threads are ended then.
 * @throws {ReferenceError} where memory cannot be shared.
 *
 * Cost: as `learnByWeightedAls`, parted; F floats more for each thread and cell of the longest row. All is
 * in one memory of 4 GiB at most, so where rows are very long fewer threads are started.
 */
export async function alsInThreads(
  ratings: Ratings,
  settings: Required<WeightedAlsOptions>,
  context: ThreadedAlsContext,
): Promise<PicksHead> {
  const data = alsDataOf(ratings, (bytes) => new SharedArrayBuffer(bytes));
  return await alsOfCellsInThreads(data, settings, context);
}

/**
 * As {@link alsInThreads}, of cells that need not be in memory: each thread opens its own reader.
 *
 * @param data - its `origin` is sent to threads, so what it has in memory should be in shared memory.
 */
export async function alsOfCellsInThreads(
  data: AlsData,
  settings: Required<WeightedAlsOptions>,
  { kernels, threads, signal, onSweep }: ThreadedAlsContext,
): Promise<PicksHead> {
  const plan = planOf(data, settings);
  const wanted = Math.min(threads.count, SHARDS);
  const { shared, workspace } = makeRoom(plan, wanted, (bytes) => kernels.sharedWorkspace(bytes));
  const { memory } = workspace;
  const views: PicksView[] = [];
  const crew = new Crew(threads, shared.desks.length);
  try {
    const { origin } = data;
    crew.tell((desk) => {
      return { kind: "als start", shared, memory, desk, origin, kernels: kernels.name };
    });
    for (const seed of plan.seeds) {
      for (const { report, ...half } of alsHalves(plan, shared, workspace, views.length)) {
        throwIfAborted("Cannot finish training", signal);
        await crew.ask(() => ({ kind: "als half", ...half }));
        if (report !== undefined) onSweep?.(report);
      }
      views.push(viewOf(plan, shared, seed, kernels));
    }
  } finally {
    crew.dismiss();
  }
  return headOf(views, plan);
}
