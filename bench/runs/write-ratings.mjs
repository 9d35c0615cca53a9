// @ts-check
// One fresh process: node bench/runs/write-ratings.mjs PROBLEM writes ratings, made up or of a data set,
// into a folder, whole or in two parts. Prints JSON: where they are.
import { DataSetError, loadFold, splitAtRandom, synthesize } from "../../dist/index.js";
import { openDataSet } from "../../dist/node.js";
import { problemGiven, tell } from "../measure.mjs";
import { writeRatings } from "../ratings-file.mjs";

/** @typedef {import("../../dist/index.js").SynthesisOptions} SynthesisOptions */
/** @typedef {import("../ratings-file.mjs").RatingsFile} RatingsFile */
/**
 * @typedef {object} Wanted
 * @property {string} into - a folder.
 * @property {SynthesisOptions} [madeUp]
 * @property {string} [dataSet] - a name, such as `ml-1m`.
 * @property {1 | 2 | 3 | 4 | 5} [fold] - of MovieLens 100K's five: its two parts.
 * @property {number[]} [heldOut] - seeds: a tenth is held out by the first, then a tenth of the others by the next.
 */
/** @typedef {{ train: RatingsFile, test?: RatingsFile }} Parts - `test` where something is held out. */

/** @type {Wanted} */
const { into, madeUp, dataSet, fold, heldOut = [] } = problemGiven();
try {
  const { train, test } = heldOut.reduce(tenthHeldOut, await parts());
  tell({
    train: writeRatings(train, `${into}/train.bin`),
    ...(test === undefined ? {} : { test: writeRatings(test, `${into}/test.bin`) }),
  });
} catch (error) {
  if (!(error instanceof DataSetError)) throw error;
  tell({ missing: error.message });
}

/** @param {{ train: import("../../dist/index.js").Ratings }} parted @param {number} seed */
function tenthHeldOut({ train }, seed) {
  return splitAtRandom(train, 0.1, seed);
}

/** @returns {Promise<{ train: import("../../dist/index.js").Ratings, test?: import("../../dist/index.js").Ratings }>} */
async function parts() {
  if (dataSet === undefined) return { train: synthesize(madeUp).ratings };
  const opened = await openDataSet(dataSet, { download: false });
  try {
    if (fold === undefined) return { train: opened.dataSet.ratings };
    return await loadFold(opened.files, fold, opened.dataSet);
  } finally {
    await opened.files.close();
  }
}
