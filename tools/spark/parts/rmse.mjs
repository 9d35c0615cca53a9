// @ts-check
import path from "node:path";
import { writeRatings } from "../rating-files.mjs";
import { ReferenceAls } from "../reference-als.mjs";
import { rmseOf, rmseOfModel } from "../star-error.mjs";
import { costRows, trainTimed } from "../timed-training.mjs";

export const name = "rmse";
export const title = "stars of MovieLens 1M at rank 32, learned on Spark and here";
export const slow = true;

const TEST_SHARE = 0.1;
const SEED = 1;
/** Of `trainOnSpark`: its ridge of a row with n ratings is λ·(n + 50). */
const MORE = 50;
const FACTORS = 32;
const [SWEEPS, MOST_SWEEPS] = [8, 15];
const MOST_OFF = 0.01;

/** @param {import("../part.mjs").PartContext} context @returns {Promise<import("../part.mjs").Row[]>} */
export async function run(context) {
  const matinee = await context.dist("index.js");
  const { openDataSet } = await context.dist("node.js");
  const { SPARK_DEFAULTS } = await context.dist("spark/options.js");
  const { dataSet } = await openDataSet(await context.dataFolder("ml-1m"));
  const split = matinee.splitAtRandom(dataSet.ratings, TEST_SHARE, SEED);
  const file = path.join(context.tempFolder(), "train.parquet");
  writeRatings(file, split.train);
  const cluster = await context.cluster();
  const options = { ratings: file, factors: FACTORS, heldOutShare: 0, views: 1 };
  const timed = await trainTimed(context, cluster, options);
  const spark = rmseOfModel(split.test, timed.trained.model);
  const ours = referenceErrors(split, SPARK_DEFAULTS.regularization, matinee.Random, context.say);
  const descent = await matinee.evaluate(split, { method: "gradient-descent" });
  const off = spark - ours.best;
  return [
    {
      figure: "RMSE, Spark less optimum",
      must: `within ${MOST_OFF}`,
      measured: off.toFixed(5),
      ok: Math.abs(off) <= MOST_OFF,
    },
    { figure: "RMSE by Spark", must: "", measured: spark.toFixed(5) },
    { figure: `reference, ${SWEEPS} sweeps`, must: "", measured: ours.early.toFixed(5) },
    { figure: `reference, ${MOST_SWEEPS} sweeps`, must: "", measured: ours.best.toFixed(5) },
    { figure: "gradient descent", must: "", measured: descent.rmse.toFixed(5) },
    ...costRows(timed),
  ];
}

/** @param {any} split @param {number} regularization @param {any} Random @param {(text: string) => void} say */
function referenceErrors({ train, test }, regularization, Random, say) {
  const random = new Random(SEED);
  const normals = (/** @type {number} */ length) => {
    const out = new Float32Array(length);
    random.fillNormal(out);
    return out;
  };
  const als = new ReferenceAls(train, { factors: FACTORS, regularization, more: MORE, normals });
  let early = NaN;
  for (let sweep = 1; sweep <= MOST_SWEEPS; sweep++) {
    als.sweep();
    if (sweep === SWEEPS) early = rmseOf(test, (user, movie) => als.predict(user, movie));
    say(`  reference, sweep ${sweep}`);
  }
  return { early, best: rmseOf(test, (user, movie) => als.predict(user, movie)) };
}
