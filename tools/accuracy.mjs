// @ts-check
// npm run accuracy [-- --only "ml-100k,bayesian"] [--missing] [--page]: measures the figures of
// docs/accuracy.md anew and writes the page. All of them take about an hour on two cores; each is kept
// in bench/results/accuracy.json as soon as it is there, so an interrupt costs one figure.
//   --only WORDS   those whose name has all of these words, e.g. "ml-100k,u1,bayesian"
//   --missing      only those that were never measured
//   --page         none: writes the page from what is there
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { machine, runJson } from "../bench/support.mjs";
import { allCells } from "./accuracy/cells.mjs";
import { page } from "./accuracy/page.mjs";

const RESULTS = "bench/results/accuracy.json";
const PAGE = "docs/accuracy.md";
const { values: flags } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    missing: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
  },
});

/** @type {Record<string, import("./accuracy/page.mjs").Measured>} */
const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
const words = flags.only.split(",").filter((word) => word !== "");
const wanted = allCells().filter(({ id }) => words.every((word) => id.split(" ").includes(word)));
if (wanted.length === 0)
  throw new RangeError(`Cannot measure: no figure has all of "${flags.only}"`);
const due = flags.page ? [] : wanted.filter(({ id }) => !flags.missing || !(id in results));
for (const [k, { id, script, command }] of due.entries()) {
  process.stderr.write(`${k + 1}/${due.length}  ${id} …\n`);
  results[id] = { ...runJson([script, ...command]), machine: machine() };
  mkdirSync("bench/results", { recursive: true });
  const ordered = allCells().flatMap((cell) =>
    cell.id in results ? [[cell.id, results[cell.id]]] : [],
  );
  writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries(ordered), undefined, 1)}\n`);
}
writeFileSync(PAGE, page(results));
process.stdout.write(page(results));
