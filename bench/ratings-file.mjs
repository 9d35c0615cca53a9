// @ts-check
// Ratings in files, so that each process and each program reads the very same ones.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { IdMap, Ratings } from "../dist/index.js";

/** @typedef {import("../dist/index.js").RatingScale} RatingScale */
/** @typedef {{ file: string, ratings: number, users: number, movies: number, scale: RatingScale }} RatingsFile */

/**
 * Three columns, one after the other: user and movie as unsigned integers, stars as floats, each of
 * four bytes.
 *
 * @param {Ratings} ratings
 * @param {string} file
 * @returns {RatingsFile}
 */
export function writeRatings(ratings, file) {
  const { userIndex, movieIndex, value, userCount, movieCount, scale } = ratings;
  const to = openSync(file, "w");
  try {
    for (const column of [userIndex, movieIndex, value]) {
      eachPiece(column, (piece) => writeSync(to, piece));
    }
  } finally {
    closeSync(to);
  }
  return { file, ratings: ratings.length, users: userCount, movies: movieCount, scale };
}

/** Into exact arrays, with nothing beside them. @param {RatingsFile} described */
export function readRatings({ file, ratings, users, movies, scale }) {
  const columns = {
    userIndex: new Uint32Array(ratings),
    movieIndex: new Uint32Array(ratings),
    value: new Float32Array(ratings),
  };
  const from = openSync(file, "r");
  try {
    for (const column of Object.values(columns)) {
      eachPiece(column, (piece) => readSync(from, piece));
    }
  } finally {
    closeSync(from);
  }
  return new Ratings(idsTo(users), idsTo(movies), scale, columns);
}

/** Ids from 1. @param {number} count */
export function idsTo(count) {
  return new IdMap(Uint32Array.from({ length: count }, (_, k) => k + 1));
}

/**
 * Reads or writes 2³⁰ bytes at a time: 2³¹ are the most that the system takes at once.
 *
 * @param {Uint32Array | Float32Array} column
 * @param {(piece: Uint8Array) => number} move
 */
function eachPiece({ buffer, byteOffset, byteLength }, move) {
  for (let at = 0; at < byteLength;) {
    const bytes = move(new Uint8Array(buffer, byteOffset + at, Math.min(2 ** 30, byteLength - at)));
    if (bytes === 0) throw new Error("Cannot read ratings: the file ends before its columns");
    at += bytes;
  }
}

/**
 * @template T
 * @param {(folder: string) => T | Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(use) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "matinee-bench-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
