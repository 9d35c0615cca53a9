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
