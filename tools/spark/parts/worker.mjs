// @ts-check
import { readFileSync } from "node:fs";
import path from "node:path";
import { writeRatings } from "../rating-files.mjs";
import { rmseOfModel } from "../star-error.mjs";
import { trainTimed } from "../timed-training.mjs";

export const name = "worker";
export const title = "a worker killed while Spark learns";
export const slow = true;

const SIZE = { users: 3000, movies: 1500, ratings: 300_000, seed: 3 };
const TEST_SHARE = 0.1;
const MOST_OFF = 0.005;
/** Of a fit, before its first sweep: 110 of 300. */
const MOST_TASKS_BEFORE = 130;

/** @typedef {import("../part.mjs").Row} Row */
/** @typedef {import("../part.mjs").PartContext} PartContext */
/** @typedef {import("../timed-training.mjs").Progress} Progress */
/** @typedef {{ what: string, isDue: (progress: Progress) => boolean }} Moment */

/** @type {readonly Moment[]} */
const MOMENTS = [
  {
    what: "hidden features are fitted",
    isDue: ({ step, tasksDone }) =>
      step === "fit hidden features" && tasksDone >= MOST_TASKS_BEFORE,
  },
  {
    what: "biases are removed",
    isDue: ({ step, tasksDone }) => step === "remove biases" && tasksDone > 0,
  },
];

/** @param {PartContext} context @returns {Promise<Row[]>} */
export async function run(context) {
  const { splitAtRandom, synthesize } = await context.dist("index.js");
  const { train, test } = splitAtRandom(synthesize(SIZE).ratings, TEST_SHARE, 1);
  const file = path.join(context.tempFolder(), "train.parquet");
  writeRatings(file, train);
  const options = { ratings: file, heldOutShare: 0, views: 1 };
  const cluster = await context.cluster();
  context.say("  with all workers");
  const whole = await trainTimed(context, cluster, options);
  const rmse = rmseOfModel(test, whole.trained.model);
  /** @type {Row[]} */
  const rows = [
    {
      figure: "RMSE with all workers",
      must: "",
      measured: `${rmse.toFixed(5)} in ${whole.seconds.toFixed(0)} s`,
    },
  ];
  for (const moment of MOMENTS) {
    const killed = await trainThrough(context, options, moment);
    const off = rmseOfModel(test, killed.model) - rmse;
    rows.push(
      {
        figure: `killed while ${moment.what}: RMSE`,
        must: `within ${MOST_OFF}`,
        measured: `${off >= 0 ? "+" : ""}${off.toFixed(6)}`,
        ok: Math.abs(off) <= MOST_OFF,
      },
      {
        figure: "  executors and tasks lost",
        must: "at least one",
        measured: killed.lost,
        ok: killed.executors > 0 && !killed.lost.startsWith("0"),
      },
      { figure: "  ended after it was killed", must: "", measured: `${killed.after.toFixed(0)} s` },
      { figure: "  killed at", must: "", measured: killed.at },
    );
  }
  return rows;
}

/** @param {PartContext} context @param {object} options @param {Moment} moment */
async function trainThrough(context, options, { what, isDue }) {
  const cluster = await context.cluster();
  context.say(`  a worker is killed while ${what}`);
  /** @type {Promise<{ executors: readonly number[] }> | undefined} */
  let killing;
  let [killedAt, at] = [NaN, ""];
  const { trained } = await trainTimed(context, cluster, options, (progress) => {
    if (killing !== undefined || !isDue(progress)) return;
    const { step, stagesDone, tasksDone, tasks } = progress;
    at = `${step}, ${stagesDone} stages and ${tasksDone} of ${tasks} tasks done`;
    killedAt = performance.now();
    killing = cluster.killWorker(2);
    context.say(`  killed: ${at}`);
  });
  const after = (performance.now() - killedAt) / 1000;
  if (killing === undefined) throw new Error(`Cannot kill a worker while ${what}: it was over`);
  const { executors } = await killing;
  const log = readFileSync(path.join(cluster.logs, "connect"), "utf8");
  const lost = `${count(log, /Lost executor/gu)} executors, ${count(log, /Lost task/gu)} tasks`;
  return { model: trained.model, after, at, lost, executors: executors.length };
}

/** @param {string} text @param {RegExp} pattern */
function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
}
