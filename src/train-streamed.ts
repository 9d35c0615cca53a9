import { DataError } from "./core/errors.ts";
import type { StopSignal } from "./core/errors.ts";
import type { Kernels } from "./core/kernels.ts";
import type { LearnContext } from "./core/learn/descent-steps.ts";
import { descendStreamed, streamedBiasHead } from "./core/learn/learn-streamed.ts";
import type { EpochReport, Learned, PicksHead } from "./core/learn/learning.ts";
import type { StreamedRatings } from "./core/learn/streamed-ratings.ts";
import type { WeightedAlsOptions } from "./core/learn/weighted-als-options.ts";
import type { AlsReport } from "./core/learn/weighted-als.ts";
import { learnFromCells } from "./core/learn/weighted-als.ts";
import { drain } from "./drain.ts";
import type { Learning } from "./methods.ts";
import { alsOfCellsInThreads } from "./parallel/als-in-threads.ts";
import { descendStreamedInThreads } from "./parallel/descend-in-threads.ts";
import type { Threads } from "./parallel/threads.ts";

/** What learning from streamed ratings needs. */
export interface StreamedContext extends LearnContext {
  readonly kernels: Kernels;
  readonly signal: StopSignal | undefined;
  readonly threads: Threads | undefined;
  readonly onEpoch: ((report: EpochReport) => void) | undefined;
  readonly onPicksSweep: ((report: AlsReport) => void) | undefined;
}

/** The stars head, in threads where there are any: then the caller's own stays free. */
export async function learnStreamed(
  { method, settings }: Learning,
  ratings: StreamedRatings,
  context: StreamedContext,
): Promise<Pick<Learned, "head" | "epochs" | "heldOutError" | "halfWidth80">> {
  const { threads, onEpoch } = context;
  if (method === "weighted-als") {
    const found = await drain(streamedBiasHead(ratings, context.signal), undefined);
    return { ...found, epochs: settings.sweeps };
  }
  if (method === "bayesian") {
    throw new DataError(
      "Cannot train: ratings that are read block by block can be learned from by gradient-descent and " +
        "weighted-als, not by bayesian; choose one of these, or load the ratings",
    );
  }
  return threads === undefined
    ? await drain(descendStreamed(ratings, settings, context), onEpoch)
    : await descendStreamedInThreads(ratings, settings, { ...context, threads });
}

/** The picks head. */
export async function learnStreamedPicks(
  { als }: StreamedRatings,
  settings: Required<WeightedAlsOptions>,
  { kernels, signal, threads, onPicksSweep: onSweep }: StreamedContext,
): Promise<PicksHead> {
  return threads === undefined
    ? await drain(learnFromCells(als, settings, { kernels, signal }), onSweep)
    : await alsOfCellsInThreads(als, settings, { kernels, signal, threads, onSweep });
}
