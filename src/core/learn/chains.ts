import type { ChainDraw, ChainHalf, ChainSide, Lanes, PendingColumns } from "../chain-kernels.ts";
import { PAIR, recordSize } from "../chain-kernels.ts";
import type { Kernels, Workspace } from "../kernels.ts";
import { bufferBytes } from "../kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { PairOfBlock } from "./chain-block.ts";
import { ChainBlock } from "./chain-block.ts";
import type { ChainLikelihood } from "./chain-likelihood.ts";
import { GaussianLikelihood } from "./chain-likelihood.ts";
import type { Likelihood } from "./gibbs-options.ts";
import { OrderedProbit } from "./ordered-probit.ts";

/** Pairs whose stars are to be predicted while sampling. */
export interface ProbePairs {
  readonly userIndex: Uint32Array;
  readonly movieIndex: Uint32Array;
}

/** What a pair of chains is run with. */
export interface ChainSettings {
  /** F. */
  readonly factors: number;
  readonly seed: number;
  /** Power of the likelihood, in (0, 1]: how far the ratings are trusted against the priors. */
  readonly trust: number;
  readonly likelihood: Likelihood;
}

/** Where a pair of chains stands, as far as it cannot be worked out from the ratings. Plain data. */
export interface ChainsState {
  readonly random: Uint32Array;
  /** What the likelihood has drawn. */
  readonly likelihood: Float64Array;
  /** Own and shared values of users and movies, bias first, then every feature. */
  readonly blocks: readonly PairOfBlock[];
}

/** Sums over samples that predictions are added to. */
export interface PredictionSums {
  readonly stars: Float64Array;
  readonly squares: Float64Array;
}

/** One side of one coefficient: own values, values shared by all that rated the same, their total. */
export interface Half {
  readonly own: ChainBlock;
  readonly shared: ChainBlock;
  readonly total: Float32Array;
}

/** Both sides of one coefficient. */
export interface Pair {
  readonly user: Half;
  readonly movie: Half;
}

const FIRST_OWN = 0.1;
const FIRST_SHARED = 0.02;

/**
 * Two Gibbs chains, or four side by side, of the two-sided model
 * r̂ = w + b_u + b_i + Σ_f (p_uf + |N(u)|^-½ Σ_{j ∈ N(u)} y_jf)·(q_if + |N(i)|^-½ Σ_{v ∈ N(i)} z_vf),
 * the same two sums in the biases; N(·) is who rated what in the training ratings alone.
 *
 * Each pair of chains has a random sequence of its own, so that it finds the same whether another pair is
 * beside it or not. How ratings come from r̂ is the likelihood's: see {@link ChainLikelihood}.
 *
 * Memory for L chains: (4·L + 8) N + 12·L (U + I)(F + 2) bytes. Cost of a sweep: O(N·F).
 */
export class Chains {
  /** L. */
  readonly lanes: Lanes;
  /** Biases. */
  readonly linear: Pair;
  /** F pairs. */
  readonly features: readonly Pair[];
  readonly #ratings: Ratings;
  readonly #workspace: Workspace;
  readonly #randoms: readonly Random[];
  readonly #users: ChainSide;
  readonly #movies: ChainSide;
  readonly #userWeight: Float32Array;
  readonly #movieWeight: Float32Array;
  readonly #residual: Float32Array;
  readonly #records: Float32Array;
  readonly #draw: ChainDraw;
  readonly #userBefore: Float32Array;
  readonly #movieBefore: Float32Array;
  /** Slopes and moves of the movies. */
  readonly #columns: Float32Array;
  readonly #sums: Float64Array;
  readonly #shift: Float32Array;
  readonly #onesUser: Float32Array;
  readonly #onesMovie: Float32Array;
  readonly #likelihood: ChainLikelihood;
  readonly #probe: ProbePairs;
  readonly #predicted: Float32Array;

  /**
   * @param pairs - one or two, of one number of hidden features, which differ by seed alone.
   * @param states - where each pair is to go on; without them the chains start at random.
   */
  constructor(
    ratings: Ratings,
    probe: ProbePairs,
    pairs: readonly ChainSettings[],
    kernels: Kernels,
    states?: readonly ChainsState[],
  ) {
    const { factors, trust, likelihood } = pairs[0]!;
    const { userCount, movieCount, length } = ratings;
    const lanes = (pairs.length * PAIR) as Lanes;
    const workspace = kernels.workspace(bytesFor(ratings, probe, factors, lanes));
    this.lanes = lanes;
    this.#ratings = ratings;
    this.#likelihood =
      likelihood === "gaussian"
        ? new GaussianLikelihood(ratings, trust, lanes)
        : new OrderedProbit(ratings, trust, lanes);
    this.#workspace = workspace;
    this.#randoms = pairs.map(({ seed }, pair) =>
      states === undefined ? new Random(seed) : Random.at(states[pair]!.random),
    );
    const { rowStart, colIndex } = ratings.byUser();
    const byMovie = ratings.byMovie();
    const copy = (values: Uint32Array): Uint32Array => {
      const own = workspace.uint32(values.length);
      own.set(values);
      return own;
    };
    this.#users = { rowStart: copy(rowStart), otherOf: copy(colIndex) };
    this.#movies = { rowStart: copy(byMovie.rowStart), otherOf: copy(byMovie.colIndex) };
    const most = Math.max(userCount, movieCount);
    this.#userWeight = weights(workspace, rowStart);
    this.#movieWeight = weights(workspace, byMovie.rowStart);
    this.#residual = workspace.float32(length * lanes);
    this.#records = workspace.float32(most * recordSize(lanes));
    this.#draw = { normals: workspace.float32(most * lanes), prior: workspace.float32(3 * lanes) };
    this.#userBefore = workspace.float32(userCount * lanes);
    this.#movieBefore = workspace.float32(movieCount * lanes);
    this.#columns = workspace.float32(movieCount * 2 * lanes);
    this.#sums = workspace.float64(2 * lanes);
    this.#shift = new Float32Array(lanes);
    this.#onesUser = workspace.float32(userCount * lanes).fill(1);
    this.#onesMovie = workspace.float32(movieCount * lanes).fill(1);
    const [own, shared] = states === undefined ? [FIRST_OWN, FIRST_SHARED] : [0, 0];
    this.linear = this.#pair(0, 0);
    this.features = Array.from({ length: factors }, () => this.#pair(own, shared));
    this.#probe = { userIndex: copy(probe.userIndex), movieIndex: copy(probe.movieIndex) };
    this.#predicted = workspace.float32(probe.userIndex.length * lanes);
    for (const [pair, state] of (states ?? []).entries()) this.#restore(pair, state);
    this.settleAnew();
  }

  /** w of each chain, in stars. */
  get level(): Float64Array {
    return this.#likelihood.level;
  }

  /** Variance of the noise in one chain, in stars². */
  noiseVariance(lane: number): number {
    return this.#likelihood.noiseVariance(lane);
  }

  /** Where a pair stands; right after {@link settleAnew}, nothing else is needed to go on from here. */
  state(pair: number): ChainsState {
    return {
      random: this.#randoms[pair]!.state(),
      likelihood: this.#likelihood.state(pair),
      blocks: this.#blocks().map((block) => block.ofPair(pair)),
    };
  }

  /** Works out totals and residuals from the coefficients alone, so that rounding does not add up. */
  settleAnew(): void {
    this.#likelihood.start(this.#residual);
    for (const pair of [this.linear, ...this.features]) {
      const { user, movie } = pair;
      this.#addShared(user, this.#users, this.#userWeight);
      this.#addShared(movie, this.#movies, this.#movieWeight);
      this.#settle(user.total, pair === this.linear ? this.#onesMovie : movie.total);
    }
    this.#settle(this.#onesUser, this.linear.movie.total);
  }

  /** Draws everything once, each given the rest. */
  sweep(): void {
    const { prior } = this.#draw;
    const residual = this.#residual;
    const draw = { residual, sums: this.#sums, precision: prior, shift: this.#shift };
    this.#likelihood.redraw(draw, this.#randoms);
    for (let at = 0; at < this.#onesMovie.length; at++) {
      this.#columns[this.#movedAt(at)] = this.#shift[at % this.lanes]!;
    }
    let slope = this.#onesUser; // of what is pending
    for (const pair of [this.linear, ...this.features]) {
      const isLinear = pair === this.linear;
      const userSlope = isLinear ? this.#onesUser : pair.user.total;
      const movieSlope = isLinear ? this.#onesMovie : pair.movie.total;
      this.#drawPair(pair, slope, userSlope, movieSlope);
      slope = userSlope;
    }
    this.#workspace.settle(this.#sums, residual, this.#users, this.#pending(slope));
  }

  /** Adds what the chains expect of the probe pairs' ratings to the sums of each pair. */
  addPredictions(sums: readonly PredictionSums[]): void {
    const { userIndex, movieIndex } = this.#probe;
    const { level } = this.#likelihood;
    const out = this.#predicted;
    for (let at = 0; at < out.length; at++) out[at] = level[at % this.lanes]!;
    const { user, movie } = this.linear;
    this.#workspace.addProducts(out, userIndex, movieIndex, user.total, this.#onesMovie);
    this.#workspace.addProducts(out, userIndex, movieIndex, this.#onesUser, movie.total);
    for (const pair of this.features) {
      this.#workspace.addProducts(out, userIndex, movieIndex, pair.user.total, pair.movie.total);
    }
    for (const [pair, { stars, squares }] of sums.entries()) {
      this.#likelihood.addMoments(out, pair, stars, squares);
    }
  }

  #pair(own: number, shared: number): Pair {
    const { userCount, movieCount } = this.#ratings;
    const half = (rows: number, others: number): Half => ({
      own: new ChainBlock(this.#workspace, rows, own, this.#randoms),
      shared: new ChainBlock(this.#workspace, others, shared, this.#randoms),
      total: this.#workspace.float32(rows * this.lanes),
    });
    return { user: half(userCount, movieCount), movie: half(movieCount, userCount) };
  }

  #restore(pair: number, { likelihood, blocks }: ChainsState): void {
    this.#likelihood.restore(pair, likelihood);
    for (const [k, block] of this.#blocks().entries()) block.restore(pair, blocks[k]!);
  }

  #blocks(): ChainBlock[] {
    return [this.linear, ...this.features].flatMap(({ user, movie }) => [
      user.own,
      user.shared,
      movie.own,
      movie.shared,
    ]);
  }

  #addShared(half: Half, side: ChainSide, weight: Float32Array): void {
    this.#workspace.addShared(this.#halfOf(half, weight), half.shared.values, side);
  }

  #halfOf({ own, total }: Half, weight: Float32Array): ChainHalf {
    return { own: own.values, total, weight, records: this.#records };
  }

  /** Takes user times movie from every residual. */
  #settle(user: Float32Array, movie: Float32Array): void {
    for (let at = 0; at < movie.length; at++) this.#columns[this.#movedAt(at)] = movie[at]!;
    this.#workspace.settle(this.#sums, this.#residual, this.#users, this.#pending(user));
  }

  /** Where `#columns` has the move of a movie's value. */
  #movedAt(at: number): number {
    return 2 * at - (at % this.lanes) + this.lanes;
  }

  #pending(slope: Float32Array): PendingColumns {
    return { columns: this.#columns, slope };
  }

  /** @param slope - of the users, for the moves of the movies that the residuals do not know of yet. */
  #drawPair(
    { user, movie }: Pair,
    slope: Float32Array,
    userSlope: Float32Array,
    movieSlope: Float32Array,
  ): void {
    const workspace = this.#workspace;
    const residual = this.#residual;
    const cells = this.#users;
    const draw = this.#draw;

    const { total } = user;
    const before = copied(this.#userBefore, total);
    let half = this.#halfOf(user, this.#userWeight);
    this.#setSlopes(movieSlope);
    user.own.redraw(draw, this.#randoms);
    workspace.sampleOwn(half, cells, residual, this.#pending(slope), draw);
    this.#drawShared(user, half, this.#movies);

    copied(this.#movieBefore, movie.total);
    half = this.#halfOf(movie, this.#movieWeight);
    movie.own.redraw(draw, this.#randoms);
    const moves = { total, before, slope: userSlope };
    workspace.sampleOwnOfColumns(half, cells, residual, movieSlope, moves, draw);
    this.#drawShared(movie, half, this.#users);
    this.#setMoves(movie.total);
  }

  /** @param side - of the other side, whose rows the shared values are of. */
  #drawShared({ shared }: Half, half: ChainHalf, side: ChainSide): void {
    shared.redraw(this.#draw, this.#randoms);
    this.#workspace.sampleShared(shared.values, this.#records, side, this.#draw);
    this.#workspace.addMoves(half);
  }
  #setSlopes(slope: Float32Array): void {
    for (let at = 0; at < slope.length; at++) {
      this.#columns[this.#movedAt(at) - this.lanes] = slope[at]!;
    }
  }

  /** What the movies have moved since `#movieBefore`. */
  #setMoves(total: Float32Array): void {
    for (let at = 0; at < total.length; at++) {
      this.#columns[this.#movedAt(at)] = total[at]! - this.#movieBefore[at]!;
    }
  }
}

/** @returns `to`, which has the length of `from`. */
function copied(to: Float32Array, from: Float32Array): Float32Array {
  to.set(from);
  return to;
}

/** |N(row)|^-½, one a row. */
function weights(workspace: Workspace, rowStart: Uint32Array): Float32Array {
  const out = workspace.float32(rowStart.length - 1);
  for (let row = 0; row < out.length; row++) {
    out[row] = 1 / Math.sqrt(Math.max(1, rowStart[row + 1]! - rowStart[row]!));
  }
  return out;
}

function bytesFor(
  { userCount, movieCount, length }: Ratings,
  probe: ProbePairs,
  factors: number,
  lanes: Lanes,
): number {
  const rows = userCount + movieCount;
  const most = Math.max(userCount, movieCount);
  const sides = bufferBytes(userCount * lanes) + bufferBytes(movieCount * lanes);
  const pairs = ((factors + 1) * 3 + 2) * sides; // and ones and what was before
  const indices =
    2 * bufferBytes(length) + 2 * bufferBytes(rows + 2) + 2 * bufferBytes(probe.userIndex.length);
  const values = bufferBytes(length * lanes) + bufferBytes(probe.userIndex.length * lanes);
  const drawing = bufferBytes(most * (recordSize(lanes) + lanes)) + 2 * bufferBytes(rows);
  return pairs + indices + values + drawing + bufferBytes(movieCount * 2 * lanes) + 1024;
}
