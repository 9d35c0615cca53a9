import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { crc32 } from "node:zlib";
import { Catalogue } from "../core/catalogue/catalogue.ts";
import { DataError, ModelFileError } from "../core/errors.ts";
import { readFilms } from "../core/model/film-columns.ts";
import { decodeTensors } from "../core/model/safetensors.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { readFault } from "./node-disk-fault.ts";
import { readWhole } from "./node-rating-parts.ts";
import type { PackDirectory, PackSectionName } from "./pack/pack-directory.ts";
import { blockBytes, decodeDirectory } from "./pack/pack-directory.ts";
import { packFault } from "./pack/pack-fault.ts";
import { HEADER_BYTES, decodeHeader, isPackHeader } from "./pack/pack-header.ts";
import { decodeIds } from "./pack/pack-ids.ts";
import { blockSizes } from "./pack/pack-plan.ts";

/** Ratings whose rows are checked at once: 64 KiB. */
const CHECKED_AT_ONCE = 16_384;

/** Ratings of one block, in buffers of the caller's that hold at least as many. */
export interface BlockBuffers {
  /** Cells, or rows of users. */
  readonly rows: Uint32Array;
  readonly levels: Uint8Array;
}

/**
 * A pack of ratings, open: what it holds but the ratings, and those block by block. Reads at once, so that it
 * works within threads, each of which opens the file itself.
 *
 * Memory: 8 bytes a user and movie and 16 a bucket; ids and films once they are asked for.
 */
export class Pack {
  readonly path: string;
  /** Of the file. */
  readonly bytes: number;
  readonly directory: PackDirectory;
  /** CRC-32 of the directory. */
  readonly directoryChecksum: number;
  /** Blocks + 1. */
  readonly userStart: Uint32Array;
  readonly movieStart: Uint32Array;
  /** By row. */
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  /** By bucket: user block · movie blocks + movie block. */
  readonly bucketSizes: Uint32Array;
  /** By block of movies. */
  readonly movieSizes: Float64Array;
  readonly #file: number;
  readonly #bucketAt: Float64Array;
  readonly #movieAt: Float64Array;
  readonly #bucketChecksums: Uint32Array;
  readonly #movieChecksums: Uint32Array;
  /** Blocks that were found sound: each is checked once. */
  readonly #soundBuckets: Uint8Array;
  readonly #soundMovies: Uint8Array;
  readonly #checked = new Uint32Array(CHECKED_AT_ONCE);

  /** @param file - kept: {@link close} closes it. */
  constructor(path: string, file: number) {
    this.path = path;
    this.#file = file;
    this.bytes = fstatSync(file).size;
    [this.directory, this.directoryChecksum] = this.#readDirectory();
    this.userStart = this.#numbers("userStart");
    this.movieStart = this.#numbers("movieStart");
    this.userCounts = this.#numbers("userCounts");
    this.movieCounts = this.#numbers("movieCounts");
    this.bucketSizes = this.#numbers("bucketSizes");
    this.#bucketChecksums = this.#numbers("bucketChecksums");
    this.#movieChecksums = this.#numbers("movieChecksums");
    this.#checkStarts();
    this.movieSizes = blockSizes(this.movieStart, this.movieCounts);
    this.#checkCounts();
    this.#bucketAt = this.#places("byUser", this.bucketSizes);
    this.#movieAt = this.#places("byMovie", this.movieSizes);
    this.#soundBuckets = new Uint8Array(this.bucketSizes.length);
    this.#soundMovies = new Uint8Array(this.movieSizes.length);
  }

  /** How many ratings the largest bucket has. */
  largestBucket(): number {
    return this.bucketSizes.reduce((most, size) => Math.max(most, size), 0);
  }

  /**
   * Reads ratings between one block of users and one of movies, which are in random order: `rows[n]` is the
   * user's row within its block · 2¹⁶ + the movie's within its.
   *
   * @param into - written from its beginning; may lie in shared memory.
   * @param from - which ratings of the bucket; all, where the range is left out.
   * @returns how many there are.
   * @throws {DataError} naming the file and the bucket, if it is damaged.
   *
   * Cost: two reads; the first time one more of the whole bucket, and its checksum.
   */
  readBucket(
    bucket: number,
    into: BlockBuffers,
    from: number = 0,
    to: number = this.bucketSizes[bucket]!,
  ): number {
    const size = this.bucketSizes[bucket]!;
    const at = this.#bucketAt[bucket]!;
    if (this.#soundBuckets[bucket] === 0) {
      const columns = this.directory.movieBlocks;
      const users = rowsOf(this.userStart, Math.floor(bucket / columns));
      const movies = rowsOf(this.movieStart, bucket % columns);
      const isSound = (cells: Uint32Array): boolean => areCells(cells, users, movies);
      this.#check(`bucket ${bucket}`, at, size, this.#bucketChecksums[bucket]!, isSound);
      this.#soundBuckets[bucket] = 1;
    }
    return this.#read(at, size, into, from, to);
  }

  /**
   * Reads ratings of one block of movies, movie by movie as {@link movieCounts} counts them: `rows[n]`
   * is the user's row, rising within a movie.
   *
   * @param into - as for {@link readBucket}, and so is the range.
   * @returns how many there are.
   * @throws {DataError} naming the file and the block, if it is damaged.
   *
   * Cost: as {@link readBucket}.
   */
  readMovies(
    block: number,
    into: BlockBuffers,
    from: number = 0,
    to: number = this.movieSizes[block]!,
  ): number {
    const size = this.movieSizes[block]!;
    const at = this.#movieAt[block]!;
    if (this.#soundMovies[block] === 0) {
      const { users } = this.directory;
      const isSound = (rows: Uint32Array): boolean => areBelow(rows, users);
      this.#check(`block ${block} of films`, at, size, this.#movieChecksums[block]!, isSound);
      this.#soundMovies[block] = 1;
    }
    return this.#read(at, size, into, from, to);
  }

  /** Ids of users, whose index is their row. Cost: O(users), each time. @throws {DataError} */
  users(): IdMap {
    const { users } = this.directory;
    const ids = new IdMap(decodeIds(this.#section("userIds"), users, this.path));
    if (ids.size === users) return ids;
    throw packFault(this.path, "its ids are damaged");
  }

  /** The films, whose index is their row. Cost: O(movies), each time. @throws {DataError} */
  catalogue(): Catalogue {
    try {
      const catalogue = new Catalogue(readFilms(decodeTensors(this.#section("films"))));
      if (catalogue.size === this.directory.movies) return catalogue;
    } catch (error) {
      const isOfFilms = error instanceof ModelFileError || error instanceof SyntaxError;
      if (!isOfFilms && !(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
    throw packFault(this.path, "its films are damaged");
  }

  /** Ends the reading. */
  close(): void {
    closeSync(this.#file);
  }

  #read(
    offset: number,
    size: number,
    { rows, levels }: BlockBuffers,
    from: number,
    to: number,
  ): number {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, 4 * (to - from));
    this.#bytes(bytes, offset + 4 * from);
    this.#bytes(levels.subarray(0, to - from), offset + 4 * size + from);
    return to - from;
  }

  #bytes(bytes: Uint8Array, offset: number): void {
    try {
      readWhole(this.#file, bytes, offset);
    } catch (error) {
      if (error instanceof RangeError)
        throw packFault(this.path, `it is cut short: ${error.message}`);
      throw unreadable(this.path, error);
    }
  }

  /** Reads a whole block in pieces that stay in the cache. */
  #check(
    name: string,
    offset: number,
    size: number,
    checksum: number,
    isSound: (rows: Uint32Array) => boolean,
  ): void {
    const { length } = this.directory.levels;
    let sum = 0;
    let sound = true;
    for (let from = 0; from < size; from += CHECKED_AT_ONCE) {
      const rows = this.#checked.subarray(0, Math.min(CHECKED_AT_ONCE, size - from));
      const bytes = new Uint8Array(rows.buffer, 0, rows.byteLength);
      this.#bytes(bytes, offset + 4 * from);
      sum = crc32(bytes, sum);
      sound &&= isSound(rows);
    }
    const levels = new Uint8Array(this.#checked.buffer);
    for (let from = 0; from < size; from += levels.length) {
      const some = levels.subarray(0, Math.min(levels.length, size - from));
      this.#bytes(some, offset + 4 * size + from);
      sum = crc32(some, sum);
      sound &&= areBelow(some, length);
    }
    if (sound && sum === checksum) return;
    throw packFault(this.path, `${name} is damaged: its checksum is wrong`);
  }

  #readDirectory(): [PackDirectory, checksum: number] {
    const size = this.bytes;
    const start = new Uint8Array(Math.min(size, HEADER_BYTES));
    this.#bytes(start, 0);
    const { directoryOffset, directoryBytes, directoryChecksum } = decodeHeader(
      start,
      this.path,
      size,
    );
    const bytes = new Uint8Array(directoryBytes);
    this.#bytes(bytes, directoryOffset);
    if (crc32(bytes) === directoryChecksum) {
      return [decodeDirectory(bytes, this.path, size), directoryChecksum];
    }
    throw packFault(this.path, "its directory is damaged");
  }

  #section(name: PackSectionName): Uint8Array {
    const { offset, bytes: length, checksum } = this.directory.sections[name];
    const bytes = new Uint8Array(length);
    this.#bytes(bytes, offset);
    if (crc32(bytes) === checksum) return bytes;
    throw packFault(this.path, `its part "${name}" is damaged: its checksum is wrong`);
  }

  #numbers(name: PackSectionName): Uint32Array {
    const { buffer, byteOffset, byteLength } = this.#section(name);
    return new Uint32Array(buffer, byteOffset, byteLength / 4);
  }

  #places(section: "byUser" | "byMovie", sizes: Uint32Array | Float64Array): Float64Array {
    const places = new Float64Array(sizes.length);
    const { offset, bytes } = this.directory.sections[section];
    let at = offset;
    let ratings = 0;
    for (let block = 0; block < sizes.length; block++) {
      places[block] = at;
      at += blockBytes(sizes[block]!);
      ratings += sizes[block]!;
    }
    if (at === offset + bytes && ratings === this.directory.ratings) return places;
    throw packFault(this.path, "its directory is damaged");
  }

  #checkStarts(): void {
    const { users, movies } = this.directory;
    const isSound = (start: Uint32Array, rows: number): boolean =>
      start[0] === 0 &&
      start.at(-1) === rows &&
      start.every(
        (row, block) =>
          block === 0 || (row >= start[block - 1]! && row - start[block - 1]! <= 2 ** 16),
      );
    if (isSound(this.userStart, users) && isSound(this.movieStart, movies)) return;
    throw packFault(this.path, "its directory is damaged");
  }

  /** Rows are placed by their own counts and filled from buckets: both must count the same. */
  #checkCounts(): void {
    const { userBlocks, movieBlocks } = this.directory;
    const ofUsers = new Float64Array(userBlocks);
    const ofMovies = new Float64Array(movieBlocks);
    for (let bucket = 0; bucket < this.bucketSizes.length; bucket++) {
      ofUsers[Math.floor(bucket / movieBlocks)]! += this.bucketSizes[bucket]!;
      ofMovies[bucket % movieBlocks]! += this.bucketSizes[bucket]!;
    }
    const agree = (sums: Float64Array, start: Uint32Array, counts: Uint32Array): boolean =>
      blockSizes(start, counts).every((size, block) => size === sums[block]);
    if (
      agree(ofUsers, this.userStart, this.userCounts) &&
      agree(ofMovies, this.movieStart, this.movieCounts)
    )
      return;
    throw packFault(this.path, "its counts do not agree");
  }
}

/**
 * Opens a pack that `writePack` or `matinee data pack` wrote.
 *
 * @throws {DataError} naming the file and the remedy: it is not there, no pack, of another version or byte
 *   order, cut short or damaged. Blocks of ratings are checked when they are first read.
 *
 * Cost: O(users + movies + buckets).
 *
 * @example
 * ```ts no-run
 * const pack = openPack("ratings.pack");
 * const into = { rows: new Uint32Array(pack.largestBucket()), levels: new Uint8Array(pack.largestBucket()) };
 * for (let bucket = 0; bucket < pack.bucketSizes.length; bucket++) pack.readBucket(bucket, into);
 * pack.close();
 * ```
 */
export function openPack(path: string): Pack {
  const file = openFile(path);
  try {
    return new Pack(path, file);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Whether the file is there and begins as a pack does. */
export function isPack(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false; // to open a pipe is to wait for who writes to it
    const file = openSync(path, "r");
    try {
      const start = new Uint8Array(HEADER_BYTES);
      return isPackHeader(start.subarray(0, readSync(file, start, 0, HEADER_BYTES, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    return false; // whatever it is, who opens it tells why it cannot be
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): DataError {
  return new DataError(
    `Cannot read the pack: ${readFault(error)}`,
    { file: path },
    { cause: error },
  );
}

/** A loop of its own for each kind of number: measured, half the time of one loop that calls a closure. */
function areCells(cells: Uint32Array, users: number, movies: number): boolean {
  let sound = true;
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n]!;
    sound = sound && cell >>> 16 < users && (cell & 0xffff) < movies;
  }
  return sound;
}

function areBelow(rows: Uint32Array | Uint8Array, end: number): boolean {
  let most = 0;
  for (let n = 0; n < rows.length; n++) most = Math.max(most, rows[n]!);
  return most < end || rows.length === 0;
}

function rowsOf(start: Uint32Array, block: number): number {
  return start[block + 1]! - start[block]!;
}
