// @ts-check
// One fresh process: node bench/runs/weighted-als.mjs PROBLEM. Prints JSON: what a sweep of one view took
// after the first ones, or, where `whole`, training from ratings in memory to the model.
import { train as learn } from "../../dist/index.js";
import { nodeThreads } from "../../dist/node.js";
import { problemGiven, startClock, sweepClock, tell } from "../measure.mjs";
import { readRatings } from "../ratings-file.mjs";

/**
 * @typedef {object} AlsProblem
 * @property {import("../ratings-file.mjs").RatingsFile} train
 * @property {number} factors
 * @property {number} threads
 * @property {number} warmUp - sweeps.
 * @property {number} timed - sweeps after those.
 * @property {boolean} [whole]
 */

/** @type {AlsProblem} */
const { train, factors, threads, warmUp, timed, whole = false } = problemGiven();
const ratings = readRatings(train);
const clock = sweepClock(warmUp, timed);
const taken = startClock();
await learn(
  ratings,
  { method: "weighted-als", views: 1, factors, sweeps: warmUp + timed },
  { threads: nodeThreads(threads), onPicksSweep: ({ sweep }) => clock.tick(sweep) },
);
tell(whole ? taken() : clock.perSweep());
