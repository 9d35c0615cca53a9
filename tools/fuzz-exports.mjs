// @ts-check
// npm run fuzz [-- --count 100000] [--seed 1]: gives `readExport` of dist/ made-up bytes, tables, JSON, archives
// and changed files of real shapes, and says what came of them. Ends with 1 if anything but a DataError
// was thrown, a row was lost or one input took longer than a second.
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const ROOT = join(import.meta.dirname, "..");
const SUPPORT = join(ROOT, "test/support/exports");
const BATCH = 1000;
const MOST_MS = 1000;
const { values: flags } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});
/** @type {typeof import("../src/index.ts")} */
const { readExport } = await import(pathToFileURL(join(ROOT, "dist/index.js")).href);
/** @type {{ module: typeof import("../test/support/exports/fuzz-inputs.ts") }} */
const { module: inputs } = await runnerImport(join(SUPPORT, "fuzz-inputs.ts"));
/** @type {{ module: typeof import("../test/support/exports/broken-promise.ts") }} */
const { module: promises } = await runnerImport(join(SUPPORT, "broken-promise.ts"));

let failures = 0;
let mostRss = 0;
let readingMs = 0;
let total = 0;
let slowest = { ms: 0, kind: "", seed: 0, index: 0, bytes: 0 };
const perKind = Math.ceil(Number(flags.count) / inputs.FUZZ_KINDS.length);
const rssBefore = process.memoryUsage().rss;
for (const kind of inputs.FUZZ_KINDS) {
  const counts = { read: 0, refused: 0 };
  for (let start = 0; start < perKind; start += BATCH) {
    const seed = Number(flags.seed) * 1_000_003 + start;
    const made = await inputs.fuzzInputs(kind, seed, Math.min(BATCH, perKind - start));
    for (const [index, input] of made.entries()) counts[await give(kind, seed, index, input)]++;
    mostRss = Math.max(mostRss, process.memoryUsage().rss);
  }
  const line = `${String(counts.read).padStart(6)} read ${String(counts.refused).padStart(6)} refused`;
  process.stdout.write(`${kind.padEnd(14)} ${line}\n`);
}
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
process.stdout.write(
  `${total} inputs, ${failures} failures; reading took ${(readingMs / 1000).toFixed(1)} s, ` +
    `the slowest ${slowest.ms.toFixed(1)} ms (${JSON.stringify(slowest)}); ` +
    `memory ${megabytes(rssBefore)} before, ${megabytes(mostRss)} at most\n`,
);
if (failures > 0) process.exitCode = 1;

/**
 * @param {string} kind
 * @param {number} seed
 * @param {number} index
 * @param {Uint8Array} input
 * @returns {Promise<"read" | "refused">}
 */
async function give(kind, seed, index, input) {
  const options = inputs.FUZZ_OPTIONS[index % inputs.FUZZ_OPTIONS.length];
  const started = performance.now();
  /** @type {"read" | "refused"} */
  let outcome = "read";
  /** @type {string | undefined} */
  let broken;
  try {
    broken = promises.brokenPromise(await readExport(input, "x", options));
  } catch (error) {
    outcome = "refused";
    if (!promises.isDataError(error)) broken = String(error);
  }
  const ms = performance.now() - started;
  if (ms > MOST_MS) broken ??= `it took ${ms.toFixed(0)} ms`;
  if (broken !== undefined) {
    failures++;
    process.stdout.write(`FAILED ${kind}, seed ${seed}, input ${index}: ${broken}\n`);
  }
  total++;
  readingMs += ms;
  if (ms > slowest.ms) slowest = { ms, kind, seed, index, bytes: input.length };
  return outcome;
}
