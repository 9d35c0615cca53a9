// @ts-check
// Ratings in a temporary file, so that another program reads the very same ones.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { IdMap, Ratings } from "../dist/index.js";

/** @typedef {import("../dist/index.js").RatingScale} RatingScale */
/** @typedef {{ file: string, ratings: number, users: number, movies: number, scale: RatingScale }} RatingsFile */

/**
 * @template T
 * @param {Ratings} ratings - written as three columns, one after the other: user and movie as
 *   unsigned integers, stars as floats, each of four bytes.
 * @param {(file: RatingsFile) => T} use
 * @returns {T}
 */
export function withRatingsFile(ratings, use) {
  const { userIndex, movieIndex, value, userCount, movieCount, scale } = ratings;
  return withTemporaryFolder((folder) => {
    const file = path.join(folder, "ratings.bin");
    const columns = [userIndex, movieIndex, value];
    const bytes = columns.map((of) => new Uint8Array(of.buffer, of.byteOffset, of.byteLength));
    writeFileSync(file, Buffer.concat(bytes));
    return use({ file, ratings: ratings.length, users: userCount, movies: movieCount, scale });
  });
}

/** @param {RatingsFile} described */
export function readRatings({ file, ratings, users, movies, scale }) {
  const { buffer } = new Uint8Array(readFileSync(file));
  const idsTo = (/** @type {number} */ count) =>
    new IdMap(Uint32Array.from({ length: count }, (_, k) => k + 1));
  return new Ratings(idsTo(users), idsTo(movies), scale, {
    userIndex: new Uint32Array(buffer, 0, ratings),
    movieIndex: new Uint32Array(buffer, 4 * ratings, ratings),
    value: new Float32Array(buffer, 8 * ratings, ratings),
  });
}

/**
 * @template T
 * @param {(folder: string) => T} use
 * @returns {T}
 */
export function withTemporaryFolder(use) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "matinee-bench-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
