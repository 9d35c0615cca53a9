// @ts-check
// How long matching takes, in a process that has matched nothing before: prints JSON.
import { median } from "../../bench/support.mjs";
import { Random, matchFilms } from "../../dist/index.js";
import { openDataSet } from "../../dist/node.js";

const FILMS = 5_000;
const ROUNDS = 9;

const { dataSet, files } = await openDataSet("ml-latest-small", { download: false });
await files.close();
const { catalogue } = dataSet;
const random = new Random(1);
const wanted = Array.from({ length: FILMS }, (_, k) => {
  const { title, year } = catalogue.at(random.below(catalogue.size));
  return { title: k % 2 === 0 ? title : unknownTitle(title), year };
});
const times = Array.from({ length: ROUNDS }, () => {
  const started = performance.now();
  matchFilms(wanted, catalogue);
  return performance.now() - started;
});
const { unknown } = matchFilms(wanted, catalogue);
console.log(
  JSON.stringify({
    ...{ films: FILMS, unknown: unknown.length, catalogue: catalogue.size },
    ...{ cold: times[0], warm: median(times.slice(1)) },
  }),
);

/** A title of the same length that no film has: each word is turned by two letters. @param {string} title */
function unknownTitle(title) {
  const turned = (/** @type {string} */ word) => word.slice(2) + word.slice(0, 2);
  return title
    .split(" ")
    .map((word) => (word.length > 3 ? turned(word) : `${word}q`))
    .join(" ");
}
