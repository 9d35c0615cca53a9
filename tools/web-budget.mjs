// @ts-check
// How much code the page is: JavaScript and style sheets, compressed, of all its views and of the worker
// that computes for them. Not counted are the charts, which are loaded where one is shown, and what the
// worker loads when it is asked for: reading a file, training. Fails above the budget, and where charts
// or such work would be loaded without being asked for.
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { listFiles } from "./list-files.mjs";

const BUDGET_BYTES = 110_000;
const CODE = /\.(?:js|css)$/u;
/** The library, what draws the error curves with it, and the map of films, which draws itself. */
const CHARTS = /^immutable\/(?:charts|draw-curves|map-of-films)-/u;
const SERVICE_WORKER = "service-worker.js";

/** How a script names another one. */
const STATIC = /(?:from|import)\s*["'`](?<to>\.[^"'`]+)["'`]/gu;
const LATE = /import\(\s*["'`](?<to>\.[^"'`]+)["'`]\s*\)/gu;
const WORKER = /new Worker\((?:new URL\(|\/\*.*?\*\/|\s)*["'`](?<to>[^"'`]+\.js)["'`]/gu;

/** @typedef {"at once" | "views" | "charts" | "when asked for"} Kind */

/**
 * @typedef {object} Weights
 * @property {{ path: string, gzip: number, kind: Kind }[]} files - the heaviest first.
 * @property {number} total - of the page and its views.
 * @property {string[]} problems
 */

/**
 * @param {string} folder - of the built page.
 * @param {number} [budget] - in bytes.
 * @returns {Weights}
 */
export function weigh(folder, budget = BUDGET_BYTES) {
  const kindOf = kinds(folder);
  const files = listFiles(folder)
    .filter((path) => CODE.test(path))
    .map((path) => ({ path, gzip: gzipSync(read(folder, path)).length, kind: kindOf(path) }))
    .sort((a, b) => b.gzip - a.gzip);
  const counted = files.filter(({ kind }) => kind === "at once" || kind === "views");
  const total = counted.reduce((sum, { gzip }) => sum + gzip, 0);
  const problems = [];
  if (!files.some(({ path }) => path.endsWith(".js"))) {
    problems.push(`there is no page in ${folder}; "npm run build" makes it`);
  }
  if (total > budget) problems.push(`${kB(total)} are more than the ${kB(budget)} of the budget`);
  const early = files.filter(({ path, kind }) => CHARTS.test(path) && kind === "at once");
  for (const { path } of early) problems.push(`${path} is loaded before a chart is shown`);
  return { files, total, problems };
}

/**
 * When each file is loaded.
 *
 * @param {string} folder
 * @returns {(path: string) => Kind}
 */
function kinds(folder) {
  const named = read(folder, "index.html").matchAll(/(?:src|href)="\.\/(?<to>[^"]+)"/gu);
  const pageAtOnce = closure(folder, [...named].map(toOf), [STATIC]);
  const page = closure(folder, [...pageAtOnce], [STATIC, LATE]);
  const workers = [...page].flatMap((path) => namedIn(folder, path, WORKER));
  const atOnce = new Set([...pageAtOnce, ...closure(folder, workers, [STATIC]), SERVICE_WORKER]);
  return (path) => {
    if (atOnce.has(path)) return "at once";
    if (CHARTS.test(path)) return "charts";
    return page.has(path) || path.endsWith(".css") ? "views" : "when asked for";
  };
}

/**
 * These scripts and all that they name in one of these ways, near and far. Ways past the charts are not
 * followed.
 *
 * @param {string} folder
 * @param {readonly string[]} starts
 * @param {readonly RegExp[]} ways
 */
function closure(folder, starts, ways) {
  /** @type {Set<string>} */
  const seen = new Set();
  const queue = [...starts];
  for (const path of queue) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (!CHARTS.test(path)) queue.push(...ways.flatMap((way) => namedIn(folder, path, way)));
  }
  return seen;
}

/**
 * @param {string} folder
 * @param {string} path
 * @param {RegExp} way
 */
function namedIn(folder, path, way) {
  if (!path.endsWith(".js")) return [];
  const matches = [...read(folder, path).matchAll(way)];
  return matches.map((match) => posix.normalize(posix.join(posix.dirname(path), toOf(match))));
}

/** @param {RegExpMatchArray} match */
function toOf({ groups }) {
  return groups?.["to"] ?? "";
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
  for (const { path, gzip, kind } of files) {
    console.log(`${kB(gzip).padStart(9)}  ${kind.padEnd(14)}  ${path}`);
  }
  const sum = (/** @type {Kind} */ wanted) =>
    kB(files.reduce((bytes, { gzip, kind }) => bytes + (kind === wanted ? gzip : 0), 0));
  console.log(
    `${kB(total)} of ${kB(BUDGET_BYTES)} for the page and its views, ${sum("at once")} of it at once; ` +
      `besides, ${sum("when asked for")} when asked for and ${sum("charts")} for charts (gzip)`,
  );
  for (const problem of problems) console.error(`Over budget: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
