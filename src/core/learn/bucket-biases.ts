import { halfWidth80 } from "../half-width.ts";
import { MOVIE_DAMPING, USER_DAMPING } from "./biases.ts";
import type { BucketSource } from "./bucket-source.ts";
import type { Learned, StarsHead } from "./learning.ts";

/** Ratings in buckets, by row. */
export interface BucketedRatings {
  readonly source: BucketSource;
  /** μ in stars, which is taken off the targets of the buckets. */
  readonly mean: number;
}

/** What a stars head of biases alone is made of. */
export type BiasesLearned = Pick<Learned, "head" | "heldOutError" | "halfWidth80">;

const MOST_SWEEPS = 15;
/** In stars: no bias moved by more in the last sweep. */
const STILL = 1e-4;

/**
 * As `biasHead`, of ratings that need not be in memory: damped means of what the other side leaves, in turn,
 * until they stand still. A generator: it gives way after every pass over the ratings.
 *
 * @param heldOutShare - share of each bucket, its last ratings, that tells how far off biases are.
 *
 * Cost: O(N) a pass, at most 61; 24 bytes a user and movie, and 4 for each rating held out.
 */
export function* bucketBiasHead(
  { source, mean }: BucketedRatings,
  heldOutShare: number,
): Generator<void, BiasesLearned> {
  const apart = source.table.start.map((start) => Math.floor(start * heldOutShare));
  const known = new BucketBiases(source, (bucket, size) => [0, size - apartOf(apart, bucket)]);
  yield* known.fit();
  const residuals = known.residuals(apart);
  yield;
  const all = new BucketBiases(source, (_, size) => [0, size]);
  yield* all.fit();
  const measured = residuals.length > 0;
  return {
    head: headOf(mean, all),
    heldOutError: measured ? rootMeanSquare(residuals) : NaN,
    halfWidth80: measured ? halfWidth80(residuals) : NaN,
  };
}

/** Which ratings of a bucket are meant. */
type Range = (bucket: number, size: number) => readonly [from: number, to: number];

class BucketBiases {
  userBias: Float64Array;
  movieBias: Float64Array;
  readonly #source: BucketSource;
  readonly #range: Range;

  constructor(source: BucketSource, range: Range) {
    const { userStart, movieStart } = source.table;
    this.#source = source;
    this.#range = range;
    this.userBias = new Float64Array(userStart[userStart.length - 1]!);
    this.movieBias = new Float64Array(movieStart[movieStart.length - 1]!);
  }

  *fit(): Generator<void> {
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      const movies = this.#leftFor("movies");
      yield;
      this.movieBias = movies;
      const users = this.#leftFor("users");
      yield;
      const moved = furthest(users, this.userBias);
      this.userBias = users;
      if (moved < STILL) return;
    }
  }

  /** Of the ratings beyond the range: what is left of them. */
  residuals(apart: Float64Array): Float32Array {
    const out = new Float32Array(apart[apart.length - 1]!);
    let at = 0;
    this.#visit(
      (bucket, size) => [size - apartOf(apart, bucket), size],
      (user, movie, target) => {
        out[at++] = target - this.userBias[user]! - this.movieBias[movie]!;
      },
    );
    return out;
  }

  /** One side's damped means of what the other leaves. */
  #leftFor(side: "users" | "movies"): Float64Array {
    const isUsers = side === "users";
    const sum = new Float64Array(isUsers ? this.userBias.length : this.movieBias.length);
    const weight = new Float64Array(sum.length).fill(isUsers ? USER_DAMPING : MOVIE_DAMPING);
    const others = isUsers ? this.movieBias : this.userBias;
    this.#visit(this.#range, (user, movie, target) => {
      const row = isUsers ? user : movie;
      sum[row]! += target - others[isUsers ? movie : user]!;
      weight[row]! += 1;
    });
    for (let row = 0; row < sum.length; row++) sum[row]! /= weight[row]!;
    return sum;
  }

  #visit(range: Range, told: (user: number, movie: number, target: number) => void): void {
    const { userStart, movieStart, start } = this.#source.table;
    const movieBlocks = movieStart.length - 1;
    for (let bucket = 0; bucket + 1 < start.length; bucket++) {
      const [from, to] = range(bucket, start[bucket + 1]! - start[bucket]!);
      if (from === to) continue;
      const { cells, targets } = this.#source.load(bucket, from, to);
      const firstUser = userStart[Math.floor(bucket / movieBlocks)]!;
      const firstMovie = movieStart[bucket % movieBlocks]!;
      for (let n = 0; n < cells.length; n++) {
        const cell = cells[n]!;
        told(firstUser + (cell >>> 16), firstMovie + (cell & 0xffff), targets[n]!);
      }
    }
  }
}

function apartOf(apart: Float64Array, bucket: number): number {
  return apart[bucket + 1]! - apart[bucket]!;
}

function furthest(now: Float64Array, before: Float64Array): number {
  let most = 0;
  for (let row = 0; row < now.length; row++) {
    most = Math.max(most, Math.abs(now[row]! - before[row]!));
  }
  return most;
}

function headOf(mean: number, { userBias, movieBias }: BucketBiases): StarsHead {
  return {
    ...{ factors: 0, mean },
    userBias: Float32Array.from(userBias),
    movieBias: Float32Array.from(movieBias),
    userFactors: new Float32Array(0),
    movieFactors: new Float32Array(0),
  };
}

function rootMeanSquare(values: Float32Array): number {
  let squares = 0;
  for (let n = 0; n < values.length; n++) squares += values[n]! * values[n]!;
  return Math.sqrt(squares / values.length);
}
