// @ts-check
// One fresh process: LIBMF, node bench/runs/libmf.mjs PROBLEM. Prints JSON: what it took, with its set-up
// (shuffling, scaling, blocks) but without making its records, and the error on the held-out part.
import { libmfRmse, loadLibmf, problemOf } from "../libmf-library.mjs";
import { problemGiven, startClock, tell } from "../measure.mjs";
import { readRatings } from "../ratings-file.mjs";

/**
 * @typedef {object} LibmfProblem
 * @property {import("../ratings-file.mjs").RatingsFile} train
 * @property {import("../ratings-file.mjs").RatingsFile} test
 * @property {import("../libmf-library.mjs").LibmfOptions} libmf
 * @property {string} library - a file.
 */

/** @type {LibmfProblem} */
const { train, test, libmf, library } = problemGiven();
const mfTrain = loadLibmf(library);
const problem = problemOf(readRatings(train));
const taken = startClock();
const model = mfTrain(problem, libmf);
const run = taken();
tell({ ...run, rmse: libmfRmse(model, readRatings(test)) });
