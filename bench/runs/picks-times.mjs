// @ts-check
// One fresh process: node bench/runs/picks-times.mjs PROBLEM. Prints JSON: milliseconds from someone's
// thirty ratings to three picks with their reasons, of the very first call and, warm, over all people.
import { readFileSync } from "node:fs";
import { Model } from "../../dist/index.js";
import { problemGiven, tell } from "../measure.mjs";
import { newcomers } from "../newcomers.mjs";

const { size, file } = problemGiven();
const { people } = newcomers(size);
const model = Model.fromBytes(readFileSync(file));
const [firstMs = NaN] = people.map(picksMs); // warms up
const warm = people.map(picksMs).sort((a, b) => a - b);
const at = (/** @type {number} */ share) => warm[Math.ceil(share * warm.length) - 1] ?? NaN;
tell({ people: people.length, firstMs, p50: at(0.5), p99: at(0.99) });

/** @param {import("../../dist/index.js").PersonRating[]} ratings */
function picksMs(ratings) {
  const start = performance.now();
  const picks = model.taste(ratings).picks({ count: 3 });
  const ms = performance.now() - start;
  if (picks.length === 3 && picks.every(({ why }) => why.length > 0)) return ms;
  throw new Error("Cannot time picks: there are not three with a reason each");
}
