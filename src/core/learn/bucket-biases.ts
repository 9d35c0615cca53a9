import { halfWidth80 } from "../half-width.ts";
import type { Cells } from "../kernels.ts";
import { MOVIE_DAMPING, USER_DAMPING } from "./biases.ts";
import type { BucketSource } from "./bucket-source.ts";
import type { Learned, StarsHead } from "./learning.ts";
import { rootMeanSquare } from "./root-mean-square.ts";

/** Ratings in buckets, by row. */
export interface BucketedRatings {
  readonly source: BucketSource;
  /** μ in stars, which is taken off the targets of the buckets. */
  readonly mean: number;
}

/** What a stars head of biases alone is made of. */
export type BiasesLearned = Pick<Learned, "head" | "heldOutError" | "halfWidth80">;

const MOST_SWEEPS = 15;
/** In stars: what biases moved by in the last sweep. */
const STILL = 3e-4;

/**
 * As `biasHead`, of ratings that need not be in memory: damped means of what the other side leaves, in turn,
 * until they stand still. A generator: it gives way after every pass over the ratings.
 *
 * @param heldOutShare - share of each bucket, its last ratings, that tells how far off biases are.
 *
 * Cost: O(N) a pass, at most 63; 32 bytes a user and movie, and 4 for each rating held out.
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
    const { userBias, movieBias } = this;
    const weights = { users: userBias.slice(), movies: movieBias.slice() };
    for (const { cells, firstUser, firstMovie } of this.#visit(this.#range)) {
      addCounts(weights.users.subarray(firstUser), weights.movies.subarray(firstMovie), cells);
    }
    yield;
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      const movies = movieBias.map(() => 0);
      for (const { cells, targets, firstUser, firstMovie } of this.#visit(this.#range)) {
        const others = this.userBias.subarray(firstUser);
        addLeftForMovies(movies.subarray(firstMovie), others, cells, targets);
      }
      this.movieBias = damped(movies, weights.movies, MOVIE_DAMPING);
      yield;
      const users = userBias.map(() => 0);
      for (const { cells, targets, firstUser, firstMovie } of this.#visit(this.#range)) {
        const others = this.movieBias.subarray(firstMovie);
        addLeftForUsers(users.subarray(firstUser), others, cells, targets);
      }
      const before = this.userBias;
      this.userBias = damped(users, weights.users, USER_DAMPING);
      yield;
      if (moved(this.userBias, before, weights.users) < STILL) return;
    }
  }

  /** Of the last ratings of each bucket: what is left of them. */
  residuals(apart: Float64Array): Float32Array {
    const out = new Float32Array(apart[apart.length - 1]!);
    let at = 0;
    const range: Range = (bucket, size) => [size - apartOf(apart, bucket), size];
    for (const { cells, targets, firstUser, firstMovie } of this.#visit(range)) {
      for (let n = 0; n < cells.length; n++) {
        const cell = cells[n]!;
        const biases = this.userBias[firstUser + (cell >>> 16)]!;
        out[at++] = targets[n]! - biases - this.movieBias[firstMovie + (cell & 0xffff)]!;
      }
    }
    return out;
  }

  *#visit(range: Range): Generator<Cells & { firstUser: number; firstMovie: number }> {
    const { userStart, movieStart, start } = this.#source.table;
    const movieBlocks = movieStart.length - 1;
    for (let bucket = 0; bucket + 1 < start.length; bucket++) {
      const [from, to] = range(bucket, start[bucket + 1]! - start[bucket]!);
      if (from === to) continue;
      const { cells, targets } = this.#source.load(bucket, from, to);
      const firstUser = userStart[Math.floor(bucket / movieBlocks)]!;
      const firstMovie = movieStart[bucket % movieBlocks]!;
      yield { cells, targets, firstUser, firstMovie };
    }
  }
}

function addCounts(users: Float64Array, movies: Float64Array, cells: Uint32Array): void {
  for (let n = 0; n < cells.length; n++) {
    users[cells[n]! >>> 16]!++;
    movies[cells[n]! & 0xffff]!++;
  }
}

function addLeftForMovies(
  sums: Float64Array,
  userBias: Float64Array,
  cells: Uint32Array,
  targets: Float32Array,
): void {
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n]!;
    sums[cell & 0xffff]! += targets[n]! - userBias[cell >>> 16]!;
  }
}

function addLeftForUsers(
  sums: Float64Array,
  movieBias: Float64Array,
  cells: Uint32Array,
  targets: Float32Array,
): void {
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n]!;
    sums[cell >>> 16]! += targets[n]! - movieBias[cell & 0xffff]!;
  }
}

function damped(sums: Float64Array, counts: Float64Array, damping: number): Float64Array {
  return sums.map((sum, row) => sum / (counts[row]! + damping));
}

function apartOf(apart: Float64Array, bucket: number): number {
  return apart[bucket + 1]! - apart[bucket]!;
}

/**
 * By how much the bias of a rating's user moved: standard deviation over ratings. What all of them moved by
 * alike, films move back by, slowly and to no avail.
 */
function moved(now: Float64Array, before: Float64Array, counts: Float64Array): number {
  let squares = 0;
  let sum = 0;
  let ratings = 0;
  for (let row = 0; row < now.length; row++) {
    const move = now[row]! - before[row]!;
    squares += counts[row]! * move * move;
    sum += counts[row]! * move;
    ratings += counts[row]!;
  }
  return Math.sqrt(Math.max(0, squares / ratings - (sum / ratings) ** 2));
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
