import { modelAttribute } from "./connect/relations.ts";
import type { Estimator, FittedModel, SparkSession } from "./connect/session.ts";
import { columnValues } from "./read-rows.ts";

const ALS = "org.apache.spark.ml.recommendation.ALS";

/** What MLlib's ALS is told, for stars and for picks. */
export interface AlsSettings {
  readonly factors: number;
  readonly sweeps: number;
  readonly regularization: number;
  readonly seed: number;
  /** How many there will be, about. */
  readonly entries: number;
}

/**
 * Rows are solved in so many blocks of either side. Each sends its features to all that need them, so few blocks send less; but no more
 * cores than blocks have work. It depends on the data alone, so the start is the same on every cluster.
 */
const ENTRIES_OF_A_BLOCK = 2_000_000;
const LEAST_BLOCKS = 4;

/** MLlib's ALS over the columns `user`, `item` and `rating`. */
export function alsEstimator(
  { factors, sweeps, regularization, seed, entries }: AlsSettings,
  more: Estimator["params"],
): Estimator {
  const blocks = Math.max(LEAST_BLOCKS, Math.ceil(entries / ENTRIES_OF_A_BLOCK));
  return {
    name: ALS,
    params: {
      rank: { int: factors },
      maxIter: { int: sweeps },
      regParam: { double: regularization },
      seed: { long: seed },
      numUserBlocks: { int: blocks },
      numItemBlocks: { int: blocks },
      userCol: { string: "user" },
      itemCol: { string: "item" },
      ratingCol: { string: "rating" },
      ...more,
    },
  };
}

/**
 * Rows×F features of a fitted model; 0 for a row that it does not know. Rows beyond, which stand for nobody, are left out.
 *
 * Cost: 4·rows·F bytes, streamed.
 */
export async function readFeatures(
  session: SparkSession,
  step: string,
  model: FittedModel,
  side: "itemFactors" | "userFactors",
  rows: number,
  factors: number,
): Promise<Float32Array> {
  const out = new Float32Array(rows * factors);
  for await (const batch of session.batches(step, modelAttribute(model, side))) {
    const ids = columnValues(batch, "id") as ArrayLike<number>;
    const features = columnValues(batch, "features") as ArrayLike<ArrayLike<number>>;
    for (let k = 0; k < ids.length; k++) {
      if (ids[k]! < rows) out.set(features[k]!, ids[k]! * factors);
    }
  }
  return out;
}
