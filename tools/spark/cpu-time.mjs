// @ts-check
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Of Linux, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Cores that processes keep busy, on average over the next moment. @param {readonly number[]} pids @param {number} [ms] */
export async function busyCores(pids, ms = 2000) {
  const before = cpuSeconds(pids);
  const start = performance.now();
  await pause(ms);
  return (cpuSeconds(pids) - before) / ((performance.now() - start) / 1000);
}

/** Seconds of a core that processes have had so far. @param {readonly number[]} pids */
export function cpuSeconds(pids) {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS_PER_SECOND;
}

/** @param {number} pid */
function ticksOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0; // it has ended
  }
}
