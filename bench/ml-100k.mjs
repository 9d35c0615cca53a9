// @ts-check
// One fresh process: MovieLens 100K, F = 32, to the stop. Prints JSON with milliseconds.
import { fastestKernels, learnByGradientDescent } from "../dist/index.js";
import { openDataSet } from "../dist/node.js";

const { dataSet } = await openDataSet("ml-100k");
const start = performance.now();
let searchMs = 0;
const run = learnByGradientDescent(dataSet.ratings, {}, { kernels: fastestKernels() });
let step = run.next();
while (step.done !== true) {
  if (step.value.phase === "search") searchMs = performance.now() - start;
  step = run.next();
}
const ms = performance.now() - start;
console.log(JSON.stringify({ searchMs, ms, epochs: step.value.epochs }));
