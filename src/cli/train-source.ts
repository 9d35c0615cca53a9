import type { DataSet, TrainContext, TrainOptions } from "../index.ts";
import { findDataSet } from "../io/node-data-sets.ts";
import { isPack } from "../io/node-pack.ts";
import type { StreamedPack } from "../io/node-stream-pack.ts";
import { streamPack } from "../io/node-stream-pack.ts";
import { openData, ratedMovies, tellRead } from "./open-data.ts";
import type { Run } from "./run.ts";
import type { SamplingFlags } from "./sampling-run.ts";
import { withSampling } from "./sampling-run.ts";
import { counted } from "./terminal/numbers.ts";

/** What a model is learned from. */
export interface TrainSource {
  /** Of the data, to be told: films with a rating, and ratings that were replaced. */
  readonly movies: number;
  readonly superseded: number;
  readonly data: DataSet | StreamedPack;
  /** Runs `work` with what the flags say of threads, time and a checkpoint. */
  run<T>(work: (context: Pick<TrainContext, "threads">) => Promise<T>): Promise<T>;
  close(): void;
}

/** What was typed about the data and the run. */
export interface TrainSourceFlags extends SamplingFlags {
  readonly data: string;
}

/**
 * Opens the data to be learned from. A pack is streamed where the method can do so: measured, an epoch takes
 * a tenth longer than from memory, and the ratings take none.
 */
export async function openTrainSource(
  run: Run,
  flags: TrainSourceFlags,
  options: TrainOptions,
): Promise<TrainSource> {
  const { method } = options;
  const { env, cwd } = run.io;
  const found = flags.data.trim() === "" ? undefined : await findDataSet(flags.data, { env, cwd });
  if (found !== undefined && method !== undefined && method !== "bayesian" && isPack(found.path)) {
    return streamed(run, flags, streamPack(found.path), found.path);
  }
  const opened = await openData(run, flags.data);
  const { dataSet, files } = opened;
  await files.close();
  tellRead(run, opened);
  return {
    movies: ratedMovies(dataSet), // as data describe counts them
    superseded: dataSet.superseded,
    data: dataSet,
    run: (work) =>
      withSampling({ run, flags, dataSet, command: "train", options }, (contextOf) =>
        work(contextOf("train")),
      ),
    close: () => undefined,
  };
}

function streamed(
  { io, screen }: Run,
  { threads }: SamplingFlags,
  data: StreamedPack,
  path: string,
): TrainSource {
  screen.progress.finish(`Streaming ${counted(data.length, "rating")} from ${path}`);
  return {
    movies: data.movieCounts.filter((count) => count > 0).length,
    superseded: data.superseded,
    data,
    run: (work) => work({ threads: io.threads?.(threads) }),
    close: () => data.close(),
  };
}
