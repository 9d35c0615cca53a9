import type { ChainDraw, ChainHalf, ChainSide } from "../chain-kernels.ts";
import { CHAINS, RECORD } from "../chain-kernels.ts";
import type { Kernels, Workspace } from "../kernels.ts";
import { bufferBytes } from "../kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
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

/** What four chains are run with. */
export interface ChainSettings {
  /** F. */
  readonly factors: number;
  readonly seed: number;
  /** Power of the likelihood, in (0, 1]: how far the ratings are trusted against the priors. */
  readonly trust: number;
  readonly likelihood: Likelihood;
}

/** Where four chains stand, as far as it cannot be worked out from the ratings. Plain data. */
export interface ChainsState {
  readonly random: Uint32Array;
  /** What the likelihood has drawn. */
  readonly likelihood: Float64Array;
  /** Own and shared values of users and movies, bias first, then every feature. */
  readonly values: readonly Float32Array[];
  /** Means of their priors, 4 each. */
  readonly means: readonly Float64Array[];
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
 * Four Gibbs chains of the two-sided model
 * r̂ = w + b_u + b_i + Σ_f (p_uf + |N(u)|^-½ Σ_{j ∈ N(u)} y_jf)·(q_if + |N(i)|^-½ Σ_{v ∈ N(i)} z_vf),
 * the same two sums in the biases; N(·) is who rated what in the training ratings alone.
 *
 * How ratings come from r̂ is the likelihood's: see {@link ChainLikelihood}.
 *
 * Memory: 24 N + 48 (U + I)(F + 2) bytes. Cost of a sweep: O(N·F).
 */
export class Chains {
  /** Biases. */
  readonly linear: Pair;
  /** F pairs. */
  readonly features: readonly Pair[];
  readonly #ratings: Ratings;
  readonly #workspace: Workspace;
  readonly #random: Random;
  readonly #users: ChainSide;
  readonly #movies: ChainSide;
  readonly #userWeight: Float32Array;
  readonly #movieWeight: Float32Array;
  readonly #residual: Float32Array;
  readonly #records: Float32Array;
  readonly #draw: ChainDraw;
  readonly #before: Float32Array;
  readonly #onesUser: Float32Array;
  readonly #onesMovie: Float32Array;
  readonly #likelihood: ChainLikelihood;
  readonly #probe: ProbePairs;
  readonly #predicted: Float32Array;

  /**
   * @param settings - of one number of hidden features.
   * @param state - where to go on; without it the chains start at random.
   */
  constructor(
    ratings: Ratings,
    probe: ProbePairs,
    settings: ChainSettings,
    kernels: Kernels,
    state?: ChainsState,
  ) {
    const { factors, seed, trust, likelihood } = settings;
    const { userCount, movieCount, length } = ratings;
    const workspace = kernels.workspace(bytesFor(ratings, probe, factors));
    this.#ratings = ratings;
    this.#likelihood =
      likelihood === "gaussian"
        ? new GaussianLikelihood(ratings, trust, workspace)
        : new OrderedProbit(ratings, trust);
    this.#workspace = workspace;
    this.#random = state === undefined ? new Random(seed) : Random.at(state.random);
    const { rowStart, colIndex } = ratings.byUser();
    const byMovie = ratings.byMovie();
    const copy = (values: Uint32Array): Uint32Array => {
      const own = workspace.uint32(values.length);
      own.set(values);
      return own;
    };
    this.#users = { rowStart: copy(rowStart), otherOf: copy(colIndex) };
    this.#movies = { rowStart: copy(byMovie.rowStart), otherOf: copy(byMovie.colIndex) };
    const most = Math.max(userCount, movieCount) * CHAINS;
    this.#userWeight = weights(workspace, rowStart);
    this.#movieWeight = weights(workspace, byMovie.rowStart);
    this.#residual = workspace.float32(length * CHAINS);
    this.#records = workspace.float32((most / CHAINS) * RECORD);
    this.#draw = { normals: workspace.float32(most), prior: workspace.float32(3 * CHAINS) };
    this.#before = workspace.float32(most);
    this.#onesUser = workspace.float32(userCount * CHAINS).fill(1);
    this.#onesMovie = workspace.float32(movieCount * CHAINS).fill(1);
    const [own, shared] = state === undefined ? [FIRST_OWN, FIRST_SHARED] : [0, 0];
    this.linear = this.#pair(0, 0);
    this.features = Array.from({ length: factors }, () => this.#pair(own, shared));
    this.#probe = { userIndex: copy(probe.userIndex), movieIndex: copy(probe.movieIndex) };
    this.#predicted = workspace.float32(probe.userIndex.length * CHAINS);
    if (state !== undefined) this.#restore(state);
    this.settleAnew();
  }

  /** w of each chain, in stars. */
  get level(): Float64Array {
    return this.#likelihood.level;
  }

  /** Variance of the noise in stars², mean of the chains. */
  get noiseVariance(): number {
    return this.#likelihood.noiseVariance;
  }

  /** Where the chains stand; right after {@link settleAnew}, nothing else is needed to go on from here. */
  state(): ChainsState {
    const blocks = this.#blocks();
    return {
      random: this.#random.state(),
      likelihood: this.#likelihood.state(),
      values: blocks.map(({ values }) => values.slice()),
      means: blocks.map(({ mean }) => mean.slice()),
    };
  }

  /** Works out totals and residuals from the coefficients alone, so that rounding does not add up. */
  settleAnew(): void {
    const { userCount } = this.#ratings;
    this.#likelihood.start(this.#residual);
    const zeros = this.#before.subarray(0, userCount * CHAINS).fill(0);
    for (const pair of [this.linear, ...this.features]) {
      const { user, movie } = pair;
      this.#addShared(user, this.#users, this.#userWeight);
      this.#addShared(movie, this.#movies, this.#movieWeight);
      const slope = pair === this.linear ? this.#onesMovie : movie.total;
      this.#workspace.settle(this.#residual, this.#users, slope, user.total, zeros);
    }
    const { total } = this.linear.movie;
    const before = this.#before.subarray(0, total.length).fill(0);
    this.#workspace.settleColumns(this.#residual, this.#users, this.#onesUser, total, before);
  }

  /** Draws everything once, each given the rest. */
  sweep(): void {
    this.#likelihood.redraw(this.#residual, this.#draw.prior, this.#random);
    this.#drawPair(this.linear, this.#onesUser, this.#onesMovie);
    for (const pair of this.features) this.#drawPair(pair, pair.user.total, pair.movie.total);
  }

  /**
   * Adds what the four chains expect of the probe pairs' ratings to `sum`, of their squares to
   * `squares`.
   */
  addPredictions(sum: Float64Array, squares: Float64Array): void {
    const { userIndex, movieIndex } = this.#probe;
    const { level } = this.#likelihood;
    const out = this.#predicted;
    for (let at = 0; at < out.length; at++) out[at] = level[at % CHAINS]!;
    const { user, movie } = this.linear;
    this.#workspace.addProducts(out, userIndex, movieIndex, user.total, this.#onesMovie);
    this.#workspace.addProducts(out, userIndex, movieIndex, this.#onesUser, movie.total);
    for (const pair of this.features) {
      this.#workspace.addProducts(out, userIndex, movieIndex, pair.user.total, pair.movie.total);
    }
    this.#likelihood.addMoments(out, sum, squares);
  }

  #pair(own: number, shared: number): Pair {
    const { userCount, movieCount } = this.#ratings;
    const half = (rows: number, others: number): Half => ({
      own: new ChainBlock(this.#workspace, rows, own, this.#random),
      shared: new ChainBlock(this.#workspace, others, shared, this.#random),
      total: this.#workspace.float32(rows * CHAINS),
    });
    return { user: half(userCount, movieCount), movie: half(movieCount, userCount) };
  }

  #restore({ likelihood, values, means }: ChainsState): void {
    this.#likelihood.restore(likelihood);
    for (const [k, block] of this.#blocks().entries()) {
      block.values.set(values[k]!);
      block.mean.set(means[k]!);
    }
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

  #drawPair({ user, movie }: Pair, userSlope: Float32Array, movieSlope: Float32Array): void {
    const workspace = this.#workspace;
    const residual = this.#residual;
    const cells = this.#users;
    const draw = this.#draw;

    let before = this.#beforeOf(user);
    let half = this.#halfOf(user, this.#userWeight);
    user.own.redraw(draw, this.#random);
    workspace.sampleOwn(half, cells, residual, movieSlope, draw);
    this.#drawShared(user, half, this.#movies);
    workspace.settle(residual, cells, movieSlope, user.total, before);

    before = this.#beforeOf(movie);
    half = this.#halfOf(movie, this.#movieWeight);
    movie.own.redraw(draw, this.#random);
    workspace.sampleOwnOfColumns(half, cells, residual, userSlope, draw);
    this.#drawShared(movie, half, this.#users);
    workspace.settleColumns(residual, cells, userSlope, movie.total, before);
  }

  /** @param side - of the other side, whose rows the shared values are of. */
  #drawShared({ shared }: Half, half: ChainHalf, side: ChainSide): void {
    shared.redraw(this.#draw, this.#random);
    this.#workspace.sampleShared(shared.values, this.#records, side, this.#draw);
    this.#workspace.addMoves(half);
  }

  #beforeOf({ total }: Half): Float32Array {
    const before = this.#before.subarray(0, total.length);
    before.set(total);
    return before;
  }
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
): number {
  const rows = userCount + movieCount;
  const most = Math.max(userCount, movieCount) * CHAINS;
  const pairs =
    (factors + 1) * 3 * (bufferBytes(userCount * CHAINS) + bufferBytes(movieCount * CHAINS));
  const indices =
    2 * bufferBytes(length) + 2 * bufferBytes(rows + 2) + 2 * bufferBytes(probe.userIndex.length);
  const values =
    bufferBytes((length + rows + probe.userIndex.length) * CHAINS) + 2 * bufferBytes(rows);
  return pairs + indices + values + 5 * bufferBytes(most) + 1024;
}
