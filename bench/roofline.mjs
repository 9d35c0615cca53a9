// @ts-check
// node bench/roofline.mjs: what the loops of gradient descent could do at most on this machine, and what they do.
// Prints a table for bench/roofline.md. The same loop runs over rows that lie in each of the caches, or in none.
import process from "node:process";
import { fastestKernels } from "../dist/index.js";
import { fixed, median } from "./support.mjs";

const FACTORS = 32;
const RATINGS = 400_000;
const ROUNDS = 7;
/** Rows of each side: 2 × rows × 128 bytes. */
const PLACES = [
  ["first-level cache", 64],
  ["second-level cache", 1024],
  ["third-level cache", 8192],
  ["memory", 65_536],
];

console.log(`| rows of both sides in | bytes | ns a rating | M ratings/s | GFLOP/s |`);
console.log("| --- | --- | --- | --- | --- |");
for (const [place, rows] of /** @type {[string, number][]} */ (PLACES)) {
  const ns = descendNs(rows);
  const flop = FACTORS * 8; // p·q 2, both updates 3 each
  const cells = [place, sizeText(2 * rows * FACTORS * 4), fixed(ns, 1), fixed(1000 / ns, 1)];
  console.log(`| ${[...cells, fixed(flop / ns, 1)].join(" | ")} |`);
}
console.log(
  `\nMemory, read and written once: ${fixed(streamGb(), 1)} GB/s. On ${process.arch}, Node ${process.versions.node}.`,
);

/** @param {number} rows */
function descendNs(rows) {
  const workspace = fastestKernels().workspace(2 * rows * (FACTORS + 3) * 4 + RATINGS * 8 + 4096);
  const [users, movies] = [sideOf(workspace, rows), sideOf(workspace, rows)];
  const cells = workspace.uint32(RATINGS);
  const targets = workspace.float32(RATINGS).fill(0.1);
  for (let n = 0; n < RATINGS; n++) cells[n] = (pick(n, rows) << 16) | pick(n + 7, rows);
  const times = Array.from({ length: ROUNDS + 3 }, () => {
    const start = performance.now();
    workspace.descend(users, movies, { cells, targets }, FACTORS, 0.01);
    return ((performance.now() - start) * 1e6) / RATINGS;
  });
  return median(times.slice(3)); // the first ones are compiled on the way
}

/** @param {import("../dist/index.js").Workspace} workspace @param {number} rows */
function sideOf(workspace, rows) {
  return {
    factors: workspace.float32(rows * FACTORS).fill(0.05),
    bias: workspace.float32(rows),
    decay: workspace.float32(rows).fill(0.02),
    biasDecay: workspace.float32(rows).fill(0.02),
  };
}

/** A row, as good as at random. @param {number} n @param {number} rows */
function pick(n, rows) {
  return (Math.imul(n, 0x9e3779b1) >>> 8) % rows;
}

function streamGb() {
  const from = new Float32Array(2 ** 25).fill(1);
  const to = new Float32Array(2 ** 25);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    to.set(from);
    return performance.now() - start;
  });
  return (2 * from.byteLength) / median(times) / 1e6;
}

/** @param {number} bytes */
function sizeText(bytes) {
  return bytes < 2 ** 20 ? `${bytes / 1024} KB` : `${bytes / 2 ** 20} MB`;
}
