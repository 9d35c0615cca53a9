import type { DataSet, TrainContext, TrainOptions } from "../../../index.ts";
import { AbortedError, train } from "../../../index.ts";

/**
 * Training as the library does it, up to where the features are learned: the picks head, which comes last
 * and takes longer, is of no use where there is nobody to pick for.
 *
 * @throws as `train`.
 */
export async function trainFeatures(
  dataSet: DataSet,
  options: TrainOptions & { readonly method: "gradient-descent" },
  context: TrainContext,
): Promise<void> {
  let isDone = false;
  const { signal, onEpoch } = context;
  const until = {
    get aborted(): boolean {
      return isDone || signal?.aborted === true;
    },
  };
  try {
    await train(dataSet, options, {
      ...context,
      signal: until,
      onEpoch: (report) => {
        onEpoch?.(report);
        isDone ||= report.phase === "refit" && report.epoch === report.epochs;
      },
      onPicksSweep: () => (isDone = true), // with nothing held out there is no second phase
    });
  } catch (error) {
    if (!(isDone && error instanceof AbortedError)) throw error;
  }
}
