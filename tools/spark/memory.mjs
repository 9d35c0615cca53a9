// @ts-check
import os from "node:os";
import process from "node:process";
import { NotHereError } from "./environment.mjs";

const MOST_BYTES = 12 * 2 ** 30;
/** What a JVM takes besides its heap: code, threads, buffers of the network; measured, rounded up. */
const BESIDE_HEAP = 400 * 2 ** 20;
const UNITS = { m: 2 ** 20, g: 2 ** 30 };

/** @typedef {{ workers: number, driverMemory: string, executorMemory: string, daemonMemory: string }} Heaps */

/** Bytes of `512m` or `3g`. @param {string} text */
export function bytesOf(text) {
  const [, amount, unit] = /^(\d+)([mg])$/u.exec(text) ?? [];
  if (amount === undefined) {
    throw new RangeError(`Cannot start Spark: "${text}" is no amount of memory; write 512m or 3g`);
  }
  return Number(amount) * UNITS[/** @type {"m" | "g"} */ (unit)];
}

/** The most that a cluster takes when all heaps are full. @param {Heaps} heaps */
export function mostBytes({ workers, driverMemory, executorMemory, daemonMemory }) {
  const daemons = (workers + 1) * bytesOf(daemonMemory);
  const heaps = daemons + bytesOf(driverMemory) + workers * bytesOf(executorMemory);
  return heaps + (2 * workers + 2) * BESIDE_HEAP;
}

/**
 * @param {Heaps} heaps
 * @param {number} [available] - bytes that this machine could give at the moment.
 * @throws {NotHereError} if that is too little.
 */
export function checkMemory(heaps, available = availableBytes()) {
  const wanted = mostBytes(heaps);
  const gigabytes = (/** @type {number} */ bytes) => (bytes / 2 ** 30).toFixed(1);
  if (wanted > MOST_BYTES) {
    throw new RangeError(
      `Cannot start Spark: it could take ${gigabytes(wanted)} GB; the most is ${gigabytes(MOST_BYTES)}`,
    );
  }
  if (wanted <= available) return;
  throw new NotHereError(
    `too little memory: Spark could take ${gigabytes(wanted)} GB; ${gigabytes(available)} GB are free`,
  );
}

function availableBytes() {
  const limit = process.constrainedMemory(); // 0 where there is none
  return Math.min(os.freemem(), limit > 0 ? limit : Infinity);
}
