// @ts-check
// One fresh process: node bench/weighted-als.mjs PROBLEM, as bench/implicit.mjs puts it. Prints JSON:
// milliseconds a sweep of one view after the first ones. What follows the sweeps is not in it.
import process from "node:process";
import { train } from "../dist/index.js";
import { nodeThreads } from "../dist/node.js";
import { readRatings } from "./ratings-file.mjs";

/** @type {import("./implicit.mjs").Problem} */
const { factors, threads, warmUp, timed, ...file } = JSON.parse(process.argv[2] ?? "");
const sweeps = warmUp + timed;
let [start, ms, cpuMs] = [0, NaN, NaN];
let cpu = process.cpuUsage();
await train(
  readRatings(file),
  { method: "weighted-als", views: 1, factors, sweeps },
  { threads: nodeThreads(threads), onPicksSweep: ({ sweep }) => tick(sweep) },
);
console.log(JSON.stringify({ msPerSweep: ms / timed, coresBusy: cpuMs / ms }));

/** @param {number} sweep - that has ended. */
function tick(sweep) {
  if (sweep === warmUp) {
    start = performance.now();
    cpu = process.cpuUsage();
  }
  if (sweep !== sweeps) return;
  ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  cpuMs = (user + system) / 1000;
}
