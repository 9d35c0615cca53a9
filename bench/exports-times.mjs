// @ts-check
// node bench/exports-times.mjs FILE: how long `matinee picks FILE` takes inside one process, as JSON.
import process from "node:process";
import { runCli } from "../dist/cli/run-cli.js";
import { median } from "./support.mjs";

const REPEATS = 12;
const WARM_UP = 4;

const [file = ""] = process.argv.slice(2);
const times = [];
for (let k = 0; k < REPEATS + WARM_UP; k++) times.push(await timed());
const warm = times.slice(WARM_UP);
process.stdout.write(
  `${JSON.stringify({ firstMs: times[0], p50: median(warm), max: Math.max(...warm) })}\n`,
);

async function timed() {
  const written = /** @type {string[]} */ ([]);
  const stream = { isTTY: false, write: (/** @type {string} */ text) => written.push(text) };
  const { signal } = new AbortController();
  const begin = performance.now();
  const status = await runCli(["picks", file], {
    ...{ stdout: stream, stderr: stream, env: {}, cwd: process.cwd(), signal },
  });
  const ms = performance.now() - begin;
  if (status !== 0) throw new Error(`Cannot time picks: status ${status}: ${written.join("")}`);
  return ms;
}
