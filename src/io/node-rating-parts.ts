import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { asWriteError } from "./node-disk-fault.ts";

/** Ratings that are on the disk for a while, with a level for their stars; views, written over. */
export interface KeptRatings {
  readonly users: Uint32Array;
  readonly movies: Uint32Array;
  readonly levels: Uint8Array;
}

/** Ratings of a chunk: 72 KiB, so that hundreds of parts fit in memory. */
const CHUNK = 8192;

/** A temporary file of ratings, 9 bytes each: first all are written, then all are read. */
export class RatingPart {
  /** Ratings that were read. */
  done = 0;
  readonly #path: string;
  readonly #target: string;
  readonly #file: number;
  readonly #buffer = chunkOf(CHUNK);
  #flushed = 0;
  #filled = 0;
  #isThere = true;

  /**
   * @param target - what messages name, since the file itself is nobody's business.
   * @throws {WriteError}
   */
  constructor(path: string, target: string) {
    this.#path = path;
    this.#target = target;
    this.#file = orWriteError(target, () => openSync(path, "wx+"));
  }

  /** How many ratings were pushed. */
  get length(): number {
    return this.#flushed + this.#filled;
  }

  /** @throws {WriteError} naming the target, if the disk is full. */
  push(user: number, movie: number, level: number): void {
    const { users, movies, levels } = this.#buffer;
    const at = this.#filled++;
    users[at] = user;
    movies[at] = movie;
    levels[at] = level;
    if (this.#filled === CHUNK) this.#flush();
  }

  /** All ratings in the order in which they came, chunk by chunk. */
  *read(): Generator<KeptRatings> {
    this.#flush();
    const { bytes, users, movies, levels } = this.#buffer;
    for (let done = 0; done < this.length; done += CHUNK) {
      readWhole(this.#file, bytes, (done / CHUNK) * bytes.length);
      const count = Math.min(this.length - done, CHUNK);
      yield {
        users: users.subarray(0, count),
        movies: movies.subarray(0, count),
        levels: levels.subarray(0, count),
      };
      this.done = done + count;
    }
  }

  /** Closes and removes the file; may be called again. */
  drop(): void {
    if (!this.#isThere) return;
    this.#isThere = false;
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  /** The last chunk is as long on the disk as all others. */
  #flush(): void {
    if (this.#filled === 0) return;
    const at = (this.#flushed / CHUNK) * this.#buffer.bytes.length;
    orWriteError(this.#target, () => writeWhole(this.#file, this.#buffer.bytes, at));
    this.#flushed += this.#filled;
    this.#filled = 0;
  }
}

interface Chunk extends KeptRatings {
  readonly bytes: Uint8Array;
}

function chunkOf(length: number): Chunk {
  const buffer = new ArrayBuffer(9 * length);
  return {
    bytes: new Uint8Array(buffer),
    users: new Uint32Array(buffer, 0, length),
    movies: new Uint32Array(buffer, 4 * length, length),
    levels: new Uint8Array(buffer, 8 * length, length),
  };
}

/** @throws {RangeError} if the file ends before. @throws else as `readSync`. */
export function readWhole(file: number, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, offset + done);
    if (count === 0) throw new RangeError(`the file ends at ${offset + done} bytes`);
    done += count;
  }
}

/**
 * Writes all of `bytes` at `offset`.
 *
 * @throws as `writeSync`.
 */
export function writeWhole(file: number, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, offset + done);
  }
}

/**
 * What `operation` returns, its failure as a {@link WriteError} on `target`.
 *
 * @throws {WriteError}
 */
export function orWriteError<T>(target: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw asWriteError(target, error);
  }
}
