import type { RowBlocks } from "../../core/ratings/row-blocks.ts";
import { blockOfRow } from "./stripe-sorter.ts";
import type { Stripe } from "./stripe-sorter.ts";

/** Puts the ratings of one part, of several blocks, each with its block, in the order in which they come. */
export class BlockScatter {
  readonly #partStart: readonly number[];
  readonly #blockSizes: Float64Array;
  readonly #users: Uint32Array;
  readonly #movies: Uint32Array;
  readonly #levels: Uint8Array;
  /** Where the next rating of each block goes. */
  readonly #next: Float64Array;
  readonly #begin: Float64Array;
  #blockOf: Uint32Array | undefined;

  /**
   * @param partStart - parts + 1: the first block of each.
   * @param blockSizes - ratings of each block.
   */
  constructor(partStart: readonly number[], blockSizes: Float64Array) {
    this.#partStart = partStart;
    this.#blockSizes = blockSizes;
    this.#next = new Float64Array(blockSizes.length);
    this.#begin = new Float64Array(blockSizes.length);
    let most = 0;
    for (let part = 0; part + 1 < partStart.length; part++) {
      let size = 0;
      for (let b = partStart[part]!; b < partStart[part + 1]!; b++) size += blockSizes[b]!;
      most = Math.max(most, size);
    }
    this.#users = new Uint32Array(most);
    this.#movies = new Uint32Array(most);
    this.#levels = new Uint8Array(most);
  }

  /** Forgets the part before. */
  begin(part: number): void {
    let at = 0;
    for (let block = this.#partStart[part]!; block < this.#partStart[part + 1]!; block++) {
      this.#begin[block] = at;
      this.#next[block] = at;
      at += this.#blockSizes[block]!;
    }
  }

  /** Takes ratings by index, to be sorted by blocks of users. */
  add(
    { users, movies, levels }: Stripe,
    { rowOf, start }: RowBlocks,
    movieRowOf: Uint32Array,
    placeOf: Uint8Array,
  ): void {
    const blockOf = (this.#blockOf ??= blockOfRow(start));
    for (let n = 0; n < users.length; n++) {
      const user = rowOf[users[n]!]!;
      const at = this.#next[blockOf[user]!]!++;
      this.#users[at] = user;
      this.#movies[at] = movieRowOf[movies[n]!]!;
      this.#levels[at] = placeOf[levels[n]!]!;
    }
  }

  /** Takes ratings by row, to be sorted by blocks of movies, whose starts are these. */
  addRows({ users, movies, levels }: Stripe, start: Uint32Array): void {
    const blockOf = (this.#blockOf ??= blockOfRow(start));
    for (let n = 0; n < users.length; n++) {
      const movie = movies[n]!;
      const at = this.#next[blockOf[movie]!]!++;
      this.#users[at] = users[n]!;
      this.#movies[at] = movie;
      this.#levels[at] = levels[n]!;
    }
  }

  /** The ratings of a block of the part at hand: views. */
  block(block: number): Stripe {
    const [from, to] = [this.#begin[block]!, this.#next[block]!];
    return {
      users: this.#users.subarray(from, to),
      movies: this.#movies.subarray(from, to),
      levels: this.#levels.subarray(from, to),
    };
  }
}
