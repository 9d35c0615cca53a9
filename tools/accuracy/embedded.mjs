// @ts-check
// What the package's model loses by being kept compactly: learned without the people of thirty-ratings on
// MovieLens latest small, each model is measured as it is and as its compact file is read again, on the
// same people. Prints JSON.
import {
  Model,
  evaluateLists,
  evaluatePeople,
  leaveOutPeople,
  meanAndSd,
  pairedBootstrap,
  pairedBootstrapOfMeans,
  protocolNamed,
  train,
} from "../../dist/index.js";
import { nodeThreads, openDataSet } from "../../dist/node.js";

const protocol = protocolNamed("thirty-ratings");
if (protocol.kind !== "people") throw new TypeError("thirty-ratings is measured on people");
const GIVEN = Math.max(...protocol.given);
const { dataSet, files } = await openDataSet("ml-latest-small");
await files.close();

/** @typedef {{ people: import("../../dist/index.js").PeopleResult, lists: import("../../dist/index.js").ListsResult }} Draw */
/** @type {{ full: Draw[], compact: Draw[] }} */
const draws = { full: [], compact: [] };
const bytes = { full: 0, compact: 0 };
for (const seed of protocol.seeds) {
  const leftOut = leaveOutPeople(dataSet.ratings, protocol, seed);
  const data = { ...dataSet, ratings: leftOut.train };
  const model = await train(data, {}, { threads: nodeThreads() });
  for (const precision of /** @type {const} */ (["full", "compact"])) {
    const file = model.toBytes({ precision });
    bytes[precision] = file.length;
    const read = Model.fromBytes(file);
    draws[precision].push({
      people: evaluatePeople(read, leftOut, GIVEN),
      lists: evaluateLists(read, leftOut, GIVEN),
    });
  }
}
console.log(
  JSON.stringify({
    people: draws.full.reduce((sum, { people }) => sum + people.people, 0),
    bytes,
    ...{ full: means(draws.full), compact: means(draws.compact) },
    rmseDifference: rmseDifference(),
    ndcgAt10Difference: listDifference(({ ndcgAt10 }) => ndcgAt10),
    precisionAt3Difference: listDifference(({ precisionAt3 }) => precisionAt3),
  }),
);

/** @param {readonly Draw[]} all */
function means(all) {
  const mean = (/** @type {(draw: Draw) => number} */ of) => meanAndSd(all.map(of)).mean;
  return {
    rmse: mean(({ people }) => people.rmse),
    coverage80: mean(({ people }) => people.coverage80),
    width80: mean(({ people }) => people.width80),
    ndcgAt10: mean(({ lists }) => lists.picks.ndcgAt10),
    precisionAt3: mean(({ lists }) => lists.picks.precisionAt3),
  };
}

/** Compact less full; someone who is drawn repeatedly counts as one. */
function rmseDifference() {
  const joined = (/** @type {readonly Draw[]} */ all, /** @type {"actual" | "predicted"} */ key) =>
    all.flatMap(({ people }) => Array.from(people[key]));
  const clusters = draws.full.flatMap(({ people, lists }) =>
    Array.from(people.person, (person) => lists.userIndex[person] ?? -1),
  );
  return pairedBootstrap(
    joined(draws.full, "actual"),
    joined(draws.compact, "predicted"),
    joined(draws.full, "predicted"),
    { clusters },
  );
}

/** @param {(figures: import("../../dist/index.js").ListFigures) => number} of */
function listDifference(of) {
  const each = (/** @type {readonly Draw[]} */ all) =>
    all.flatMap(({ lists }) => lists.picks.each.map(of));
  const clusters = draws.full.flatMap(({ lists }) => Array.from(lists.userIndex));
  return pairedBootstrapOfMeans(each(draws.compact), each(draws.full), { clusters });
}
