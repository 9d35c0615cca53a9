// @ts-check
import path from "node:path";
import { writeRatings } from "../rating-files.mjs";
import { rmseOfModel } from "../star-error.mjs";
import { costRows, trainTimed } from "../timed-training.mjs";

export const name = "large";
export const title = "five million ratings on two workers";
export const slow = true;

/** As many ratings of a person and of a film as MovieLens 10M has. */
const SIZE = { users: 35_000, movies: 10_000, ratings: 5_000_000, seed: 1 };
const TEST_SHARE = 0.002;
const [DRIVER, EXECUTOR] = ["2g", "2g"];
const MOST_SECONDS = 600;
const MOST_GB = 12;

/** @param {import("../part.mjs").PartContext} context @returns {Promise<import("../part.mjs").Row[]>} */
export async function run(context) {
  const { synthesize, splitAtRandom } = await context.dist("index.js");
  const { ratings } = synthesize({ ...SIZE, ratings: Math.ceil(SIZE.ratings / (1 - TEST_SHARE)) });
  const { train, test } = splitAtRandom(ratings, TEST_SHARE, 1);
  const file = path.join(context.tempFolder(), "ratings.parquet");
  writeRatings(file, train);
  const memory = { driverMemory: DRIVER, executorMemory: EXECUTOR };
  const cluster = await context.startAnother(memory);
  const options = { ratings: file };
  const timed = await trainTimed(context, cluster, options);
  const gigabytes = cluster.mostMemory() / 2 ** 30;
  const { seconds } = timed;
  return [
    {
      figure: "seconds",
      must: `at most ${MOST_SECONDS}`,
      measured: seconds.toFixed(0),
      ok: seconds <= MOST_SECONDS,
    },
    {
      figure: "memory of all of Spark's processes",
      must: `at most ${MOST_GB} GB`,
      measured: `${gigabytes.toFixed(1)} GB`,
      ok: gigabytes <= MOST_GB,
    },
    { figure: "ratings", must: "", measured: String(train.length) },
    {
      figure: "microseconds a rating",
      must: "",
      measured: ((seconds / train.length) * 1e6).toFixed(1),
    },
    {
      figure: "RMSE on others",
      must: "",
      measured: rmseOfModel(test, timed.trained.model).toFixed(4),
    },
    ...costRows(timed),
  ];
}
