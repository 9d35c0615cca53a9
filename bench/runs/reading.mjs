// @ts-check
// One fresh process: node bench/runs/reading.mjs PROBLEM. Prints JSON: what reading a data set took.
import { openDataSet } from "../../dist/node.js";
import { problemGiven, startClock, tell } from "../measure.mjs";

/** @type {{ folder: string }} */
const { folder } = problemGiven();
const taken = startClock();
const { dataSet, files } = await openDataSet(folder);
await files.close();
tell({ ...taken(), rows: dataSet.ratings.length });
