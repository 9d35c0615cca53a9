import type { Model } from "../../core/model/model.ts";
import type { EpochReport } from "../../core/learn/learning.ts";
import { nodeThreads } from "../../parallel/node-threads.ts";
import type { Store } from "../../store/store.ts";
import { train } from "../../train.ts";
import { readStoredRatings } from "./stored-ratings.ts";
import type { TrainJob, TrainProgress } from "./train-messages.ts";

/** Who is told how a training goes. */
export interface TrainListener {
  readonly onProgress: (progress: TrainProgress) => void;
  /** Fulfilled if the model is wanted still. */
  readonly mayStore: () => Promise<void>;
}

/**
 * Learns a model from all that is stored, and stores it beside those that are there.
 *
 * @returns how many ratings counted as the end of the scale that they lie beyond.
 * @throws {DataError} if there are too few ratings.
 * @throws {StoreError} if they cannot be read, or the model not stored.
 */
export async function trainStored(
  store: Pick<Store, "ratingBlocks" | "addModel">,
  job: TrainJob,
  { onProgress, mayStore }: TrainListener,
): Promise<number> {
  const end = endAfter(job.timeLimitSeconds);
  const data = await readStoredRatings(store.ratingBlocks(), {
    ...{ scale: job.scale, movies: job.movies },
    onRead: (count) =>
      onProgress({
        ...{ stage: "reading", ratings: null },
        progress: Math.min(1, count / Math.max(1, job.ratings)),
      }),
  });
  const ratings = data.ratings.length;
  onProgress({ stage: "learning", progress: 0, ratings });
  const model = await train(data, job.options, {
    enough: end,
    threads: nodeThreads(1), // the other cores answer requests
    onEpoch: (report) => onProgress({ stage: "learning", progress: epochsDone(report), ratings }),
    onSweep: ({ sweep, sweeps }) =>
      onProgress({ stage: "learning", progress: sweep / sweeps, ratings }),
    onPicksSweep: ({ sweep, sweeps }) =>
      onProgress({ stage: "picks", progress: sweep / sweeps, ratings }),
  });
  await mayStore();
  onProgress({ stage: "storing", progress: 0, ratings });
  await storeModel(store, job.version, model);
  return data.offScale;
}

async function storeModel(
  store: Pick<Store, "addModel">,
  version: string,
  model: Model,
): Promise<void> {
  const provenance = JSON.stringify(model.provenance);
  await store.addModel({ version, createdAt: Date.now(), provenance }, model.toBytes());
}

/** The search for the number of epochs is half of it, learning once more with everything the other. */
function epochsDone({ phase, epoch, epochs }: EpochReport): number {
  return (phase === "refit" ? 0.5 : 0) + epoch / epochs / 2;
}

function endAfter(seconds: number | undefined): { readonly aborted: boolean } {
  const end = performance.now() + (seconds ?? Infinity) * 1000;
  return {
    get aborted() {
      return performance.now() >= end;
    },
  };
}
