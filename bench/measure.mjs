// @ts-check
// What a fresh process took: elapsed time, CPU time of all its threads, and the most memory it had.
import { readFileSync } from "node:fs";
import process from "node:process";

/** @typedef {{ ms: number, cpuMs: number, peakMb: number }} Taken */

/**
 * The most memory that this process had so far, in MB of 10⁶ bytes.
 *
 * Linux hands a process the peak of whoever started it along in `resourceUsage().maxRSS` (exec keeps
 * the larger of both), so that it is read from where only the process's own pages count.
 */
export function peakMb() {
  return peakOf("self") ?? (process.resourceUsage().maxRSS * 1024) / 1e6;
}

/**
 * @param {number | "self"} pid
 * @returns {number | undefined} MB; undefined where the platform does not tell.
 */
export function peakOf(pid) {
  try {
    const [, kB] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kB === undefined ? undefined : (Number(kB) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

/** Starts a clock; what it returns tells how long ago that was. @returns {() => Taken} */
export function startClock() {
  const start = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { ms, cpuMs: (user + system) / 1000, peakMb: peakMb() };
  };
}

/**
 * A clock for sweeps: the first ones warm up, the others are timed.
 *
 * @param {number} warmUp
 * @param {number} timed
 */
export function sweepClock(warmUp, timed) {
  let taken = startClock();
  /** @type {Taken} */
  let sum = { ms: NaN, cpuMs: NaN, peakMb: NaN };
  return {
    /** @param {number} sweep - that has ended, from 1. */
    tick(sweep) {
      if (sweep === warmUp) taken = startClock();
      if (sweep === warmUp + timed) sum = taken();
    },
    /** A sweep's. @returns {Taken} */
    perSweep: () => ({ ms: sum.ms / timed, cpuMs: sum.cpuMs / timed, peakMb: peakMb() }),
  };
}

/** What this process was asked for, as JSON. @returns {any} */
export function problemGiven() {
  return JSON.parse(process.argv[2] ?? "{}");
}

/** @param {object} report */
export function tell(report) {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
