// @ts-check
// One fresh process, one learner: node bench/epoch.mjs matinee|libmf [ratings] [factors]
// Prints JSON: milliseconds an epoch on one thread, over synthetic ratings of MovieLens 10M's size.
import process from "node:process";
import { fastestKernels, learnByGradientDescent, synthesize } from "../dist/index.js";
import { problemOf, timeLibmf } from "./libmf.mjs";

const [learner = "matinee", ratingCount = "10000000", factorCount = "32"] = process.argv.slice(2);
const factors = Number(factorCount);
const scale = Number(ratingCount) / 1e7;
const { ratings } = synthesize({
  users: Math.round(69_878 * Math.min(1, Math.max(scale, 0.05))),
  movies: 10_677,
  ratings: Number(ratingCount),
});
const FEW = 2;
const MANY = 8;
const msPerEpoch = learner === "libmf" ? libmfEpoch() : matineeEpoch();
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ learner, ratings: ratings.length, factors, msPerEpoch, peakMb }));

/** Set-up is in both runs, so the difference is epochs alone. */
function libmfEpoch() {
  const problem = problemOf(ratings);
  const options = { factors, regularization: 0.05, learningRate: 0.1, threads: 1 };
  const few = timeLibmf(problem, { ...options, epochs: FEW }).ms;
  const many = timeLibmf(problem, { ...options, epochs: MANY }).ms;
  return (many - few) / (MANY - FEW);
}

function matineeEpoch() {
  const options = { factors, epochs: MANY, heldOutShare: 0 };
  const run = learnByGradientDescent(ratings, options, { kernels: fastestKernels() });
  let start = 0;
  let epochs = 0;
  for (const { epoch } of run) {
    if (epoch <= FEW) start = performance.now();
    else epochs++;
    if (epoch === MANY) break;
  }
  return (performance.now() - start) / epochs;
}
