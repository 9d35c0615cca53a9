// @ts-check
// One fresh process, one sampler: node bench/gibbs.mjs matinee|myfm [factors] [python]
// Prints JSON: milliseconds a sweep after the first ones, and the RMSE on the test part.
import process from "node:process";
import {
  DataSetError,
  fastestKernels,
  loadFold,
  sampleByGibbs,
  splitAtRandom,
  synthesize,
} from "../dist/index.js";
import { openDataSet } from "../dist/node.js";
import { runPython } from "./python.mjs";

/** @typedef {import("../dist/index.js").Ratings} Ratings */
/** @typedef {import("../dist/index.js").ProbePairs} ProbePairs */

const [sampler = "matinee", factorCount = "16", python = "python3"] = process.argv.slice(2);
const factors = Number(factorCount);
const BURN_IN = 10;
const TIMED = 20;
const sweeps = BURN_IN + TIMED;

const { train, test, data } = await problem();
const measured = sampler === "myfm" ? myfm() : matinee();
console.log(JSON.stringify({ sampler, data, ratings: train.length, factors, ...measured }));

/** Fold u1 of MovieLens 100K, or made-up ratings of its size where that is not at hand. */
async function problem() {
  try {
    const { dataSet, files } = await openDataSet("ml-100k", { download: false });
    const split = await loadFold(files, 1, dataSet);
    await files.close();
    return { ...split, data: "MovieLens 100K, training part of fold u1" };
  } catch (error) {
    if (!(error instanceof DataSetError)) throw error;
    return { ...splitAtRandom(synthesize().ratings, 0.2, 1), data: "synthetic" };
  }
}

/** Timed without pairs to predict, as myFM predicts after its sweeps; then again with them. */
function matinee() {
  const none = { userIndex: new Uint32Array(0), movieIndex: new Uint32Array(0) };
  const timed = sample(none);
  const { mean } = sample(test).predictions;
  const { msPerSweep, coresBusy } = timed;
  return { msPerSweep, coresBusy, rmse: rmse(mean, test.value) };
}

/** @param {ProbePairs} probe */
function sample(probe) {
  // myFM has no trust below 1, and no raters.
  const options = { factors, sweeps, burnIn: BURN_IN, trust: 1, raterWeight: 0 };
  const run = sampleByGibbs(train, probe, options, { kernels: fastestKernels() });
  let start = performance.now();
  let cpu = process.cpuUsage();
  let step = run.next();
  while (step.done !== true) {
    if (step.value.sweep === BURN_IN) {
      start = performance.now();
      cpu = process.cpuUsage();
    }
    step = run.next();
  }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return {
    msPerSweep: ms / TIMED,
    coresBusy: (user + system) / 1000 / ms,
    predictions: step.value,
  };
}

function myfm() {
  return runPython(python, "bench/myfm.py", {
    ...{ factors, sweeps, burnIn: BURN_IN, train: columns(train), test: columns(test) },
    ...{ users: train.userCount, movies: train.movieCount },
    scale: [train.scale.min, train.scale.max],
  });
}

/** @param {Ratings} ratings */
function columns({ userIndex, movieIndex, value }) {
  return { user: [...userIndex], movie: [...movieIndex], stars: [...value] };
}

/** @param {Float32Array} predicted @param {Float32Array} actual */
function rmse(predicted, actual) {
  const squares = predicted.reduce((sum, stars, n) => sum + (stars - (actual[n] ?? NaN)) ** 2, 0);
  return Math.sqrt(squares / actual.length);
}
