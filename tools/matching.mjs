// @ts-check
// npm run matching [-- --steps]: how well films are matched, measured on ml-1m, ml-latest-small and
// ml-100k, which must be here (see CONTRIBUTING.md); half a minute. Prints the figures of
// docs/matching.md.
//   --steps   what each step is worth instead, for the table of src/core/catalogue/match-steps.ts;
//             with other typos than the figures
import process from "node:process";
import { parseArgs } from "node:util";
import { runJson } from "../bench/support.mjs";
import { Random } from "../dist/index.js";
import { openDataSet } from "../dist/node.js";
import {
  REPORTED_SEEDS,
  TUNING_SEEDS,
  countOutcomes,
  filmsBetween,
  withTypos,
  withoutYears,
} from "./matching/figures.mjs";
import { measureSteps } from "./matching/steps.mjs";

/** @typedef {import("./matching/figures.mjs").Counts} Counts */
/** @typedef {import("./matching/figures.mjs").Task} Task */

const { values: flags } = parseArgs({ options: { steps: { type: "boolean", default: false } } });
const million = await catalogueOf("ml-1m");
const latest = await catalogueOf("ml-latest-small");
process.stdout.write(flags.steps ? stepTable() : `${await outcomeTable()}\n${timesText()}`);

/** @param {string} name */
async function catalogueOf(name) {
  const { dataSet, files } = await openDataSet(name, { download: false });
  await files.close();
  return dataSet.catalogue;
}

async function outcomeTable() {
  const toLatest = filmsBetween(million, latest);
  const toMillion = filmsBetween(latest, million);
  const old = await catalogueOf("ml-100k");
  const rows = [
    row("ml-1m in latest-small, shared", [countOutcomes(toLatest.shared, latest)]),
    row("the same, a typo in each", mistyped(toLatest.shared, latest)),
    row("the same, no years", [countOutcomes(withoutYears(toLatest.shared), latest)]),
    row("latest-small in ml-1m, shared", [countOutcomes(toMillion.shared, million)]),
    row("the same, a typo in each", mistyped(toMillion.shared, million)),
    row("latest-small in ml-1m, absent", [countOutcomes(toMillion.absent, million)]),
    row("the same, a typo in each", mistyped(toMillion.absent, million)),
    row("the same, no years", [countOutcomes(withoutYears(toMillion.absent), million)]),
    row("ml-1m in latest-small, absent", [countOutcomes(toLatest.absent, latest)]),
    row("the same, a typo in each", mistyped(toLatest.absent, latest)),
    row("either, there under another id", [
      countOutcomes(toLatest.renamed, latest),
      countOutcomes(toMillion.renamed, million),
    ]),
  ];
  const head =
    "| films | number | right % | wrong % | ambiguous % | film among candidates % | unknown % |";
  const asIs = countOutcomes(
    old.movies.map(({ id, title, year }) => ({ id, wanted: { title, year }, truth: [] })),
    latest,
  );
  const ofOld = `ml-100k in latest-small (other ids, so no truth): ${asIs.wrong} matched, ${asIs.ambiguous} ambiguous, ${asIs.unknown} unknown of ${asIs.films}`;
  return `${[head, "| --- | --: | --: | --: | --: | --: | --: |", ...rows].join("\n")}\n\n${ofOld}\n`;
}

/**
 * @param {readonly Task[]} films
 * @param {import("./matching/figures.mjs").Catalogue} to
 */
function mistyped(films, to) {
  return REPORTED_SEEDS.map((seed) => countOutcomes(withTypos(films, new Random(seed)), to));
}

/**
 * @param {string} name
 * @param {readonly Counts[]} counts - one for each seed; the shares are those of all.
 */
function row(name, counts) {
  const total = (/** @type {keyof Counts} */ key) =>
    counts.reduce((sum, count) => sum + count[key], 0);
  const shares = /** @type {const} */ (["right", "wrong", "ambiguous", "offered", "unknown"]).map(
    (key) => ((100 * total(key)) / total("films")).toFixed(2),
  );
  return `| ${[name, counts[0]?.films ?? 0, ...shares].join(" | ")} |`;
}

function stepTable() {
  const steps = measureSteps(million, latest, TUNING_SEEDS, (seed) => new Random(seed));
  const rows = steps.map(
    ({ kind, reason, stated, measured, right, wrong }) =>
      `| ${[kind, reason, stated.toFixed(3), measured.toFixed(3), right.toFixed(1), wrong.toFixed(1)].join(" | ")} |`,
  );
  const head = "| outcome | reason | stated | measured | right | wrong |";
  return `${[head, "| --- | --- | --: | --: | --: | --: |", ...rows].join("\n")}\n`;
}

function timesText() {
  const { films, unknown, catalogue, cold, warm } = runJson(["tools/matching/times.mjs"]);
  return `${films} films, of which ${unknown} are unknown, in ${catalogue}: ${cold.toFixed(0)} ms in a new process, indexing included; then ${warm.toFixed(0)} ms\n`;
}
