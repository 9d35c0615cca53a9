// @ts-check
import { execFileSync } from "node:child_process";
import os from "node:os";
import process from "node:process";

/**
 * @typedef {object} Section - of the page.
 * @property {string} title
 * @property {string[][]} rows - of a table, its head first.
 * @property {string} note
 * @property {Record<string, Figure>} [figures] - by their names in figures.mjs.
 * @property {unknown} [runs] - what each process said, for programs.
 */
/**
 * @typedef {object} Figure
 * @property {number} min
 * @property {number} median
 * @property {number} max
 * @property {string} [but] - why it does not count, where it does not.
 */
/** @typedef {{ rounds: number, small: boolean }} Asked - `small`: sizes for a look at whether it runs at all. */

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
 * Runs a script of this repository in a fresh Node process.
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
 * The second over the first, round by round.
 *
 * @param {readonly number[]} below
 * @param {readonly number[]} above
 */
export function ratiosOf(below, above) {
  return summarize(below.map((own, round) => (above[round] ?? NaN) / own));
}

/** `3.32 × (3.19 to 3.38)`. @param {{ min: number, median: number, max: number }} ratios */
export function ratiosText({ min, median: mid, max }) {
  const digits = mid < 0.1 ? 3 : 2;
  return `${fixed(mid, digits)} × (${fixed(min, digits)} to ${fixed(max, digits)})`;
}

/** `34`, `33–37`. @param {readonly number[]} values @param {number} [digits] */
export function medianAndRange(values, digits) {
  const { min, median: mid, max } = summarize(values);
  return [fixed(mid, digits), `${fixed(min, digits)}–${fixed(max, digits)}`];
}

/**
 * The exponent k of the curve y = c·xᵏ that fits best: the slope of log y over log x by least squares.
 *
 * @param {readonly number[]} x
 * @param {readonly number[]} y
 */
export function growthExponent(x, y) {
  const [logX, logY] = [x.map(Math.log), y.map(Math.log)];
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((a, b) => a + b, 0) / values.length;
  const [meanX, meanY] = [mean(logX), mean(logY)];
  const along = logX.reduce(
    (sum, value, k) => sum + (value - meanX) * ((logY[k] ?? NaN) - meanY),
    0,
  );
  return along / logX.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}
