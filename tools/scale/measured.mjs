// @ts-check
import { execFileSync } from "node:child_process";
import path from "node:path";
import process from "node:process";

/**
 * What a part cost.
 *
 * @typedef {object} Row
 * @property {string} size - as it was asked for.
 * @property {"write" | "descend" | "als"} what
 * @property {number} ratings
 * @property {number} threads
 * @property {number} ns - a rating, and pass where there are passes: the fastest but the first.
 * @property {number} cpuNs - of all threads, of the pass with the least.
 * @property {number} firstNs - of the first pass, which checks each block.
 * @property {number} peakMb - of the process, in MB of 10⁶ bytes.
 * @property {number} seconds - of all of it.
 */

/** Users and films grow as those of MovieLens 1M, 10M and of Netflix's ratings do. */
const SIZES = /** @type {const} */ ({
  "1M": { users: 6040, movies: 3706, ratings: 1_000_209 },
  "10M": { users: 69_878, movies: 10_677, ratings: 10_000_054 },
  "100M": { users: 480_000, movies: 60_000, ratings: 100_000_000 },
  "1G": { users: 4_800_000, movies: 200_000, ratings: 1_000_000_000 },
});

/**
 * `10M`, or `1G/8`: an eighth of the users of 1G with all their ratings, so that buckets are as full.
 *
 * @param {string} name
 * @returns {{ users: number, movies: number, ratings: number }}
 */
export function sizeOf(name) {
  const [whole = "", part = "1"] = name.split("/");
  const size = /** @type {Record<string, { users: number, movies: number, ratings: number }>} */ (
    SIZES
  )[whole];
  if (size === undefined) {
    throw new RangeError(`there is no size "${name}"; there are ${Object.keys(SIZES).join(", ")}`);
  }
  const { users, movies, ratings } = size;
  return { users: users / Number(part), movies, ratings: ratings / Number(part) };
}

/**
 * Measures one part in a process of its own.
 *
 * @param {string} size
 * @param {Row["what"]} what
 * @param {object} asked - given to the process as JSON.
 * @returns {Row}
 */
export function measured(size, what, asked) {
  const script = path.join(import.meta.dirname, "part.mjs");
  const text = execFileSync(process.execPath, [script, what, JSON.stringify(asked)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { size, what, ...JSON.parse(text) };
}
