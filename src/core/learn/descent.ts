import type { Side, Workspace } from "../kernels.ts";
import { STRIDE_UNIT, bufferBytes } from "../kernels.ts";
import { Random } from "../random.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import type { RowBlocks } from "../ratings/row-blocks.ts";
import type { BucketSource } from "./bucket-source.ts";
import type { Turns } from "./bucket-turns.ts";
import { drawTurns, filledBuckets, turnSizes } from "./bucket-turns.ts";
import type { DescentState } from "./descent-member.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import type { StarsHead } from "./learning.ts";

/** Of whose ratings the features are learned. */
export interface DescentSides {
  readonly users: RowBlocks;
  readonly movies: RowBlocks;
  /** Ratings of each user, by index. */
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  /** μ in stars, as a float of 32 bits. */
  readonly mean: number;
  readonly scale: RatingScale;
}

/**
 * A row's features decay by λ·(1 + 35/√n) at each of its n ratings: what few ratings say of a row is
 * mostly noise. Tuned with λ on inner splits; with one λ for all rows the RMSE there is .001 higher
 * on MovieLens 100K, .016 on 1M, .010 on latest-small.
 */
const RARE_DECAY = 35;

/** Bytes of workspace for all but the ratings. */
export function descentBytes(
  { users, movies }: DescentSides,
  ratings: number,
  { factors, heldOutShare }: Required<GradientDescentOptions>,
): number {
  const stride = strideOf(factors);
  const [userBlocks, movieBlocks] = [users.start.length - 1, movies.start.length - 1];
  const [turns, progress] = turnSizes(userBlocks, movieBlocks);
  const sideBytes = (rows: number): number => bufferBytes(rows * stride) + 3 * bufferBytes(rows);
  return (
    sideBytes(users.rowOf.length) +
    sideBytes(movies.rowOf.length) +
    4 * bufferBytes(turns) +
    bufferBytes(progress) +
    bufferBytes(2 * turns) +
    bufferBytes(Math.floor(ratings * heldOutShare))
  );
}

/** One descent: what its members share, and how it begins and stands. */
export class Descent {
  readonly state: DescentState;
  readonly #sides: DescentSides;
  readonly #source: BucketSource;
  readonly #settings: Required<GradientDescentOptions>;
  readonly #startSeed: number;
  readonly #orderSeed: number;
  #order: Random;
  #learned = 0;
  /** Of each user and movie, by index: the ratings that a phase learns from. */
  #counts: { readonly users: Uint32Array; readonly movies: Uint32Array };

  /** @param settings - with the seed of this descent; the same seed starts from the same numbers. */
  constructor(
    sides: DescentSides,
    source: BucketSource,
    settings: Required<GradientDescentOptions>,
    workspace: Workspace,
  ) {
    const random = new Random(settings.seed);
    const { factors, heldOutShare } = settings;
    this.#sides = sides;
    this.#source = source;
    this.#settings = settings;
    this.#startSeed = random.fork();
    this.#orderSeed = random.fork();
    this.#order = new Random(this.#orderSeed);
    this.#counts = { users: sides.userCounts, movies: sides.movieCounts };
    const heldOut = source.table.start.map((start) => Math.floor(start * heldOutShare));
    this.state = {
      stride: strideOf(factors),
      users: emptySide(sides.userCounts.length, strideOf(factors), workspace),
      movies: emptySide(sides.movieCounts.length, strideOf(factors), workspace),
      mean: sides.mean,
      scale: sides.scale,
      heldOut,
      turns: turnsOf(source, workspace),
      squares: workspace.float64(heldOut.length - 1),
      residuals: workspace.float32(heldOut[heldOut.length - 1]!),
    };
    drawTurns(this.state.turns, source.table, this.#order); // for tasks that need no order
  }

  /** How many ratings are held out. */
  get heldOutLength(): number {
    return this.state.residuals.length;
  }

  /**
   * Puts all features where a phase begins; rows that no rating will train stay zero. Gives way after each
   * bucket of which some is held out: they may have to be read from a disk.
   */
  *begin(all: boolean): Generator<void, void> {
    const { userCounts, movieCounts, users, movies } = this.#sides;
    const counts = { users: userCounts.slice(), movies: movieCounts.slice() };
    if (!all) yield* this.#leaveOut(counts);
    this.#counts = counts;
    const random = new Random(this.#startSeed);
    this.#start(this.state.users, users, counts.users, random);
    this.#start(this.state.movies, movies, counts.movies, random);
    this.#order = new Random(this.#orderSeed);
    const { start } = this.#source.table;
    this.#learned = start[start.length - 1]! - (all ? 0 : this.heldOutLength);
  }

  /** Turns the sums where biases of a side lie into their damped means. */
  settleBiases(side: "users" | "movies"): void {
    const { bias } = this.state[side];
    const { rowOf } = this.#sides[side];
    const counts = this.#counts[side];
    for (let index = 0; index < counts.length; index++) {
      if (counts[index] === 0) continue;
      bias[rowOf[index]!]! /= counts[index]! + this.#settings.biasRegularization;
    }
  }

  /** Before each pass: a new order, which nobody has begun with. */
  nextOrder(): void {
    drawTurns(this.state.turns, this.#source.table, this.#order);
  }

  /** Before a task for which the order does not matter. */
  rewind(): void {
    this.state.turns.progress.fill(0);
  }

  /** RMSE met on the way of the last pass, in stars. */
  trainError(): number {
    let squares = 0;
    for (const bucket of this.state.turns.order) squares += this.state.squares[bucket]!;
    return Math.sqrt(squares / this.#learned);
  }

  /** Tells the indices of each held-out rating, and its stars. */
  forEachHeldOut(told: (user: number, movie: number, stars: number) => void): void {
    const buckets = this.#heldOutBuckets(told);
    while (buckets.next().done !== true);
  }

  /** As {@link forEachHeldOut}, one bucket at a time. */
  *#heldOutBuckets(
    told: (user: number, movie: number, stars: number) => void,
  ): Generator<void, void> {
    const { userStart, movieStart } = this.#source.table;
    const users = indexOf(this.#sides.users);
    const movies = indexOf(this.#sides.movies);
    const movieBlocks = movieStart.length - 1;
    for (let bucket = 0; bucket < this.state.squares.length; bucket++) {
      const { cells, targets } = this.#heldOutOf(bucket);
      const firstUser = userStart[Math.floor(bucket / movieBlocks)]!;
      const firstMovie = movieStart[bucket % movieBlocks]!;
      for (let n = 0; n < cells.length; n++) {
        const user = users[firstUser + (cells[n]! >>> 16)]!;
        told(user, movies[firstMovie + (cells[n]! & 0xffff)]!, targets[n]! + this.state.mean);
      }
      if (cells.length > 0) yield;
    }
  }

  /** A copy of the features as they stand, by index. */
  head(): StarsHead {
    const { factors } = this.#settings;
    const { users, movies, stride, mean } = this.state;
    const { users: ofUsers, movies: ofMovies } = this.#sides;
    return {
      factors,
      mean,
      userBias: byIndex(users.bias, 1, 1, ofUsers),
      movieBias: byIndex(movies.bias, 1, 1, ofMovies),
      userFactors: byIndex(users.factors, stride, factors, ofUsers),
      movieFactors: byIndex(movies.factors, stride, factors, ofMovies),
    };
  }

  #heldOutOf(bucket: number): ReturnType<BucketSource["load"]> {
    const { start } = this.#source.table;
    const { heldOut } = this.state;
    const size = start[bucket + 1]! - start[bucket]!;
    return this.#source.load(bucket, size - (heldOut[bucket + 1]! - heldOut[bucket]!), size);
  }

  /** Takes what is held out off the counts. */
  #leaveOut(counts: { users: Uint32Array; movies: Uint32Array }): Generator<void, void> {
    return this.#heldOutBuckets((user, movie) => {
      counts.users[user]!--;
      counts.movies[movie]!--;
    });
  }

  #start(side: Side, { rowOf }: RowBlocks, counts: Uint32Array, random: Random): void {
    const { factors, initialSpread, regularization, biasRegularization } = this.#settings;
    const strongest = 1 / this.#settings.learningRate; // leaves nothing; more would turn the sign
    const spread = initialSpread / Math.sqrt(factors);
    const { stride } = this.state;
    const uniform = new Float64Array(factors);
    side.factors.fill(0);
    side.bias.fill(0);
    for (let index = 0; index < counts.length; index++) {
      const row = rowOf[index]!;
      const count = Math.max(1, counts[index]!);
      side.decay[row] = Math.min(strongest, regularization * (1 + RARE_DECAY / Math.sqrt(count)));
      side.biasDecay[row] = Math.min(strongest, biasRegularization / count);
      random.fillUniform(uniform);
      if (counts[index] === 0) continue;
      for (let f = 0; f < factors; f++) {
        side.factors[row * stride + f] = spread * (2 * uniform[f]! - 1);
      }
    }
  }
}

function strideOf(factors: number): number {
  return Math.ceil(factors / STRIDE_UNIT) * STRIDE_UNIT;
}

function emptySide(rows: number, stride: number, workspace: Workspace): Side {
  return {
    factors: workspace.float32(rows * stride),
    bias: workspace.float32(rows),
    decay: workspace.float32(rows),
    biasDecay: workspace.float32(rows),
  };
}

function turnsOf({ table }: BucketSource, workspace: Workspace): Turns {
  const filled = filledBuckets(table);
  const [, progressLength] = turnSizes(table.userStart.length - 1, table.movieStart.length - 1);
  const progress = workspace.uint32(progressLength);
  return {
    order: workspace.uint32(filled),
    userTurn: workspace.uint32(filled),
    movieTurn: workspace.uint32(filled),
    runEnd: workspace.uint32(filled),
    progress: new Int32Array(progress.buffer, progress.byteOffset, progressLength),
  };
}

/** The first `width` floats of each row, by index. */
function byIndex(
  rows: Float32Array,
  stride: number,
  width: number,
  { rowOf }: RowBlocks,
): Float32Array {
  const out = new Float32Array(rowOf.length * width);
  for (let index = 0; index < rowOf.length; index++) {
    const from = rowOf[index]! * stride;
    for (let f = 0; f < width; f++) out[index * width + f] = rows[from + f]!;
  }
  return out;
}

/** Of each row the index that stands there. */
function indexOf({ rowOf }: RowBlocks): Uint32Array {
  const out = new Uint32Array(rowOf.length);
  for (let index = 0; index < rowOf.length; index++) out[rowOf[index]!] = index;
  return out;
}
