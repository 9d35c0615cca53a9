// @ts-check
// npm run bench [-- --only libmf,implicit --rounds 5 --json --size small]: measures side by side, each run in
// a fresh process, the order turned round every round. Writes bench/results/latest.json and
// docs/performance.md; small sizes, which show only that it runs, go to .cache/bench instead.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { page } from "./page.mjs";
import { chromiumSection } from "./sections/chromium.mjs";
import { exportsSection } from "./sections/exports.mjs";
import { implicitSection } from "./sections/implicit.mjs";
import { lenskitSection } from "./sections/lenskit.mjs";
import { libmfSection } from "./sections/libmf.mjs";
import { memorySection } from "./sections/memory.mjs";
import { ml100kSection } from "./sections/ml-100k.mjs";
import { myfmSection } from "./sections/myfm.mjs";
import { picksSection } from "./sections/picks.mjs";
import { readingSection } from "./sections/reading.mjs";
import { scaleSection } from "./sections/scale.mjs";
import { startSection } from "./sections/start.mjs";
import { surpriseSection } from "./sections/surprise.mjs";
import { threadsSection } from "./sections/threads.mjs";
import { progress } from "./side-by-side.mjs";
import { machine } from "./support.mjs";

/** @typedef {import("./support.mjs").Section} Section */
/** @typedef {import("./support.mjs").Asked} Asked */
/** @type {Record<string, (asked: Asked) => Section | Promise<Section>>} */
const SECTIONS = {
  libmf: libmfSection,
  surprise: surpriseSection,
  lenskit: lenskitSection,
  implicit: implicitSection,
  myfm: myfmSection,
  reading: readingSection,
  scale: scaleSection,
  memory: memorySection,
  threads: threadsSection,
  chromium: chromiumSection,
  "ml-100k": ml100kSection,
  start: startSection,
  picks: picksSection,
  exports: exportsSection,
};

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    size: { type: "string", default: "full" },
  },
});
const asked = { rounds: wholeNumber(flags.rounds), small: flags.size === "small" };
const RESULTS = asked.small ? ".cache/bench/latest.json" : "bench/results/latest.json";
const PAGE = asked.small ? ".cache/bench/performance.md" : "docs/performance.md";
const ROOFLINE = "bench/roofline.md";

const wanted = flags.only?.split(",") ?? Object.keys(SECTIONS);
const unknown = wanted.filter((name) => SECTIONS[name] === undefined);
if (unknown.length > 0) {
  throw new RangeError(
    `Cannot run the benchmark: "${unknown.join(", ")}" is none of ${Object.keys(SECTIONS).join(", ")}`,
  );
}
/** @type {import("./page.mjs").Results} */
const measured = {};
for (const name of wanted) {
  progress(`${name} …`);
  const section = SECTIONS[name];
  if (section === undefined) continue;
  measured[name] = { ...(await section(asked)), machine: machine() };
  keep(measured); // an interrupt loses one section, not all
}
const shown = flags.json
  ? `${JSON.stringify(measured, undefined, 2)}\n`
  : readFileSync(PAGE, "utf8");
process.stdout.write(shown);

/** Puts what was measured among the results that are there. @param {import("./page.mjs").Results} fresh */
function keep(fresh) {
  const before = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
  const all = { ...before, ...fresh };
  const known = Object.keys(SECTIONS).filter((name) => all[name] !== undefined);
  const results = Object.fromEntries(known.map((name) => [name, all[name]]));
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(PAGE, page(results, existsSync(ROOFLINE) ? readFileSync(ROOFLINE, "utf8") : ""));
  const formatter = path.join("node_modules/.bin", "oxfmt");
  if (existsSync(formatter) && !asked.small) spawnSync(formatter, [PAGE], { stdio: "ignore" });
}

/** @param {string} rounds */
function wholeNumber(rounds) {
  const number = Number(rounds);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new RangeError(
    `Cannot run the benchmark: "--rounds" must be a number from 1, got "${rounds}"`,
  );
}
