import type { StopSignal } from "../errors.ts";
import { DataError, TrainingDivergedError, throwIfAborted } from "../errors.ts";
import { halfWidth80 } from "../half-width.ts";
import type { Kernels } from "../kernels.ts";
import { jsKernels } from "../kernels.ts";
import { Random } from "../random.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { Descent } from "./descent.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import { resolveGradientDescentOptions } from "./gradient-descent-options.ts";
import type { EpochReport, FeaturesSoFar, Learned, StarsHead } from "./learning.ts";

/** What a run needs besides its options; nothing of it is stored. */
export interface LearnContext {
  readonly kernels?: Kernels | undefined;
  readonly signal?: StopSignal | undefined;
  /**
   * Called with the random numbers that a phase begins with and after each of its epochs, before the
   * epoch is reported. What is learned does not depend on it. It costs nothing but what it does itself.
   */
  readonly onFeatures?: ((soFar: FeaturesSoFar) => void) | undefined;
}

/**
 * Learns hidden features by stochastic gradient descent with weight decay, starting from random
 * numbers: r̂ = μ + b_u + b_i + p_u·q_i. A generator: it gives way after every epoch, so that the
 * caller decides about progress, time and interruption; the return value is what was learned.
 *
 * @param ratings - N ≥ 1; borrowed. Users and movies without a rating get zeros.
 * @returns (as the generator's return value) the features of the best epoch's length of training.
 * @throws {DataError} if there is no rating.
 * @throws {TrainingDivergedError} naming the option to change, if the error grows without bound.
 * @throws {AbortedError} if the signal was set between two epochs.
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(N·F) time an epoch (60–95 M ratings/s at F = 32 with SIMD); 8 N + 4 (U + I)(F + 1) bytes.
 * Source: Koren, Bell and Volinsky 2009, section "Stochastic gradient descent". Differs: ratings are
 * visited block by block, and training stops by a held-out slice.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 60, movies: 40, ratings: 900 });
 * const run = learnByGradientDescent(ratings, { factors: 4, epochs: 5 });
 * let step = run.next();
 * while (!step.done) step = run.next(); // step.value is an EpochReport
 * assert.equal(step.value.head.movieFactors.length, 40 * 4);
 * ```
 */
export function* learnByGradientDescent(
  ratings: Ratings,
  options: GradientDescentOptions = {},
  context: LearnContext = {},
): Generator<EpochReport, Learned> {
  const settings = resolveGradientDescentOptions(options);
  if (ratings.length === 0) throw new DataError("Cannot train: there is no rating to learn from");
  const random = new Random(settings.seed);
  const parts = splitAtRandom(ratings, settings.heldOutShare, random.fork());
  const start = { ...settings, seed: random.fork() };
  const found = yield* search(parts, start, context);
  const head =
    settings.refit && parts.test.length > 0
      ? yield* refit(ratings, start, found.epochs, context)
      : found.head;
  return { ...found, head };
}

/** Descends until the held-out error gains too little; keeps the epoch at which it was lowest. */
function* search(
  { train, test: heldOut }: Split,
  settings: Required<GradientDescentOptions>,
  context: LearnContext,
): Generator<EpochReport, Learned> {
  const descent = new Descent(train, heldOut, settings, context.kernels ?? jsKernels);
  const show = showing(descent, "search", heldOut, context);
  show(0);
  const start = startingError(train.scale, settings);
  const history: EpochReport[] = [];
  const progress = new Progress(settings);
  const keepsBest = heldOut.length > 0 && !settings.refit; // else the last is returned or none is used
  let best: Best = { epoch: 0, error: Infinity, residuals: new Float32Array(0), head: undefined };
  for (let epoch = 1; epoch <= settings.epochs && !progress.exhausted(epoch); epoch++) {
    const trainError = descendOnce(
      descent,
      epoch,
      settings,
      context,
      history[0]?.trainError ?? start,
    );
    const residuals = descent.heldOutResiduals();
    const heldOutError = rootMeanSquare(residuals);
    const report: EpochReport = {
      epoch,
      epochs: settings.epochs,
      phase: "search",
      trainError,
      heldOutError,
    };
    history.push(report);
    progress.note(epoch, heldOutError);
    if (heldOut.length === 0 || heldOutError < best.error) {
      const head = keepsBest ? descent.head() : undefined;
      best = { epoch, error: heldOutError, residuals: residuals.slice(), head };
    }
    show(epoch);
    yield report;
  }
  return {
    head: best.head ?? descent.head(),
    epochs: best.epoch,
    stopReason: history.length < settings.epochs ? "no longer improving" : "all epochs done",
    history,
    heldOutError: heldOut.length === 0 ? NaN : best.error,
    halfWidth80: halfWidth80(best.residuals),
  };
}

/** The epoch of the lowest held-out error so far; the last one where nothing is held out. */
interface Best {
  readonly epoch: number;
  readonly error: number;
  readonly residuals: Float32Array;
  readonly head: StarsHead | undefined;
}

/** The same descent from the same start with no rating held out, for as long as was best. */
function* refit(
  ratings: Ratings,
  settings: Required<GradientDescentOptions>,
  epochs: number,
  context: LearnContext,
): Generator<EpochReport, StarsHead> {
  const none = ratings.select(new Uint32Array(0));
  const descent = new Descent(ratings, none, settings, context.kernels ?? jsKernels);
  const show = showing(descent, "refit", none, context);
  show(0);
  const start = startingError(ratings.scale, settings);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const trainError = descendOnce(descent, epoch, settings, context, start);
    show(epoch);
    yield { epoch, epochs, phase: "refit", trainError, heldOutError: NaN };
  }
  return descent.head();
}

/** Tells whoever watches where a phase stands. */
function showing(
  descent: Descent,
  phase: FeaturesSoFar["phase"],
  heldOut: Ratings,
  { onFeatures }: LearnContext,
): (epoch: number) => void {
  const head = (): StarsHead => descent.head();
  return (epoch) => onFeatures?.({ epoch, phase, heldOut, head });
}

function descendOnce(
  descent: Descent,
  epoch: number,
  settings: Required<GradientDescentOptions>,
  { signal }: LearnContext,
  firstError: number,
): number {
  throwIfAborted("Cannot finish training", signal);
  const { learningRate, epochs } = settings;
  const falling = FLOOR + ((1 - FLOOR) * (1 + cosine((epoch - 1) / epochs))) / 2;
  const error = descent.epoch(learningRate * falling);
  checkConvergence(epoch, error, firstError, learningRate);
  return error;
}

/** No error is larger before the first step: |p·q| ≤ initialSpread². */
function startingError(
  { min, max }: RatingScale,
  { initialSpread }: Required<GradientDescentOptions>,
): number {
  return max - min + initialSpread ** 2;
}

/** The last steps are this share of the first. */
const FLOOR = 0.02;

/** When the held-out error last fell by enough to go on. */
class Progress {
  readonly #settings: Required<GradientDescentOptions>;
  #error = Infinity;
  #epoch = 0;

  constructor(settings: Required<GradientDescentOptions>) {
    this.#settings = settings;
  }

  note(epoch: number, heldOutError: number): void {
    if (this.#error - heldOutError < this.#settings.leastGain) return;
    this.#error = heldOutError;
    this.#epoch = epoch;
  }

  /**
   * Whether the epochs before `epoch` gained too little. Never in the first half, where steps are
   * long and biases are often done before features have begun to grow; never where nothing is held
   * out.
   */
  exhausted(epoch: number): boolean {
    const { patience, epochs } = this.#settings;
    const done = epoch - 1;
    return Number.isFinite(this.#error) && done >= epochs / 2 && done - this.#epoch >= patience;
  }
}

/**
 * cos(π·x) for x in [0, 1] by its series to x¹⁶: engines differ in the last bit of Math.cos, and
 * the same seed shall give the same bytes on all of them.
 */
function cosine(x: number): number {
  const square = (Math.PI * (x - 0.5)) ** 2;
  let term = Math.PI * (x - 0.5);
  let sine = term;
  for (let k = 1; k <= 8; k++) {
    term *= -square / (2 * k * (2 * k + 1));
    sine += term;
  }
  return -sine;
}

function checkConvergence(epoch: number, error: number, first: number, learningRate: number): void {
  if (error <= 3 * first) return; // 0 where all ratings are equal and the features start at 0
  const found = Number.isFinite(error) ? `${error.toFixed(2)} stars` : "not a number";
  throw new TrainingDivergedError(
    `Cannot train: the training error of epoch ${epoch} is ${found}; ` +
      `lower "learningRate" (it is ${learningRate})`,
    epoch,
  );
}

function rootMeanSquare(residuals: Float32Array): number {
  let squares = 0;
  for (let n = 0; n < residuals.length; n++) squares += residuals[n]! * residuals[n]!;
  return Math.sqrt(squares / residuals.length);
}
