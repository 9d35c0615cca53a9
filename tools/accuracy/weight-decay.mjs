// @ts-check
// What weight decay does to gradient descent, on MovieLens 100K: prints JSON.
import { evaluate, meanAndSd, randomProtocol, randomSplits, train } from "../../dist/index.js";
import { openDataSet } from "../../dist/node.js";

/** @typedef {import("../../dist/index.js").DescentOptions} DescentOptions */

const { dataSet, files } = await openDataSet("ml-100k");
await files.close();
const none = { regularization: 0, biasRegularization: 0 };
const still = { patience: 10_000, refit: false };
console.log(
  JSON.stringify({
    withDecay: await measured({}),
    stopped: await measured(none),
    toTheEnd: await measured({ ...none, heldOutShare: 0 }),
    curve: await history(still),
    curveWithout: await history({ ...still, ...none }),
  }),
);

/** @param {Omit<DescentOptions, "method">} options */
async function measured(options) {
  /** @type {import("../../dist/index.js").SplitResult[]} */
  const results = [];
  for (const split of randomSplits(dataSet.ratings, randomProtocol(0.2))) {
    results.push(await evaluate(split, { method: "gradient-descent", ...options }));
  }
  const mean = (/** @type {"rmse" | "trainRmse" | "epochs"} */ key) =>
    meanAndSd(results.map((result) => result[key])).mean;
  return { rmse: mean("rmse"), trainRmse: mean("trainRmse"), epochs: mean("epochs") };
}

/** @param {Omit<DescentOptions, "method">} options */
async function history(options) {
  /** @type {{ trainError: number, heldOutError: number }[]} */
  const reports = [];
  await train(
    dataSet,
    { method: "gradient-descent", ...options },
    {
      onEpoch: ({ trainError, heldOutError }) => reports.push({ trainError, heldOutError }),
    },
  );
  return reports;
}
