// @ts-check
// The ratings that things are compared on, written by a process of their own.
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { NotHereError } from "./python.mjs";
import { progress, runNode } from "./side-by-side.mjs";

/** @typedef {import("./runs/write-ratings.mjs").Wanted} Wanted */
/** @typedef {import("./runs/write-ratings.mjs").Parts} Parts */
/** @typedef {import("./ratings-file.mjs").RatingsFile} RatingsFile */

/** As many users and rated films as MovieLens 10M and 25M have; 1M and what comes after 25M grow alike. */
export const MADE_UP = {
  "1 M": { users: 6_040, movies: 3_706, ratings: 1_000_000 },
  "2 M": { users: 14_000, movies: 5_500, ratings: 2_000_000 },
  "10 M": { users: 69_878, movies: 10_677, ratings: 10_000_000 },
  "25 M": { users: 162_541, movies: 59_047, ratings: 25_000_000 },
  "100 M": { users: 480_000, movies: 60_000, ratings: 100_000_000 },
};

/**
 * Fewer users and ratings of the same films, for a look at whether it runs at all.
 *
 * @param {keyof typeof MADE_UP} name
 * @param {boolean} small
 */
export function madeUp(name, small) {
  const { users, movies, ratings } = MADE_UP[name];
  return small ? { users: Math.ceil(users / 50), movies, ratings: ratings / 50 } : MADE_UP[name];
}

/**
 * @param {string} folder - in which it gets one of its own.
 * @param {Omit<Wanted, "into">} wanted
 * @returns {Parts}
 * @throws {NotHereError} if a data set is not on this machine.
 */
export function ratingsIn(folder, wanted) {
  progress(`writing ratings: ${wanted.dataSet ?? `${(wanted.madeUp?.ratings ?? NaN) / 1e6} M`}`);
  mkdirSync(folder, { recursive: true });
  const into = mkdtempSync(path.join(folder, "ratings-"));
  const { missing, ...parts } = runNode("write-ratings", { ...wanted, into });
  if (missing === undefined) return parts;
  throw new NotHereError(missing.split("\n", 1)[0]);
}

/** The part that ratings were held out for. @param {Parts} parts @returns {{ train: RatingsFile, test: RatingsFile }} */
export function withTest({ train, test }) {
  if (test === undefined) throw new RangeError("Cannot compare errors: nothing is held out");
  return { train, test };
}

/**
 * What is to be had of several things; a word on those that are not here.
 *
 * @template T
 * @param {string} name - of the section.
 * @param {readonly (() => T)[]} makes
 * @returns {T[]}
 * @throws {NotHereError} if nothing of it is here.
 */
export function thoseHere(name, makes) {
  const made = makes.flatMap((make) => ifHere(name, make));
  if (made.length > 0 || makes.length === 0) return made;
  throw new NotHereError("none of its data sets is on this machine");
}

/**
 * One thing, or nothing and a word on it where it is not here.
 *
 * @template T
 * @param {string} name - of the section.
 * @param {() => T} make
 * @returns {T[]}
 */
export function ifHere(name, make) {
  try {
    return [make()];
  } catch (error) {
    if (!(error instanceof NotHereError)) throw error;
    progress(`${name}: a part is skipped: ${error.message}`);
    return [];
  }
}

/** How many threads gradient descent can be given in this build. */
export function descentThreads() {
  return existsSync("dist/parallel/descend-in-threads.js") ? [1, 2] : [1];
}
