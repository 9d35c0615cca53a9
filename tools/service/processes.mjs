// @ts-check
import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";

/** Bytes of memory that a process has; NaN where it has ended. Linux only. @param {number} pid */
export function rssOf(pid) {
  return figureOf(pid, "VmRSS");
}

/** The most that it ever had. @param {number} pid */
export function mostRssOf(pid) {
  return figureOf(pid, "VmHWM");
}

/** Processes that it started and that have not ended, with theirs. @param {number} pid @returns {number[]} */
export function childrenOf(pid) {
  const own = read(`/proc/${pid}/task/${pid}/children`)
    .trim()
    .split(" ")
    .filter(Boolean)
    .map(Number);
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

/** @param {number} pid */
export function isRunning(pid) {
  return /^State:\s+[^ZX]/mu.test(read(`/proc/${pid}/status`));
}

/**
 * Waits for processes to end, and ends those that do not.
 *
 * @param {readonly number[]} pids
 * @param {number} withinMs
 * @returns {Promise<number[]>} those that had to be ended
 */
export async function endOf(pids, withinMs) {
  const until = Date.now() + withinMs;
  while (pids.some(isRunning) && Date.now() < until) await pause(50);
  const left = pids.filter(isRunning);
  for (const pid of left) signal(pid, "SIGKILL");
  return left;
}

/** @param {number} pid @param {NodeJS.Signals} name */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile
  }
}

/** @param {number} pid @param {string} name */
function figureOf(pid, name) {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "mu").exec(read(`/proc/${pid}/status`))?.[1];
  return found === undefined ? NaN : Number(found) * 1024;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
