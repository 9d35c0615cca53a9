import type { Cells, Loops, Side } from "../kernels.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { BucketSource } from "./bucket-source.ts";
import type { Turns } from "./bucket-turns.ts";
import { shareOut, takeTurns } from "./bucket-turns.ts";

/** What those who descend together work on, in one memory. Plain data. */
export interface DescentState {
  /** Floats a row. */
  readonly stride: number;
  readonly users: Side;
  readonly movies: Side;
  /** μ in stars. */
  readonly mean: number;
  readonly scale: RatingScale;
  /** Buckets + 1: the last `heldOut[k + 1] − heldOut[k]` cells of bucket k are held out. */
  readonly heldOut: Float64Array;
  readonly turns: Turns;
  /** By bucket: Σ e² of the last visit. */
  readonly squares: Float64Array;
  /** Of all held-out ratings, bucket by bucket, as last measured. */
  readonly residuals: Float32Array;
}

/** Something that is done to all buckets. Plain data. */
export type DescentTask =
  | { readonly kind: "shuffle"; readonly seed: number }
  /** Adds up what ratings are off the mean, and off the bias of the other side, where biases of a side lie. */
  | { readonly kind: "lean"; readonly side: "users" | "movies"; readonly all: boolean }
  /** One pass over the ratings that are not held out, or over all. */
  | { readonly kind: "descend"; readonly rate: number; readonly all: boolean }
  /** Held-out ratings less their predictions, clipped to the scale. */
  | { readonly kind: "measure" };

/** Ratings a call: engines go over to their optimised code between two calls, not within one. */
const CALL_CELLS = 8192;

/** One of those who descend together: alone, or in a thread. */
export class DescentMember {
  readonly #loops: Loops;
  readonly #state: DescentState;
  readonly #source: BucketSource;
  /** Whose rows were visited last. */
  #userBlock = -1;

  /** @param loops - over the memory of `state` and of what `source` loads. */
  constructor(loops: Loops, state: DescentState, source: BucketSource) {
    this.#loops = loops;
    this.#state = state;
    this.#source = source;
  }

  /** Takes part until nothing is left to begin with; others may still be at it. */
  do(task: DescentTask): void {
    const { turns } = this.#state;
    const source = this.#source;
    if (task.kind === "shuffle") shareOut(turns, (bucket) => source.shuffle(bucket, task.seed));
    else if (task.kind === "measure") shareOut(turns, (bucket) => this.#measure(bucket));
    else if (task.kind === "lean") {
      takeTurns(turns, source.table, (bucket) => this.#lean(bucket, task));
    } else takeTurns(turns, source.table, (bucket) => this.#descend(bucket, task));
  }

  #descend(bucket: number, { rate, all }: { rate: number; all: boolean }): void {
    const { stride, squares } = this.#state;
    const { users, movies } = this.#block(bucket);
    const { cells, targets } = this.#learnedFrom(bucket, all);
    this.#bringIn(bucket);
    let sum = 0;
    for (let from = 0; from < cells.length; from += CALL_CELLS) {
      const to = from + CALL_CELLS;
      const part = { cells: cells.subarray(from, to), targets: targets.subarray(from, to) };
      sum += this.#loops.descend(users, movies, part, stride, rate);
    }
    squares[bucket] = sum;
  }

  /** Rows into the cache, but for those of users who are there from the bucket before. */
  #bringIn(bucket: number): void {
    const { users, movies, stride } = this.#state;
    const { userStart, movieStart } = this.#source.table;
    const movieBlocks = movieStart.length - 1;
    const user = Math.floor(bucket / movieBlocks);
    const movie = bucket % movieBlocks;
    if (user !== this.#userBlock) this.#loops.touch(blockOf(users, userStart, user, stride));
    this.#loops.touch(blockOf(movies, movieStart, movie, stride));
    this.#userBlock = user;
  }

  #lean(bucket: number, { side, all }: { side: "users" | "movies"; all: boolean }): void {
    const { users, movies } = this.#block(bucket);
    const { cells, targets } = this.#learnedFrom(bucket, all);
    const [ofUsers, ofMovies] = [users.bias, movies.bias];
    for (let n = 0; n < cells.length; n++) {
      const u = cells[n]! >>> 16;
      const i = cells[n]! & 0xffff;
      if (side === "movies") ofMovies[i]! += targets[n]! - ofUsers[u]!;
      else ofUsers[u]! += targets[n]! - ofMovies[i]!;
    }
  }

  #learnedFrom(bucket: number, all: boolean): Cells {
    return this.#source.load(bucket, 0, this.#size(bucket) - (all ? 0 : this.#apart(bucket)));
  }

  #measure(bucket: number): void {
    const { stride, heldOut, residuals } = this.#state;
    const apart = this.#apart(bucket);
    if (apart === 0) return;
    const size = this.#size(bucket);
    const cells = this.#source.load(bucket, size - apart, size);
    const { users, movies } = this.#block(bucket);
    const out = residuals.subarray(heldOut[bucket], heldOut[bucket + 1]);
    this.#loops.residuals(out, users, movies, cells, stride);
    this.#clip(out, cells);
  }

  #clip(out: Float32Array, { targets }: Cells): void {
    const { mean, scale } = this.#state;
    for (let n = 0; n < out.length; n++) {
      const rating = targets[n]! + mean;
      out[n] = rating - clampToScale(scale, rating - out[n]!);
    }
  }

  #size(bucket: number): number {
    const { start } = this.#source.table;
    return start[bucket + 1]! - start[bucket]!;
  }

  #apart(bucket: number): number {
    const { heldOut } = this.#state;
    return heldOut[bucket + 1]! - heldOut[bucket]!;
  }

  #block(bucket: number): { users: Side; movies: Side } {
    const { users, movies, stride } = this.#state;
    const { userStart, movieStart } = this.#source.table;
    const movieBlocks = movieStart.length - 1;
    return {
      users: rowsFrom(users, userStart[Math.floor(bucket / movieBlocks)]!, stride),
      movies: rowsFrom(movies, movieStart[bucket % movieBlocks]!, stride),
    };
  }
}

function blockOf(side: Side, start: Uint32Array, block: number, stride: number): Float32Array {
  return side.factors.subarray(start[block]! * stride, start[block + 1]! * stride);
}

function rowsFrom(side: Side, first: number, stride: number): Side {
  return {
    factors: side.factors.subarray(first * stride),
    bias: side.bias.subarray(first),
    decay: side.decay.subarray(first),
    biasDecay: side.biasDecay.subarray(first),
  };
}
