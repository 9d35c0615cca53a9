// @ts-check
// One fresh process: node bench/runs/gradient-descent.mjs PROBLEM. Prints JSON: what it took from ratings
// in memory to the finished head, WebAssembly compiling included, and the error on the held-out part.
import { fastestKernels, learnByGradientDescent } from "../../dist/index.js";
import { nodeThreads } from "../../dist/node.js";
import { problemGiven, startClock, tell } from "../measure.mjs";
import { readRatings } from "../ratings-file.mjs";

/**
 * @typedef {object} DescentProblem
 * @property {import("../ratings-file.mjs").RatingsFile} train
 * @property {import("../ratings-file.mjs").RatingsFile} [test]
 * @property {Options} options
 * @property {number} threads
 * @property {boolean} [warm] - learn twenty times before, which does not count.
 * @property {{ few: number, many: number }} [between] - learn twice, and tell of an epoch between the two.
 */
/** @typedef {import("../../dist/index.js").Ratings} Ratings */
/** @typedef {import("../../dist/index.js").Learned} Learned */
/** @typedef {import("../../dist/index.js").GradientDescentOptions} Options */

const WARM_UP = 20;
const NONE = { ms: NaN, cpuMs: NaN, peakMb: NaN };

/** @type {DescentProblem} */
const { train, test, options, threads, between, warm = false } = problemGiven();
const ratings = readRatings(train);
const learn = threads === 1 ? alone : await inThreads();
for (let k = 0; warm && k < WARM_UP; k++) await learn(options);
if (between === undefined) {
  const taken = startClock();
  const { head } = await learn(options);
  const run = taken();
  tell({ ...run, ...(test === undefined ? {} : { rmse: rmse(head, readRatings(test)) }) });
} else tell(await epochAlone(between));

/** @param {{ few: number, many: number }} between */
async function epochAlone({ few, many }) {
  const runs = [];
  for (const epochs of [few, many]) {
    const taken = startClock();
    await learn({ ...options, epochs });
    runs.push(taken());
  }
  const [short = NONE, long = NONE] = runs;
  const perEpoch = (/** @type {"ms" | "cpuMs"} */ key) => (long[key] - short[key]) / (many - few);
  return { ms: perEpoch("ms"), cpuMs: perEpoch("cpuMs"), peakMb: long.peakMb };
}

/** @param {Options} given @returns {Promise<Learned>} */
async function alone(given) {
  const learning = learnByGradientDescent(ratings, given, { kernels: fastestKernels() });
  let step = learning.next();
  while (step.done !== true) step = learning.next();
  return step.value;
}

/** Loaded only here, so that builds without it still run on one thread. @returns {Promise<(given: Options) => Promise<Learned>>} */
async function inThreads() {
  const { href } = new URL("../../dist/parallel/descend-in-threads.js", import.meta.url);
  const { descendInThreads } = await import(href);
  const context = { kernels: fastestKernels(), threads: nodeThreads(threads) };
  return (given) => descendInThreads(ratings, given, context);
}

/** @param {Learned["head"]} head @param {Ratings} held */
function rmse(head, { userIndex, movieIndex, value, scale }) {
  const { factors, mean, userBias, movieBias, userFactors, movieFactors } = head;
  let squares = 0;
  for (let n = 0; n < value.length; n++) {
    const [user, movie] = [userIndex[n] ?? 0, movieIndex[n] ?? 0];
    let stars = mean + (userBias[user] ?? 0) + (movieBias[movie] ?? 0);
    for (let f = 0; f < factors; f++) {
      stars += (userFactors[user * factors + f] ?? 0) * (movieFactors[movie * factors + f] ?? 0);
    }
    squares += (Math.min(scale.max, Math.max(scale.min, stars)) - (value[n] ?? NaN)) ** 2;
  }
  return Math.sqrt(squares / value.length);
}
