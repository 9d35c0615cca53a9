// @ts-check
import { setTimeout as pause } from "node:timers/promises";

const EVERY_MS = 50;
const MOST_MS = 300_000; // fifteen seconds on an idle machine; one that shares its cores took 80

/**
 * Tries until something is so.
 *
 * @param {string} what - "Cannot start Spark".
 * @param {() => Promise<boolean>} probe
 * @param {readonly import("./daemon.mjs").Daemon[]} daemons - none of which may end meanwhile.
 * @throws {Error} with the last words of the one that ended, or of all if it takes too long.
 */
export async function until(what, probe, daemons, mostMs = MOST_MS) {
  const end = performance.now() + mostMs;
  while (!(await probe())) {
    const dead = daemons.find(({ isAlive }) => !isAlive);
    if (dead !== undefined) throw new Error(`${what}: ${dead.name} ended:\n${dead.lastWords}`);
    if (performance.now() > end) {
      const words = daemons.map(({ name, lastWords }) => `${name}:\n${lastWords}`).join("\n");
      throw new Error(`${what}: it is not ready after ${mostMs / 1000} s\n${words}`);
    }
    await pause(EVERY_MS);
  }
}
