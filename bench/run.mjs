// @ts-check
// npm run bench [-- --only epoch,implicit,picks] [--rounds 5]: measures side by side, each run in a
// fresh process, order swapped every round; writes bench/results/latest.json and docs/performance.md.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { exportsSection } from "./exports.mjs";
import { implicitSection } from "./implicit.mjs";
import { myfmSection } from "./myfm.mjs";
import { picksSection } from "./picks.mjs";
import {
  alternating,
  fixed,
  machine,
  median,
  medianAndRange,
  ratiosOf,
  runJson,
  summarize,
} from "./support.mjs";

const { values: flags } = parseArgs({
  options: { only: { type: "string" }, rounds: { type: "string", default: "5" } },
});
const rounds = Number(flags.rounds);
const RESULTS = "bench/results/latest.json";

/** @typedef {import("./support.mjs").Section} Section */
/** @type {Record<string, () => Section | Promise<Section>>} */
const SECTIONS = {
  ...{ epoch, "ml-100k": ml100k, start },
  myfm: () => myfmSection(rounds),
  implicit: () => implicitSection(rounds),
  picks: () => picksSection(rounds),
  exports: () => exportsSection(rounds),
};

const wanted = flags.only?.split(",") ?? Object.keys(SECTIONS);
const unknown = wanted.filter((name) => SECTIONS[name] === undefined);
if (unknown.length > 0) {
  throw new RangeError(
    `Cannot run the benchmark: "${unknown.join(", ")}" is none of ${Object.keys(SECTIONS).join(", ")}`,
  );
}
/** @type {Record<string, Section & { machine: object }>} */
const results = readJson(RESULTS);
for (const name of wanted) {
  process.stderr.write(`${name} …\n`);
  const section = SECTIONS[name];
  if (section !== undefined) results[name] = { ...(await section()), machine: machine() };
}
mkdirSync("bench/results", { recursive: true });
writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
writeFileSync("docs/performance.md", page(results));
process.stdout.write(page(results));

/** An epoch against LIBMF's, one thread. */
function epoch() {
  const { matinee, libmf } = alternating(rounds, ["matinee", "libmf"], (learner) =>
    runJson(["bench/epoch.mjs", learner]),
  );
  const times = (/** @type {any[]} */ runs) => runs.map(({ msPerEpoch }) => msPerEpoch);
  const row = (/** @type {string} */ name, /** @type {any[]} */ runs) => {
    const speed = (10_000 / median(times(runs))).toFixed(1);
    return [name, ...medianAndRange(times(runs)), speed, String(runs.at(-1).peakMb)];
  };
  const ratios = ratiosOf(times(matinee), times(libmf));
  return {
    title: "One epoch of gradient descent, 10 M synthetic ratings, F = 32, one thread",
    rows: [
      ["", "ms (median)", "min–max", "M ratings/s", "peak MB"],
      row("matinee", matinee),
      row("libmf", libmf),
    ],
    note:
      `LIBMF takes ${ratios.median.toFixed(2)} × as long (median of ${rounds} paired rounds, ` +
      `${ratios.min.toFixed(2)} to ${ratios.max.toFixed(2)}). LIBMF's epoch is the ` +
      "difference of 8 and 2 iterations, so its set-up is left out; it keeps no biases.",
  };
}

/** MovieLens 100K at F = 32, to the stop. */
function ml100k() {
  const times = Array.from({ length: rounds }, () => runJson(["bench/ml-100k.mjs"]));
  const search = summarize(times.map(({ searchMs }) => searchMs));
  const both = summarize(times.map(({ ms }) => ms));
  const { epochs } = times[0];
  return {
    title: "MovieLens 100K, F = 32, from random numbers to the stop, one thread",
    rows: [
      ["", "ms (median)", "min–max"],
      ["to the stop", fixed(search.median), `${fixed(search.min)}–${fixed(search.max)}`],
      [
        "with the refit on all ratings",
        fixed(both.median),
        `${fixed(both.min)}–${fixed(both.max)}`,
      ],
    ],
    note: `Best epoch ${epochs}. Cold: each run is a fresh process, WebAssembly compiling included; reading the files is not.`,
  };
}

/** `npm start`, after install. */
function start() {
  const ms = Array.from({ length: rounds }, () => {
    const begin = performance.now();
    const { status } = spawnSync("npm", ["start", "--silent"], { stdio: "ignore" });
    if (status !== 0) throw new Error(`Cannot time npm start: it ended with status ${status}`);
    return performance.now() - begin;
  });
  const { min, median: mid, max } = summarize(ms);
  return {
    title: "`npm start`: the whole demo, after install",
    rows: [
      ["", "ms (median)", "min–max"],
      ["npm start", fixed(mid), `${fixed(min)}–${fixed(max)}`],
    ],
    note: "npm, the check that the build is fresh, Node's start, reading, learning and printing.",
  };
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

/** @param {Record<string, Section & { machine: object }>} all */
function page(all) {
  const parts = Object.values(all).map(({ title, rows, note, machine: on }) => {
    const [head = [], ...body] = rows;
    const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
    const table = [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
    return `## ${title}\n\n${table}\n\n${note}\n\nOn ${Object.entries(on)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ")}.\n`;
  });
  return [
    "# Performance\n",
    "Written by `npm run bench`; a part alone by `npm run bench -- --only epoch`. Times on shared cores differ by 20 % from day to day: read the ratios.\n",
    ...parts,
  ].join("\n");
}
