// @ts-check
import { execFileSync } from "node:child_process";
import os from "node:os";
import process from "node:process";

/** @typedef {{ title: string, rows: string[][], note: string }} Section - of the page. */

/** The machine and versions that a figure belongs to. */
export function machine() {
  let commit = "unknown";
  try {
    commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    // not a checkout
  }
  return {
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    node: process.versions.node,
    v8: process.versions.v8,
    commit,
  };
}

/** @param {readonly number[]} values */
export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0] ?? NaN, median: median(sorted), max: sorted.at(-1) ?? NaN };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * Runs a script of this folder in a fresh Node process.
 *
 * @param {string[]} command
 * @returns {any} the JSON that it prints
 */
export function runJson(command) {
  return JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" }));
}

/** @param {number} value @param {number} [digits] */
export function fixed(value, digits = 0) {
  return value.toFixed(digits);
}

/**
 * Runs all sides every round, the order swapped every time, so that what the machine does meanwhile
 * meets each alike.
 *
 * @template {string} Side
 * @template Run
 * @param {number} rounds
 * @param {readonly Side[]} sides
 * @param {(side: Side) => Run} run
 * @returns {Record<Side, Run[]>}
 */
export function alternating(rounds, sides, run) {
  const none = Object.fromEntries(sides.map((side) => [side, /** @type {Run[]} */ ([])]));
  const runs = /** @type {Record<Side, Run[]>} */ (none);
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) runs[side].push(run(side));
  }
  return runs;
}

/**
 * How many times as long the others take, round by round.
 *
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 */
export function ratiosOf(ours, theirs) {
  return summarize(ours.map((own, round) => (theirs[round] ?? NaN) / own));
}

/** `3.32 × (3.19 to 3.38)`. @param {{ min: number, median: number, max: number }} ratios */
export function ratiosText({ min, median: mid, max }) {
  return `${fixed(mid, 2)} × (${fixed(min, 2)} to ${fixed(max, 2)})`;
}

/** `34`, `33–37`. @param {readonly number[]} values @param {number} [digits] */
export function medianAndRange(values, digits) {
  const { min, median: mid, max } = summarize(values);
  return [fixed(mid, digits), `${fixed(min, digits)}–${fixed(max, digits)}`];
}
