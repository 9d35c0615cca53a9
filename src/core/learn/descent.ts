import type { Kernels, Side, Workspace } from "../kernels.ts";
import { STRIDE_UNIT, bufferBytes } from "../kernels.ts";
import { Random } from "../random.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Bucket } from "./buckets.ts";
import { Buckets } from "./buckets.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import type { StarsHead } from "./learning.ts";

/** Rows of a block: 2 × 2048 rows of 32 features are 512 KB. Measured: see docs/performance.md. */
const BLOCK_ROWS = 2048;

/**
 * A row's features decay by λ·(1 + 35/√n) at each of its n ratings: what few ratings say of a row is
 * mostly noise. Tuned with λ on inner splits; with one λ for all rows the RMSE there is .001 higher
 * on MovieLens 100K, .016 on 1M, .010 on latest-small.
 */
const RARE_DECAY = 35;

/** The state of one descent: features in the kernels' memory, ratings in buckets beside them. */
export class Descent {
  readonly #train: Ratings;
  readonly #settings: Required<GradientDescentOptions>;
  readonly #mean: number;
  readonly #stride: number;
  readonly #random: Random;
  readonly #workspace: Workspace;
  readonly #users: Side;
  readonly #movies: Side;
  readonly #buckets: Buckets;
  readonly #heldOut: Buckets;
  readonly #residuals: Float32Array;

  /** @param settings - with the seed of this descent; the same seed starts from the same numbers. */
  constructor(
    train: Ratings,
    heldOut: Ratings,
    settings: Required<GradientDescentOptions>,
    kernels: Kernels,
  ) {
    const { userCount, movieCount } = train;
    this.#train = train;
    this.#settings = settings;
    this.#mean = Math.fround(train.mean());
    this.#stride = Math.ceil(settings.factors / STRIDE_UNIT) * STRIDE_UNIT;
    this.#random = new Random(settings.seed);
    this.#workspace = kernels.workspace(
      sideBytes(userCount, this.#stride) +
        sideBytes(movieCount, this.#stride) +
        Buckets.bytes(train.length) +
        Buckets.bytes(heldOut.length) +
        bufferBytes(heldOut.length),
    );
    this.#users = this.#randomSide(train.userCounts());
    this.#movies = this.#randomSide(train.movieCounts());
    this.#buckets = new Buckets(train, this.#mean, BLOCK_ROWS, this.#workspace, this.#random);
    this.#heldOut = new Buckets(heldOut, this.#mean, BLOCK_ROWS, this.#workspace, this.#random);
    this.#residuals = this.#workspace.float32(heldOut.length);
  }

  /** One pass over the training ratings; the RMSE met on the way, in stars. */
  epoch(rate: number): number {
    let squares = 0;
    for (const bucket of this.#random.shuffle([...this.#buckets.buckets])) {
      const { users, movies } = this.#block(bucket);
      squares += this.#workspace.descend(users, movies, bucket, this.#stride, rate);
    }
    return Math.sqrt(squares / this.#buckets.length);
  }

  /**
   * Held-out ratings less their predictions (clipped to the scale), in stars.
   *
   * @returns a view, overwritten by the next call.
   */
  heldOutResiduals(): Float32Array {
    const { scale } = this.#train;
    let at = 0;
    for (const bucket of this.#heldOut.buckets) {
      const { users, movies } = this.#block(bucket);
      const out = this.#residuals.subarray(at, at + bucket.cells.length);
      this.#workspace.residuals(out, users, movies, bucket, this.#stride);
      for (let n = 0; n < out.length; n++) {
        const rating = bucket.targets[n]! + this.#mean;
        out[n] = rating - clampToScale(scale, rating - out[n]!);
      }
      at += bucket.cells.length;
    }
    return this.#residuals;
  }

  /** A copy of the features as they stand. */
  head(): StarsHead {
    const { factors } = this.#settings;
    return {
      factors,
      mean: this.#mean,
      userBias: this.#users.bias.slice(),
      movieBias: this.#movies.bias.slice(),
      userFactors: unpadded(this.#users.factors, this.#stride, factors),
      movieFactors: unpadded(this.#movies.factors, this.#stride, factors),
    };
  }

  /** Rows that no rating will train stay zero, so that they predict the mean. */
  #randomSide(counts: Uint32Array): Side {
    const { factors, initialSpread, regularization, biasRegularization } = this.#settings;
    const strongest = 1 / this.#settings.learningRate; // leaves nothing; more would turn the sign
    const rows = counts.length;
    const side = {
      factors: this.#workspace.float32(rows * this.#stride),
      bias: this.#workspace.float32(rows),
      decay: this.#workspace.float32(rows),
      biasDecay: this.#workspace.float32(rows),
    };
    for (let row = 0; row < rows; row++) {
      const count = Math.max(1, counts[row]!);
      side.decay[row] = Math.min(strongest, regularization * (1 + RARE_DECAY / Math.sqrt(count)));
      side.biasDecay[row] = Math.min(strongest, biasRegularization / count);
    }
    const spread = initialSpread / Math.sqrt(factors);
    for (let row = 0; row < rows; row++) {
      for (let f = 0; f < factors; f++) {
        const start = spread * (2 * this.#random.uniform() - 1);
        if (counts[row]! > 0) side.factors[row * this.#stride + f] = start;
      }
    }
    return side;
  }

  #block({ firstUser, firstMovie }: Bucket): { users: Side; movies: Side } {
    return {
      users: rowsFrom(this.#users, firstUser, this.#stride),
      movies: rowsFrom(this.#movies, firstMovie, this.#stride),
    };
  }
}

function sideBytes(rows: number, stride: number): number {
  return bufferBytes(rows * stride) + 3 * bufferBytes(rows);
}

function rowsFrom(side: Side, first: number, stride: number): Side {
  return {
    factors: side.factors.subarray(first * stride),
    bias: side.bias.subarray(first),
    decay: side.decay.subarray(first),
    biasDecay: side.biasDecay.subarray(first),
  };
}

/** A copy of the rows without their padding. */
function unpadded(padded: Float32Array, stride: number, factors: number): Float32Array {
  const rows = padded.length / stride;
  const out = new Float32Array(rows * factors);
  for (let row = 0; row < rows; row++) {
    out.set(padded.subarray(row * stride, row * stride + factors), row * factors);
  }
  return out;
}
