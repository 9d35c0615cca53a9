// @ts-check
// node bench/runs/exports-times.mjs PROBLEM: how long `matinee picks FILE` takes inside one process, as JSON.
import { readFileSync } from "node:fs";
import process from "node:process";
import { readExport } from "../../dist/index.js";
import { runCli } from "../../dist/cli/run-cli.js";
import { problemGiven, tell } from "../measure.mjs";
import { median } from "../support.mjs";

const REPEATS = 12;
const WARM_UP = 4;

const { file } = problemGiven();
const bytes = readFileSync(file);
const picking = await warmTimes(picks);
const reading = await warmTimes(async () => void (await readExport(bytes, file)));
tell({ p50: median(picking), max: Math.max(...picking), readMs: median(reading) });

/** @param {() => Promise<void>} work */
async function warmTimes(work) {
  const times = [];
  for (let k = 0; k < REPEATS + WARM_UP; k++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times.slice(WARM_UP);
}

async function picks() {
  const written = /** @type {string[]} */ ([]);
  const stream = { isTTY: false, write: (/** @type {string} */ text) => written.push(text) };
  const { signal } = new AbortController();
  const status = await runCli(["picks", file], {
    ...{ stdout: stream, stderr: stream, env: {}, cwd: process.cwd(), signal },
  });
  if (status !== 0) throw new Error(`Cannot time picks: status ${status}: ${written.join("")}`);
}
