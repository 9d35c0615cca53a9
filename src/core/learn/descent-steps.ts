import type { StopSignal } from "../errors.ts";
import { TrainingDivergedError, throwIfAborted } from "../errors.ts";
import { halfWidth80 } from "../half-width.ts";
import type { Kernels } from "../kernels.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Descent } from "./descent.ts";
import type { DescentTask } from "./descent-member.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import type { EpochReport, FeaturesSoFar, Learned, StarsHead } from "./learning.ts";
import { rootMeanSquare } from "./root-mean-square.ts";

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

/** What is to be done next, by all members, or told; or nothing, where others may be let in. */
export type DescentStep =
  | DescentTask
  | { readonly kind: "report"; readonly report: EpochReport }
  | { readonly kind: "pause" };

/**
 * A descent from beginning to end, as steps: whoever drives it has each task done by all members
 * before the next step.
 *
 * @param heldOut - of `onFeatures`; called after the first task.
 */
export function* descentSteps(
  descent: Descent,
  settings: Required<GradientDescentOptions>,
  heldOut: () => Ratings,
  context: LearnContext,
): Generator<DescentStep, Learned> {
  yield { kind: "shuffle", seed: settings.seed };
  const found = yield* search(descent, settings, heldOut, context);
  if (!settings.refit || descent.heldOutLength === 0) return found;
  return { ...found, head: yield* refit(descent, settings, found.epochs, heldOut, context) };
}

/** Descends until the held-out error gains too little; keeps the epoch at which it was lowest. */
function* search(
  descent: Descent,
  settings: Required<GradientDescentOptions>,
  heldOut: () => Ratings,
  context: LearnContext,
): Generator<DescentStep, Learned> {
  const isMeasured = descent.heldOutLength > 0;
  yield* begun(descent, !isMeasured, settings, context);
  const show = showing(descent, "search", heldOut, context);
  show(0);
  const start = startingError(descent.state.scale, settings);
  const history: EpochReport[] = [];
  const progress = new Progress(settings);
  const keepsBest = isMeasured && !settings.refit; // else the last is returned or none is used
  let best: Best = { epoch: 0, error: Infinity, residuals: new Float32Array(0), head: undefined };
  for (let epoch = 1; epoch <= settings.epochs && !progress.exhausted(epoch); epoch++) {
    const first = history[0]?.trainError ?? start;
    const trainError = yield* descendOnce(
      descent,
      { epoch, all: !isMeasured, first },
      settings,
      context,
    );
    const heldOutError = isMeasured ? yield* measured(descent) : NaN;
    const report: EpochReport = {
      epoch,
      epochs: settings.epochs,
      phase: "search",
      trainError,
      heldOutError,
    };
    history.push(report);
    progress.note(epoch, heldOutError);
    if (!isMeasured || heldOutError < best.error) {
      const head = keepsBest ? descent.head() : undefined;
      const residuals = descent.state.residuals.slice();
      best = { epoch, error: heldOutError, residuals, head };
    }
    show(epoch);
    yield { kind: "report", report };
  }
  return {
    head: best.head ?? descent.head(),
    epochs: best.epoch,
    stopReason: history.length < settings.epochs ? "no longer improving" : "all epochs done",
    history,
    heldOutError: isMeasured ? best.error : NaN,
    halfWidth80: halfWidth80(best.residuals),
  };
}

/** Puts everything where a phase begins. */
function* begun(
  descent: Descent,
  all: boolean,
  { biasesFirst }: Required<GradientDescentOptions>,
  { signal }: LearnContext,
): Generator<DescentStep, void> {
  for (const _ of descent.begin(all)) {
    yield { kind: "pause" };
    throwIfAborted("Cannot finish training", signal);
  }
  if (!biasesFirst) return;
  for (const side of ["movies", "users"] as const) {
    descent.nextOrder();
    yield { kind: "lean", side, all };
    descent.settleBiases(side);
  }
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
  descent: Descent,
  settings: Required<GradientDescentOptions>,
  epochs: number,
  heldOut: () => Ratings,
  context: LearnContext,
): Generator<DescentStep, StarsHead> {
  yield* begun(descent, true, settings, context);
  const none = (): Ratings => heldOut().select(new Uint32Array(0));
  const show = showing(descent, "refit", none, context);
  show(0);
  const first = startingError(descent.state.scale, settings);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const trainError = yield* descendOnce(descent, { epoch, all: true, first }, settings, context);
    show(epoch);
    const report = { epoch, epochs, phase: "refit", trainError, heldOutError: NaN } as const;
    yield { kind: "report", report };
  }
  return descent.head();
}

/** Tells whoever watches where a phase stands. */
function showing(
  descent: Descent,
  phase: FeaturesSoFar["phase"],
  apart: () => Ratings,
  { onFeatures }: LearnContext,
): (epoch: number) => void {
  if (onFeatures === undefined) return () => undefined;
  const heldOut = apart();
  const head = (): StarsHead => descent.head();
  return (epoch) => onFeatures({ epoch, phase, heldOut, head });
}

/** A pass over the ratings; its error, in stars. */
function* descendOnce(
  descent: Descent,
  { epoch, all, first }: { readonly epoch: number; readonly all: boolean; readonly first: number },
  { learningRate, epochs }: Required<GradientDescentOptions>,
  { signal }: LearnContext,
): Generator<DescentStep, number> {
  throwIfAborted("Cannot finish training", signal);
  const falling = FLOOR + ((1 - FLOOR) * (1 + cosine((epoch - 1) / epochs))) / 2;
  descent.nextOrder();
  yield { kind: "descend", rate: learningRate * falling, all };
  const error = descent.trainError();
  checkConvergence(epoch, error, first, learningRate);
  return error;
}

/** RMSE over the held-out ratings, in stars. */
function* measured(descent: Descent): Generator<DescentStep, number> {
  descent.rewind();
  yield { kind: "measure" };
  return rootMeanSquare(descent.state.residuals);
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
