// @ts-check
// How much code the page is: JavaScript and style sheets, compressed, of everything but the charts,
// which are loaded only where one is shown. Fails above the budget, and where the page loads the
// charts at once.
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { listFiles } from "./list-files.mjs";

const BUDGET_BYTES = 110_000;
const CODE = /\.(?:js|css)$/u;
const CHARTS = /^immutable\/charts-/u;

/**
 * @typedef {object} Weights
 * @property {{ path: string, gzip: number, isCharts: boolean }[]} files - the heaviest first.
 * @property {number} total - of all but the charts.
 * @property {string[]} problems
 */

/**
 * @param {string} folder - of the built page.
 * @param {number} [budget] - in bytes.
 * @returns {Weights}
 */
export function weigh(folder, budget = BUDGET_BYTES) {
  const files = listFiles(folder)
    .filter((path) => CODE.test(path))
    .map((path) => ({
      path,
      gzip: gzipSync(read(folder, path)).length,
      isCharts: CHARTS.test(path),
    }))
    .sort((a, b) => b.gzip - a.gzip);
  const total = files.reduce((sum, { gzip, isCharts }) => sum + (isCharts ? 0 : gzip), 0);
  const problems = [];
  if (!files.some(({ path }) => path.endsWith(".js"))) {
    problems.push(`there is no page in ${folder}; "npm run build" makes it`);
  }
  if (total > budget) problems.push(`${kB(total)} are more than the ${kB(budget)} of the budget`);
  const atOnce = loadedAtOnce(folder).filter((path) => CHARTS.test(path));
  if (atOnce.length > 0) problems.push(`${atOnce.join(", ")} is loaded before a chart is shown`);
  return { files, total, problems };
}

/**
 * What the page names, and what that imports statically.
 *
 * @param {string} folder
 */
function loadedAtOnce(folder) {
  const known = new Set(listFiles(folder));
  const named = read(folder, "index.html").matchAll(/(?:src|href)="(?<path>\.\/[^"]+\.js)"/gu);
  const queue = [...named].map(({ groups }) => posix.normalize(groups?.path ?? ""));
  /** @type {Set<string>} */
  const seen = new Set();
  for (const path of queue) {
    if (seen.has(path) || !known.has(path)) continue;
    seen.add(path);
    const imports = read(folder, path).matchAll(/(?:from|import)\s*["'`](?<to>\.[^"'`]+)["'`]/gu);
    for (const { groups } of imports) {
      queue.push(posix.normalize(posix.join(posix.dirname(path), groups?.to ?? "")));
    }
  }
  return [...seen];
}

/**
 * @param {string} folder
 * @param {string} path
 */
function read(folder, path) {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch {
    return "";
  }
}

/** @param {number} bytes */
function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function main() {
  const { files, total, problems } = weigh(join(import.meta.dirname, "../dist/web"));
  for (const { path, gzip, isCharts } of files) {
    console.log(`${kB(gzip).padStart(9)}  ${path}${isCharts ? "  (charts, not counted)" : ""}`);
  }
  console.log(`${kB(total).padStart(9)}  of ${kB(BUDGET_BYTES)}, compressed with gzip`);
  for (const problem of problems) console.error(`Over budget: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
