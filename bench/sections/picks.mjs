// @ts-check
// The section on picks: how long someone waits for three of them, in process.
import path from "node:path";
import { WEIGHTED_ALS_DEFAULTS } from "../../dist/index.js";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { progress, runNode } from "../side-by-side.mjs";
import { fixed, median, medianAndRange } from "../support.mjs";

/**
 * @typedef {import("../support.mjs").Section} Section
 * @typedef {{ movies: number, ratings: number }} Size
 * @typedef {{ views: number, factors: number }} Head
 * @typedef {{ people: number, firstMs: number, p50: number, p99: number }} Run
 */

const SIZES = [
  { movies: 10_000, ratings: 2_000_000 },
  { movies: 100_000, ratings: 3_000_000 },
];
const { views, factors } = WEIGHTED_ALS_DEFAULTS;
const HEADS = [
  { views: 1, factors: 64 },
  { views, factors },
];

/**
 * @param {import("../support.mjs").Asked} asked
 * @returns {Promise<Section>}
 */
export async function picksSection({ rounds, small }) {
  const sizes = SIZES.map((size) => (small ? { ...size, ratings: size.ratings / 10 } : size));
  const all = [];
  for (const size of sizes) {
    for (const head of HEADS) all.push({ size, head, runs: await timed(rounds, size, head) });
  }
  return {
    title: "Three picks with their reasons from thirty ratings, in process, one thread",
    rows: [
      ...[["films", "picks head", "ms (p50)", "min–max", "ms (p99)", "min–max", "first call, ms"]],
      ...all.map(({ size, head, runs }) => row(size, head, runs)),
    ],
    note:
      `Over ${all[0]?.runs[0]?.people} people who are new to the model, \`model.taste(ratings).picks({ count: 3 })\` ` +
      `from scratch for each; medians of ${rounds} fresh processes and their spread, each warmed up by the same ` +
      "people once. The first call of a process also works out the films' index, and runs before anything is " +
      "compiled; reading the model is in none. Models learned from made-up ratings " +
      `(${sizes.map(({ ratings }) => `${ratings / 1e6} M`).join(" and ")}), stars by gradient descent, F = 64.`,
    runs: all,
  };
}

/**
 * @param {number} rounds
 * @param {Size} size
 * @param {Head} head
 * @returns {Promise<Run[]>}
 */
function timed(rounds, size, head) {
  return withTemporaryFolder((folder) => {
    const model = path.join(folder, "model.safetensors");
    runNode("picks-model", { size, head, file: model });
    progress(`picks: ${size.movies} films, ${head.views} of ${head.factors}`);
    return Array.from({ length: rounds }, () => runNode("picks-times", { size, file: model }));
  });
}

/** @param {Size} size @param {Head} head @param {Run[]} runs */
function row({ movies }, head, runs) {
  const shown = head.views === 1 ? "one view" : `${head.views} views`;
  return [
    ...[movies.toLocaleString("en-US"), `${shown} of ${head.factors}`],
    ...medianAndRange(
      runs.map(({ p50 }) => p50),
      2,
    ),
    ...medianAndRange(
      runs.map(({ p99 }) => p99),
      2,
    ),
    fixed(median(runs.map(({ firstMs }) => firstMs)), 1),
  ];
}
