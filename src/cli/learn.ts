import type { DataSet, Model, TrainOptions } from "../index.ts";
import { train } from "../index.ts";
import type { Run } from "./run.ts";
import { TrainingProgress } from "./training-progress.ts";

/** Learns with a live line, and says in one line what was learned. */
export async function learn(run: Run, data: DataSet, options: TrainOptions): Promise<Model> {
  const progress = new TrainingProgress(run.screen);
  const { signal } = run.io;
  const model = await train(data, options, { signal, onEpoch: progress.onEpoch });
  progress.finish(model);
  return model;
}
