// @ts-check
// npm run test:spark [-- --only start,…] [--quick] [--required] [--json]: tries what matinee/spark promises on a real
// Spark of two workers, which it starts and ends. Ends with 1 where a figure is missed; where Spark cannot be had it
// says "skipped: why" and ends with 0, or with 1 given --required.
import process from "node:process";
import { parseArgs } from "node:util";
import { NotHereError, SPARK_VERSION, sparkHere } from "./spark/environment.mjs";
import { tableText, tallyOf, whyNothing } from "./spark/outcome.mjs";
import { allParts, chosenParts, runParts } from "./spark/run-parts.mjs";

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    quick: { type: "boolean", default: false },
    required: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const parts = chosenParts(await allParts(), flags);
const why = whyNotHere();
const outcomes = why === undefined ? await runParts(parts, { quick: flags.quick, say }) : [];
tell(outcomes, why ?? whyNothing(outcomes));

/** Looked at once, as it would be the same for each part. @returns {string | undefined} */
function whyNotHere() {
  try {
    sparkHere(say);
    return undefined;
  } catch (error) {
    if (error instanceof NotHereError) return error.message;
    throw error;
  }
}

/** @param {readonly import("./spark/run-parts.mjs").Outcome[]} all @param {string | undefined} skipped */
function tell(all, skipped) {
  const tally = tallyOf(all);
  const isIncomplete = skipped !== undefined || all.some((outcome) => outcome.skipped);
  if (tally.failed > 0 || (flags.required && isIncomplete)) process.exitCode = 1;
  if (flags.json) {
    console.log(JSON.stringify({ spark: SPARK_VERSION, parts: all, skipped, ...tally }, null, 2));
    return;
  }
  for (const outcome of all) console.log(tableText(outcome));
  if (skipped !== undefined) console.log(`skipped: ${skipped}`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
}
