import type { StopSignal } from "../errors.ts";
import { throwIfAborted } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ProbePairs } from "./chains.ts";
import type { GibbsOptions } from "./gibbs-options.ts";
import { resolveGibbsOptions } from "./gibbs-options.ts";
import type { LearnContext } from "./descent-steps.ts";
import type { PartState } from "./part-run.ts";
import { startPart, stepsOf } from "./part-run.ts";
import type { PosteriorPredictions, StarSums } from "./parts.ts";
import { errorOfMean, partsOf, posteriorOf } from "./parts.ts";

/** Where sampling stands after a sweep. */
export interface SweepReport {
  /** From 1, over all numbers of hidden features; epochs of the raters' view count too. */
  readonly sweep: number;
  readonly sweeps: number;
  /** SD of the noise, in stars: what no feature explains; NaN before a sweep has been done. */
  readonly noise: number;
  /** RMSE of the sampled means so far on the probe's stars, in stars; NaN before there are any. */
  readonly heldOutError: number;
}

/** Pairs to predict, and their stars where the reports are to tell the error: sampling sees none. */
export interface Probe extends ProbePairs {
  readonly value?: Float32Array | undefined;
}

/** What sampling returns. */
export interface Sampled extends PosteriorPredictions {
  /** Sweeps and epochs done, those of earlier runs included. */
  readonly sweeps: number;
}

/** What sampling needs besides its options. */
export interface SamplingContext extends LearnContext {
  /** Ends sampling after the sweep at hand, with what has been found until then. */
  readonly enough?: StopSignal | undefined;
  /** Where each part stood, the views in the order of `factors`, to go on from there. */
  readonly resume?: readonly (PartState | undefined)[] | undefined;
  /** Told of every part's place from which it could be resumed. */
  readonly onState?: ((part: number, state: PartState) => void) | undefined;
}

/**
 * Predicts ratings by averaging over the posterior of the two-sided who-rated-what model, sampled by
 * Gibbs: four chains side by side for each number of hidden features; and, by `raterWeight`, what a
 * model of films as their raters see them says. A generator that gives way after every sweep.
 *
 * @param probe - pairs to predict, by dense index; a user or movie without a training rating gets what
 *   its prior says. Sampling sees no rating of theirs.
 * @throws {DataError} if there is no rating, or ordered probit has fewer than 2 levels or over 20.
 * @throws {AbortedError} if the signal was set between two sweeps.
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(N·F) a sweep; 24 N + 48 (U + I)(F + 2) bytes, ordered probit 17 N more, the raters' view 25 N +
 * 4·U·(5·K + 12)·128 for K levels.
 * Source: Rendle 2012 (libFM, MCRM sampling); Koren 2008 for the sums over what was rated. Differs:
 * sums on both sides, ordered probit (Albert and Chib 1993), and the likelihood is raised to `trust`, since ratings are no normal numbers.
 *
 * @example
 * ```ts
 * const { train: known, test: asked } = splitAtRandom(synthesize().ratings, 0.1, 1);
 * const run = sampleByGibbs(known, asked, { factors: 4, sweeps: 6, raterWeight: 0 });
 * let step = run.next();
 * while (!step.done) step = run.next(); // step.value is a SweepReport
 * assert.equal(step.value.mean.length, asked.length);
 * ```
 */
export function* sampleByGibbs(
  ratings: Ratings,
  probe: Probe,
  options: GibbsOptions = {},
  context: SamplingContext = {},
): Generator<SweepReport, Sampled> {
  const settings = resolveGibbsOptions(options);
  const parts = partsOf(ratings, settings);
  const { kernels = jsKernels, signal, enough, resume, onState } = context;
  const all = parts.reduce((sum, part) => sum + stepsOf(part), 0);
  // What is not gone on with counts as far as it had got.
  const sums = parts.map((_, k) => resume?.[k]?.sums);
  const steps = parts.map((_, k) => resume?.[k]?.step ?? 0);
  const stars: StarSums[] = [];
  let noise = NaN;
  for (const [k, part] of parts.entries()) {
    const run = startPart(part, ratings, probe, kernels, resume?.[k]);
    const begun = run.steps;
    if (part.kind === "view") stars.push(run);
    while (!run.done && !(enough?.aborted === true && run.steps > begun)) {
      throwIfAborted("Cannot finish sampling", signal);
      run.step();
      steps[k] = run.steps;
      if (run.resumable) onState?.(k, run.state());
      if (part.kind === "view") noise = run.noise;
      const sweep = steps.reduce((sum, done) => sum + done, 0);
      yield { sweep, sweeps: all, noise, heldOutError: errorOfMean(stars, probe.value) };
    }
    sums[k] = run.finish();
    if (enough?.aborted === true) break;
  }
  const sweeps = steps.reduce((sum, done) => sum + done, 0);
  return { ...posteriorOf(parts, sums, ratings, settings), sweeps };
}
