// @ts-check
// One fresh process: node bench/runs/gibbs.mjs PROBLEM. Prints JSON: what a sweep of all chains took after
// the first ones, and, from a run of its own, the error on the held-out part.
import { fastestKernels, sampleByGibbs } from "../../dist/index.js";
import { problemGiven, sweepClock, tell } from "../measure.mjs";
import { readRatings } from "../ratings-file.mjs";

/**
 * @typedef {object} GibbsProblem
 * @property {import("../ratings-file.mjs").RatingsFile} train
 * @property {import("../ratings-file.mjs").RatingsFile} test
 * @property {number} factors
 * @property {number} warmUp - sweeps.
 * @property {number} timed - sweeps after those.
 * @property {boolean} predicts - whether the error is wanted.
 */
/** @typedef {import("../../dist/index.js").ProbePairs} ProbePairs */

/** @type {GibbsProblem} */
const { train, test, factors, warmUp, timed, predicts } = problemGiven();
const ratings = readRatings(train);
// Without pairs to predict, as myFM predicts after its sweeps; then again with them.
const { run } = sample({ userIndex: new Uint32Array(0), movieIndex: new Uint32Array(0) });
tell({ ...run, ...(predicts ? { rmse: error() } : {}) });

/** @param {ProbePairs} probe */
function sample(probe) {
  // myFM has no trust below 1, and no raters.
  const options = { factors, sweeps: warmUp + timed, burnIn: warmUp, trust: 1, raterWeight: 0 };
  const sampling = sampleByGibbs(ratings, probe, options, { kernels: fastestKernels() });
  const clock = sweepClock(warmUp, timed);
  let step = sampling.next();
  while (step.done !== true) {
    clock.tick(step.value.sweep);
    step = sampling.next();
  }
  return { run: clock.perSweep(), mean: step.value.mean };
}

function error() {
  const held = readRatings(test);
  const { mean } = sample(held);
  const squares = mean.reduce((sum, stars, n) => sum + (stars - (held.value[n] ?? NaN)) ** 2, 0);
  return Math.sqrt(squares / mean.length);
}
