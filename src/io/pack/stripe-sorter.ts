import { Random } from "../../core/random.ts";
import type { RowBlocks } from "../../core/ratings/row-blocks.ts";

/** Ratings of one block of users, in the order in which they came; borrowed and written over. */
export interface Stripe {
  /** Rows, all of the block. */
  readonly users: Uint32Array;
  readonly movies: Uint32Array;
  readonly levels: Uint8Array;
}

/** A stripe, user by user, and in buckets. Views of the sorter: written over by the next stripe. */
export interface SortedStripe {
  /** Without those that a later one of the same pair replaced. */
  readonly length: number;
  /** In the order of users. */
  readonly users: Uint32Array;
  readonly movies: Uint32Array;
  readonly levels: Uint8Array;
  /** Movie blocks + 1: where each bucket begins among the following. */
  readonly bucketStart: Uint32Array;
  readonly cells: Uint32Array;
  readonly cellLevels: Uint8Array;
}

/** Sorts the ratings of one block of users after the other. */
export class StripeSorter {
  readonly #userStart: Uint32Array;
  readonly #movieStart: Uint32Array;
  readonly #blockOfMovie: Uint32Array;
  readonly #seed: number;
  readonly #lastOf: Int32Array;
  #buffers = buffersOf(0);

  /** @param seed - of the order within buckets. */
  constructor(users: RowBlocks, movies: RowBlocks, seed: number) {
    this.#userStart = users.start;
    this.#movieStart = movies.start;
    this.#blockOfMovie = blockOfRow(movies.start);
    this.#lastOf = new Int32Array(movies.rowOf.length).fill(-1);
    this.#seed = seed;
  }

  /** Cost: O(N + rows of the block + movie blocks); 22 bytes a rating of the largest stripe. */
  sort(block: number, stripe: Stripe): SortedStripe {
    const count = stripe.users.length;
    if (count > this.#buffers.order.length) this.#buffers = buffersOf(Math.ceil(1.2 * count));
    const first = this.#userStart[block]!;
    const rows = this.#userStart[block + 1]! - first;
    orderByUser(this.#buffers.order, stripe.users, first, rows);
    const length = this.#withoutRepeats(stripe);
    const bucketStart = this.#fillBuckets(first, length);
    const { users, movies, levels, cells, cellLevels } = this.#buffers;
    for (let k = 0; k + 1 < bucketStart.length; k++) {
      const bucket = block * (bucketStart.length - 1) + k;
      const [from, to] = [bucketStart[k]!, bucketStart[k + 1]!];
      shuffle(cells, cellLevels, from, to, seedOf(this.#seed, bucket));
    }
    return { length, users, movies, levels, bucketStart, cells, cellLevels };
  }

  /** Copies what counts in the order of users. @returns how many there are. */
  #withoutRepeats(stripe: Stripe): number {
    const { order, users, movies, levels } = this.#buffers;
    const lastOf = this.#lastOf;
    let length = 0;
    for (let k = 0; k < stripe.users.length; k++) {
      const n = order[k]!;
      const user = stripe.users[n]!;
      const movie = stripe.movies[n]!;
      const before = lastOf[movie]!;
      if (before >= 0 && before < length && users[before] === user && movies[before] === movie) {
        levels[before] = stripe.levels[n]!;
        continue;
      }
      lastOf[movie] = length;
      users[length] = user;
      movies[length] = movie;
      levels[length++] = stripe.levels[n]!;
    }
    return length;
  }

  #fillBuckets(firstUser: number, length: number): Uint32Array {
    const { users, movies, levels, cells, cellLevels } = this.#buffers;
    const blockOf = this.#blockOfMovie;
    const movieStart = this.#movieStart;
    const start = new Uint32Array(movieStart.length);
    for (let n = 0; n < length; n++) start[blockOf[movies[n]!]! + 1]!++;
    for (let k = 1; k < start.length; k++) start[k]! += start[k - 1]!;
    const next = start.slice();
    for (let n = 0; n < length; n++) {
      const movie = movies[n]!;
      const block = blockOf[movie]!;
      const at = next[block]!++;
      cells[at] = ((users[n]! - firstUser) << 16) | (movie - movieStart[block]!);
      cellLevels[at] = levels[n]!;
    }
    return start;
  }
}

/** The block that each row is in. */
export function blockOfRow(start: Uint32Array): Uint32Array {
  const blockOf = new Uint32Array(start.at(-1)!);
  for (let block = 0; block + 1 < start.length; block++) {
    blockOf.fill(block, start[block], start[block + 1]);
  }
  return blockOf;
}

interface Buffers {
  readonly order: Uint32Array;
  readonly users: Uint32Array;
  readonly movies: Uint32Array;
  readonly levels: Uint8Array;
  readonly cells: Uint32Array;
  readonly cellLevels: Uint8Array;
}

function buffersOf(length: number): Buffers {
  return {
    order: new Uint32Array(length),
    users: new Uint32Array(length),
    movies: new Uint32Array(length),
    levels: new Uint8Array(length),
    cells: new Uint32Array(length),
    cellLevels: new Uint8Array(length),
  };
}

function orderByUser(order: Uint32Array, users: Uint32Array, first: number, rows: number): void {
  const next = new Uint32Array(rows + 1);
  for (let n = 0; n < users.length; n++) next[users[n]! - first + 1]!++;
  for (let row = 1; row <= rows; row++) next[row]! += next[row - 1]!;
  for (let n = 0; n < users.length; n++) order[next[users[n]! - first]!++] = n;
}

function shuffle(
  cells: Uint32Array,
  levels: Uint8Array,
  from: number,
  to: number,
  seed: number,
): void {
  const random = new Random(seed);
  for (let k = to - 1; k > from; k--) {
    const other = from + random.below(k - from + 1);
    const cell = cells[k]!;
    const level = levels[k]!;
    cells[k] = cells[other]!;
    levels[k] = levels[other]!;
    cells[other] = cell;
    levels[other] = level;
  }
}

/** A sequence of its own for each bucket, so that the order depends on nothing but the seed. */
function seedOf(seed: number, bucket: number): number {
  return (seed ^ Math.imul(bucket + 1, 0x9e3779b1)) >>> 0;
}
