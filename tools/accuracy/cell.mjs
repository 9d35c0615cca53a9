// @ts-check
// One figure of docs/accuracy.md in a process of its own, so that its peak memory is its own:
// node tools/accuracy/cell.mjs ARGUMENTS of matinee; prints what --json prints, and the peak.
import process from "node:process";
import { runCli } from "../../dist/cli/run-cli.js";
import { nodeThreads } from "../../dist/node.js";

/** @type {string[]} */
const printed = [];
const stdout = { isTTY: false, write: (/** @type {string} */ text) => void printed.push(text) };
const { stderr, env } = process;
const status = await runCli([...process.argv.slice(2), "--json"], {
  ...{ stdout, stderr, env, cwd: process.cwd(), threads: nodeThreads },
  signal: new AbortController().signal,
});
if (status === 0) {
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ ...JSON.parse(printed.join("")), peakMb }));
} else process.exitCode = status;
