// @ts-check
// Trainings that Node and Chromium do alike: this file is imported by both, and so imports only what runs in both.
import { learnByGradientDescent } from "../../dist/core/learn/gradient-descent.js";
import { learnByWeightedAls } from "../../dist/core/learn/weighted-als.js";
import { IdMap } from "../../dist/core/ratings/id-map.js";
import { Ratings } from "../../dist/core/ratings/ratings.js";
import { fastestKernels } from "../../dist/kernels/wasm-kernels.js";

/** @typedef {"gradient descent" | "weighted ALS"} Learner */

/**
 * @param {Learner} learner
 * @param {ArrayBuffer} columns - as a file of ratings has them.
 * @param {Omit<import("../ratings-file.mjs").RatingsFile, "file">} described
 * @returns {number} milliseconds from ratings in memory to the end of the training
 */
export function timeTraining(learner, columns, { ratings, users, movies, scale }) {
  const ids = (/** @type {number} */ count) =>
    new IdMap(Uint32Array.from({ length: count }, (_, k) => k + 1));
  const table = new Ratings(ids(users), ids(movies), scale, {
    userIndex: new Uint32Array(columns, 0, ratings),
    movieIndex: new Uint32Array(columns, 4 * ratings, ratings),
    value: new Float32Array(columns, 8 * ratings, ratings),
  });
  const start = performance.now();
  const run = TRAININGS[learner](table);
  let step = run.next();
  while (step.done !== true) step = run.next();
  return performance.now() - start;
}

/** @type {Record<Learner, (ratings: Ratings) => Iterator<unknown>>} */
const TRAININGS = {
  "gradient descent": (ratings) =>
    learnByGradientDescent(
      ratings,
      { factors: 32, epochs: 10, heldOutShare: 0 },
      { kernels: fastestKernels() },
    ),
  "weighted ALS": (ratings) =>
    learnByWeightedAls(
      ratings,
      { factors: 32, views: 1, sweeps: 3 },
      { kernels: fastestKernels() },
    ),
};
