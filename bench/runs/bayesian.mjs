// @ts-check
// One fresh process: node bench/runs/bayesian.mjs PROBLEM. Prints JSON: what a whole training by sampling
// took with its defaults, but for fewer sweeps and features.
import { train as learn } from "../../dist/index.js";
import { nodeThreads } from "../../dist/node.js";
import { problemGiven, startClock, tell } from "../measure.mjs";
import { readRatings } from "../ratings-file.mjs";

/** @type {{ train: import("../ratings-file.mjs").RatingsFile, sweeps: number, factors: number[], threads: number }} */
const { train, sweeps, factors, threads } = problemGiven();
const ratings = readRatings(train);
const taken = startClock();
await learn(ratings, { method: "bayesian", sweeps, factors }, { threads: nodeThreads(threads) });
tell(taken());
