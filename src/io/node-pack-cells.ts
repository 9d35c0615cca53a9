import type {
  AlsCells,
  AlsChunk,
  AlsData,
  AlsOrigin,
  AlsSideName,
} from "../core/learn/als-cells.ts";
import type { BlockBuffers, Pack } from "./node-pack.ts";
import type { PackIdentity } from "./node-reopen-pack.ts";
import { identityOf, reopenPack } from "./node-reopen-pack.ts";
import { blockOfRow } from "./pack/stripe-sorter.ts";

/** A pack as what weighted factorisation reads: plain data, by which each thread opens it anew. */
export interface PackOrigin extends AlsOrigin, PackIdentity {
  readonly kind: "pack";
}

/**
 * Opens the pack that an origin names.
 *
 * @throws {DataError} as `reopenPack`.
 */
export function openPackCells(origin: PackOrigin): AlsCells {
  return packCells(reopenPack(origin));
}

/** Whether it is a pack that cells are to be read from. */
export function isPackOrigin(origin: AlsOrigin): origin is PackOrigin {
  return origin.kind === "pack";
}

/**
 * Rows of a pack, read when they are asked for: films as they lie there, people from their block, which is
 * sorted as it is read and kept until another one is needed.
 *
 * Cost: films 5 bytes a rating; people also two passes over the block, once if they are asked for in order.
 * Memory: 10 bytes a rating of the largest block of people.
 */
export function packCells(pack: Pack): AlsCells {
  const people = new PeopleReader(pack);
  const films = new FilmReader(pack);
  return {
    read(side: AlsSideName, first: number, end: number, into: AlsChunk): void {
      if (side === "users") people.read(first, end, into);
      else films.read(first, end, into);
    },
  };
}

/** A pack as weighted factorisation takes it: threads open it anew. */
export function alsDataOfPack(pack: Pack): AlsData {
  const origin: PackOrigin = { kind: "pack", ...identityOf(pack) };
  return {
    rowStart: { users: startsOf(pack.userCounts), movies: startsOf(pack.movieCounts) },
    origin,
    cells: packCells(pack),
  };
}

/** Where each row begins: rows + 1. */
export function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) starts[row + 1] = starts[row]! + counts[row]!;
  return starts;
}

class FilmReader {
  readonly #pack: Pack;
  readonly #starts: Uint32Array;
  readonly #blockOf: Uint32Array;
  readonly #stars: Float32Array;
  #levels = new Uint8Array(0);

  constructor(pack: Pack) {
    this.#pack = pack;
    this.#starts = startsOf(pack.movieCounts);
    this.#blockOf = blockOfRow(pack.movieStart);
    this.#stars = Float32Array.from(pack.directory.levels);
  }

  read(first: number, end: number, { otherOf, stars }: AlsChunk): void {
    let filled = 0;
    for (let row = first; row < end;) {
      const block = this.#blockOf[row]!;
      const stop = Math.min(end, this.#pack.movieStart[block + 1]!);
      const begin = this.#starts[this.#pack.movieStart[block]!]!;
      const [from, to] = [this.#starts[row]! - begin, this.#starts[stop]! - begin];
      const rows = otherOf.subarray(filled);
      this.#pack.readMovies(block, { rows, levels: this.#roomFor(to - from) }, from, to);
      for (let k = 0; k < to - from; k++) stars[filled + k] = this.#stars[this.#levels[k]!]!;
      filled += to - from;
      row = stop;
    }
  }

  #roomFor(ratings: number): Uint8Array {
    if (this.#levels.length < ratings) this.#levels = new Uint8Array(ratings);
    return this.#levels;
  }
}

class PeopleReader {
  readonly #pack: Pack;
  readonly #starts: Uint32Array;
  readonly #blockOf: Uint32Array;
  readonly #stars: Float32Array;
  readonly #bucket: BlockBuffers;
  readonly #order: Uint32Array;
  /** The block at hand by user, then movie. */
  readonly #movies: Uint32Array;
  readonly #levels: Uint8Array;
  #block = -1;

  constructor(pack: Pack) {
    const largest = pack.largestBucket();
    const { userBlocks, movieBlocks } = pack.directory;
    const sizes = new Uint32Array(userBlocks);
    for (const [k, size] of pack.bucketSizes.entries()) sizes[Math.floor(k / movieBlocks)]! += size;
    const most = sizes.reduce((larger, size) => Math.max(larger, size), 0);
    this.#pack = pack;
    this.#starts = startsOf(pack.userCounts);
    this.#blockOf = blockOfRow(pack.userStart);
    this.#stars = Float32Array.from(pack.directory.levels);
    this.#bucket = { rows: new Uint32Array(largest), levels: new Uint8Array(largest) };
    this.#order = new Uint32Array(largest);
    this.#movies = new Uint32Array(most);
    this.#levels = new Uint8Array(most);
  }

  read(first: number, end: number, { otherOf, stars }: AlsChunk): void {
    let filled = 0;
    for (let row = first; row < end;) {
      const block = this.#blockOf[row]!;
      if (block !== this.#block) this.#load(block);
      const stop = Math.min(end, this.#pack.userStart[block + 1]!);
      const begin = this.#starts[this.#pack.userStart[block]!]!;
      const [from, to] = [this.#starts[row]! - begin, this.#starts[stop]! - begin];
      otherOf.set(this.#movies.subarray(from, to), filled);
      for (let k = from; k < to; k++) stars[filled + k - from] = this.#stars[this.#levels[k]!]!;
      filled += to - from;
      row = stop;
    }
  }

  /** Buckets come by rising movies, so those of one user do too if each bucket is sorted by movie. */
  #load(block: number): void {
    const { userStart, movieStart, directory } = this.#pack;
    const firstUser = userStart[block]!;
    const next = this.#starts.slice(firstUser, userStart[block + 1]);
    const begin = next[0] ?? 0;
    for (let row = 0; row < next.length; row++) next[row]! -= begin;
    this.#block = -1; // until all is there
    for (let k = 0; k < directory.movieBlocks; k++) {
      const size = this.#pack.readBucket(block * directory.movieBlocks + k, this.#bucket);
      this.#place(next, size, movieStart[k]!, movieStart[k + 1]! - movieStart[k]!);
    }
    this.#block = block;
  }

  #place(next: Uint32Array, size: number, firstMovie: number, movies: number): void {
    const { rows, levels } = this.#bucket;
    const order = this.#order;
    orderByMovie(order, rows, size, movies);
    for (let k = 0; k < size; k++) {
      const n = order[k]!;
      const cell = rows[n]!;
      const at = next[cell >>> 16]!++;
      this.#movies[at] = firstMovie + (cell & 0xffff);
      this.#levels[at] = levels[n]!;
    }
  }
}

function orderByMovie(order: Uint32Array, cells: Uint32Array, size: number, movies: number): void {
  const next = new Uint32Array(movies + 1);
  for (let n = 0; n < size; n++) next[(cells[n]! & 0xffff) + 1]!++;
  for (let movie = 1; movie <= movies; movie++) next[movie]! += next[movie - 1]!;
  for (let n = 0; n < size; n++) order[next[cells[n]! & 0xffff]!++] = n;
}
