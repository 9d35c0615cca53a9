import type { Kernels, Workspace } from "../kernels.ts";
import { bufferBytes } from "../kernels.ts";
import type { AdamStep, RaterBuffers } from "../rater-kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ProbePairs } from "./chains.ts";
import type { RaterTable } from "./rater-table.ts";
import { raterTable } from "./rater-table.ts";

/** How the raters' view is learned. Plain data. */
export interface RaterSettings {
  /** H, a multiple of 8. */
  readonly width: number;
  readonly epochs: number;
  readonly seed: number;
}

/** Where learning stands between two epochs. Plain data. */
export interface RaterModelState {
  readonly random: Uint32Array;
  readonly epoch: number;
  readonly steps: number;
  /** Values, means and mean squares of every group of parameters, in turn. */
  readonly arrays: readonly Float32Array[];
}

/** Parameters that are changed together, and what Adam remembers of them. */
interface Group {
  readonly values: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly gradient: Float32Array;
  readonly decay: number;
}

/*
 * Tuned on inner splits (a fifth of u2.base and of u4.base of MovieLens 100K, a tenth of a 90 % draw of 1M),
 * by how much a share of .33 of this view lowers the RMSE of the sampled means. Weight decay is what
 * matters: 36 to 46 measure alike on 100K, 1M prefers 46 to 40 by .0003.
 */
const DECAY = 46;
const LEVEL_DECAY = 5;
/** Share of a film's ratings that are hidden from it at each visit. */
const DROPPED = 0.3;
/** How much faster what all levels of a user have in common learns. */
const SHARED = 1.5;
const FIRST = 0.1;
/** Sum of n inputs times this over √n. */
const INPUT = 2;
/** How far apart the levels of a user are in what they share, against how far in stars. */
const SLOPE = 0.8;
const FIRST_RATE = 2.5e-3;
const LAST_RATE = 2.5e-4;
const BATCHES = 56;

/**
 * Films as those who rated them see them: a film is the sum over its raters of what each one's giving that
 * many stars says of a film; a person's stars follow from how well this fits their taste, by
 * P(l) ∝ exp(s_l·t + b_ul + g_l) over the levels l, t = out_u·(c + 2/√n·Σ_v e_v,l(v)) + .8·b_i. Each
 * rating is predicted from the film's other ratings, so the film's own sum tells nothing of it.
 *
 * Errs differently from factors sampled of users and films, most where a film has few ratings.
 *
 * Memory: 25 N + 4·U·(5·K + 12)·H bytes for K levels. Cost of an epoch: O(N·H), and 56 steps of O(U·K·H).
 * Source: adjacent-category logits (Agresti 2010); items as sums over raters, Paterek 2007 (NSVD);
 * Adam, Kingma and Ba 2015. The levels, the leaving out and their sum are our own.
 */
export class RaterModel {
  readonly #settings: RaterSettings;
  readonly #workspace: Workspace;
  readonly #random: Random;
  readonly #table: RaterTable;
  readonly #slopes: Float32Array;
  /** What {@link RaterModel.#shares} returns. */
  readonly #shared: Float64Array;
  readonly #buffers: RaterBuffers;
  readonly #own: Group;
  readonly #both: Group;
  readonly #tastes: Group;
  readonly #start: Group;
  readonly #userLevels: Group;
  readonly #levels: Group;
  #epoch = 0;
  #steps = 0;

  /** @param state - where to go on. */
  constructor(
    ratings: Ratings,
    settings: RaterSettings,
    kernels: Kernels,
    state?: RaterModelState,
  ) {
    const { width, seed } = settings;
    const { userCount } = ratings;
    this.#settings = settings;
    this.#table = raterTable(ratings);
    const { stars, scores, most } = this.#table;
    const count = stars.length;
    this.#shared = new Float64Array(count);
    const workspace = kernels.workspace(bytesFor(ratings, width, count, most));
    this.#workspace = workspace;
    this.#random = state === undefined ? new Random(seed) : Random.at(state.random);
    const group = (length: number, decay: number): Group => ({
      values: workspace.float32(length),
      mean: workspace.float32(length),
      square: workspace.float32(length),
      gradient: workspace.float32(length),
      decay,
    });
    this.#own = group(userCount * count * width, DECAY);
    this.#both = group(userCount * 2 * width, DECAY);
    this.#tastes = group(userCount * width, DECAY);
    this.#start = group(width, 0);
    this.#userLevels = group(paddedTo4(userCount * count), LEVEL_DECAY);
    this.#levels = group(paddedTo4(count), 0);
    this.#slopes = workspace.float32(count);
    this.#slopes.set(scores.map((score) => SLOPE * score));
    this.#buffers = this.#newBuffers(userCount);
    if (state === undefined) this.#begin();
    else this.#restore(state);
  }

  #newBuffers(users: number): RaterBuffers {
    const workspace = this.#workspace;
    const { userOf, levelAt, stars, most } = this.#table;
    const { width } = this.#settings;
    const [user, level] = [workspace.uint32(userOf.length), workspace.uint32(userOf.length)];
    user.set(userOf);
    level.set(userOf.map((of, cell) => of * stars.length + levelAt[cell]!));
    return {
      levels: workspace.float32(users * stars.length * width),
      levelGradient: this.#own.gradient,
      tastes: this.#tastes.values,
      tasteGradient: this.#tastes.gradient,
      start: this.#start.values,
      startGradient: this.#start.gradient,
      film: workspace.float32(width),
      asked: workspace.float32(width),
      userOf: user,
      levelOf: level,
      input: workspace.float32(most),
      score: workspace.float32(most),
      error: workspace.float32(most),
    };
  }

  /** Epochs done. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Where learning stands; a copy. */
  state(): RaterModelState {
    return {
      random: this.#random.state(),
      epoch: this.#epoch,
      steps: this.#steps,
      arrays: this.#groups().flatMap(({ values, mean, square }) =>
        [values, mean, square].map((array) => array.slice()),
      ),
    };
  }

  /** Looks at every film once, in random order. */
  learn(): void {
    const films = this.#random.shuffle(Uint32Array.from(this.#table.bias.keys()));
    const size = Math.ceil(films.length / BATCHES);
    for (let first = 0; first < films.length; first += size) {
      const batch = films.subarray(first, first + size);
      this.#embed();
      for (const film of batch) this.#learnFilm(film);
      this.#step(batch.length / films.length);
    }
    this.#epoch++;
  }

  /** Adds the stars expected of each pair to `sum`. */
  addPredictions(probe: ProbePairs, sum: Float64Array): void {
    this.#embed();
    const { film, input, tastes } = this.#buffers;
    const { width } = this.#settings;
    const { rowStart, bias, stars: levels } = this.#table;
    for (const [movie, pairs] of pairsByFilm(probe)) {
      const [begin, end] = [rowStart[movie]!, rowStart[movie + 1]!];
      input.fill(INPUT / Math.sqrt(end - begin + 1), 0, end - begin);
      this.#workspace.scoreFilm(this.#buffers, begin, end);
      for (const n of pairs) {
        const user = probe.userIndex[n]!;
        let score = bias[movie]!;
        for (let f = 0; f < width; f++) score += tastes[user * width + f]! * film[f]!;
        const shares = this.#shares(user, score);
        for (const [l, stars] of levels.entries()) sum[n]! += shares[l]! * stars;
      }
    }
  }

  #learnFilm(movie: number): void {
    const { rowStart } = this.#table;
    const [begin, end] = [rowStart[movie]!, rowStart[movie + 1]!];
    if (begin === end) return;
    const { input } = this.#buffers;
    let kept = 0;
    for (let k = 0; k < end - begin; k++) {
      const isKept = this.#random.uniform() >= DROPPED;
      input[k] = isKept ? 1 : 0;
      if (isKept) kept++;
    }
    const scale = INPUT / Math.sqrt(Math.max(1, kept));
    for (let k = 0; k < end - begin; k++) input[k]! *= scale;
    this.#workspace.scoreFilm(this.#buffers, begin, end);
    for (let k = begin; k < end; k++) this.#learnLevel(k, k - begin);
    this.#workspace.addGradients(this.#buffers, begin, end);
  }

  /** The error of one rating's score, and the gradients of its levels. */
  #learnLevel(cell: number, at: number): void {
    const { score, error, userOf } = this.#buffers;
    const user = userOf[cell]!;
    const { levelAt, biasWithout, scores } = this.#table;
    const given = levelAt[cell]!;
    const shares = this.#shares(user, score[at]! + biasWithout[cell]!);
    const count = shares.length;
    let expected = 0;
    for (let l = 0; l < count; l++) {
      expected += shares[l]! * scores[l]!;
      const off = shares[l]! - (l === given ? 1 : 0);
      this.#userLevels.gradient[user * count + l]! += off;
      this.#levels.gradient[l]! += off;
    }
    error[at] = expected - scores[given]!;
  }

  /** P(l) of a user at a score; kept until the next call. */
  #shares(user: number, score: number): Float64Array {
    const shares = this.#shared;
    const { scores } = this.#table;
    const count = shares.length;
    let most = -Infinity;
    for (let l = 0; l < count; l++) {
      const own = this.#userLevels.values[user * count + l]! + this.#levels.values[l]!;
      shares[l] = scores[l]! * score + own;
      if (shares[l]! > most) most = shares[l]!;
    }
    let total = 0;
    for (let l = 0; l < count; l++) {
      shares[l] = Math.exp(shares[l]! - most);
      total += shares[l]!;
    }
    for (let l = 0; l < count; l++) shares[l]! /= total;
    return shares;
  }

  #embed(): void {
    const { levels } = this.#buffers;
    const { width } = this.#settings;
    this.#workspace.embed(
      ...[levels, this.#own.values, this.#both.values, this.#slopes],
      ...[SHARED, width],
    );
  }

  #step(share: number): void {
    const { epochs, width } = this.#settings;
    const progress = this.#epoch / epochs;
    this.#steps++;
    this.#workspace.gatherGradient(
      this.#both.gradient,
      this.#own.gradient,
      this.#slopes,
      SHARED,
      width,
    );
    const moment = {
      rate: FIRST_RATE * (1 - progress) + LAST_RATE * progress,
      meanScale: 1 / (1 - 0.9 ** this.#steps),
      squareScale: 1 / (1 - 0.999 ** this.#steps),
    };
    for (const { values, mean, square, gradient, decay } of this.#groups()) {
      const step: AdamStep = { ...moment, decay: decay * share };
      this.#workspace.adam(values, mean, square, gradient, step);
    }
  }

  #begin(): void {
    for (const { values } of [this.#own, this.#tastes]) {
      this.#random.fillNormal(values);
      for (let k = 0; k < values.length; k++) values[k]! *= FIRST;
    }
    const counts = new Float64Array(this.#table.stars.length).fill(1); // a level may not occur
    for (const level of this.#table.levelAt) counts[level]! += 1;
    const logs = counts.map((count) => Math.log(count));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    this.#levels.values.set(logs.map((log) => log - mean));
  }

  #restore({ epoch, steps, arrays }: RaterModelState): void {
    this.#epoch = epoch;
    this.#steps = steps;
    for (const [k, { values, mean, square }] of this.#groups().entries()) {
      values.set(arrays[3 * k]!);
      mean.set(arrays[3 * k + 1]!);
      square.set(arrays[3 * k + 2]!);
    }
  }

  #groups(): readonly Group[] {
    return [this.#own, this.#both, this.#tastes, this.#start, this.#userLevels, this.#levels];
  }
}

function pairsByFilm({ movieIndex }: ProbePairs): Map<number, number[]> {
  const pairs = new Map<number, number[]>();
  for (const [n, movie] of movieIndex.entries()) {
    const own = pairs.get(movie);
    if (own === undefined) pairs.set(movie, [n]);
    else own.push(n);
  }
  return pairs;
}

function paddedTo4(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** What the parameters and what Adam remembers of them take: nearly all of a model of so many users. */
export function raterBytes(users: number, levels: number, width: number): number {
  return 4 * users * (5 * levels + 12) * width;
}

function bytesFor(
  { userCount, length }: Ratings,
  width: number,
  count: number,
  most: number,
): number {
  const own = bufferBytes(userCount * count * width);
  const groups =
    own +
    bufferBytes(userCount * 2 * width) +
    bufferBytes(userCount * width) +
    bufferBytes(width) +
    bufferBytes(userCount * count + 4) +
    bufferBytes(count + 4);
  return 4 * groups + own + 2 * bufferBytes(length) + 3 * bufferBytes(most) + 1024;
}
