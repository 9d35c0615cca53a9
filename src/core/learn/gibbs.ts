import { CHAINS } from "../chain-kernels.ts";
import type { StopSignal } from "../errors.ts";
import { DataError, throwIfAborted } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ProbePairs } from "./chains.ts";
import { Chains } from "./chains.ts";
import type { GibbsOptions } from "./gibbs-options.ts";
import { resolveGibbsOptions } from "./gibbs-options.ts";
import type { LearnContext } from "./gradient-descent.ts";
import type { FilmPosterior } from "./posterior-films.ts";
import { PosteriorFilms } from "./posterior-films.ts";

/** Where sampling stands after a sweep. */
export interface SweepReport {
  /** From 1, over all numbers of hidden features. */
  readonly sweep: number;
  readonly sweeps: number;
  /** SD of the noise, in stars: what no feature explains. */
  readonly noise: number;
  /** RMSE of the means so far on the probe's stars, in stars; NaN before there are any. */
  readonly heldOutError: number;
}

/** Pairs to predict, and their stars where the reports are to tell the error: sampling sees none. */
export interface Probe extends ProbePairs {
  readonly value?: Float32Array | undefined;
}

/** What sampling needs besides its options. */
export interface SamplingContext extends LearnContext {
  /** Ends sampling after the sweep at hand, with what has been found until then. */
  readonly enough?: StopSignal | undefined;
}

/** What the posterior says of the probe pairs. */
export interface PosteriorPredictions {
  /** Mean stars, each sample clipped to the scale (ordered probit: it cannot leave it). */
  readonly mean: Float32Array;
  /** SD of a rating to come, noise included, in stars. */
  readonly sd: Float32Array;
  /** Samples that the means are over. */
  readonly samples: number;
  /** What a model keeps; undefined where `keptFactors` is 0, or for another likelihood than gaussian. */
  readonly films: FilmPosterior | undefined;
}

/**
 * Predicts ratings by averaging over the posterior of the two-sided who-rated-what model, sampled by
 * Gibbs: four chains side by side for each number of hidden features. A generator that gives way
 * after every sweep.
 *
 * @param probe - pairs to predict, by dense index; a user or movie without a training rating gets what
 *   its prior says. Sampling sees no rating of theirs.
 * @throws {DataError} if there is no rating, or ordered probit has fewer than 2 levels or over 20.
 * @throws {AbortedError} if the signal was set between two sweeps.
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(N·F) a sweep; 24 N + 48 (U + I)(F + 2) bytes, ordered probit 17 N more.
 * Source: Rendle 2012 (libFM, MCRM sampling); Koren 2008 for the sums over what was rated. Differs:
 * sums on both sides, ordered probit (Albert and Chib 1993), and the likelihood is raised to `trust`, since ratings are no normal numbers.
 *
 * @example
 * ```ts
 * const { train: known, test: asked } = splitAtRandom(synthesize().ratings, 0.1, 1);
 * const run = sampleByGibbs(known, asked, { factors: 4, sweeps: 6 });
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
): Generator<SweepReport, PosteriorPredictions> {
  const { factors, sweeps, burnIn, trust, seed, likelihood, keptFactors } =
    resolveGibbsOptions(options);
  if (ratings.length === 0) throw new DataError("Cannot sample: there is no rating to learn from");
  const random = new Random(seed);
  const kept = likelihood === "gaussian" ? keptFactors : 0;
  const found = new Found(ratings, probe, kept);
  const all = factors.length * sweeps;
  for (const [view, count] of factors.entries()) {
    const settings = { factors: count, seed: random.fork(), trust, likelihood };
    const chains = new Chains(ratings, probe, settings, context.kernels ?? jsKernels);
    found.startView();
    for (let sweep = 1; sweep <= sweeps; sweep++) {
      throwIfAborted("Cannot finish sampling", context.signal);
      const enough = context.enough?.aborted === true;
      chains.sweep();
      if (sweep > burnIn || (enough && found.samples === 0)) {
        found.add(chains);
        if (enough || (sweeps - sweep) % KEEP_EVERY === 0) found.keep(chains);
      }
      const noise = Math.sqrt(chains.noiseVariance);
      yield { sweep: view * sweeps + sweep, sweeps: all, noise, heldOutError: found.error() };
      if (enough) return found.finish();
    }
    found.endView();
  }
  return found.finish();
}

/** Sweeps between two samples that go into the model: neighbours say nearly the same. */
const KEEP_EVERY = 20;

/** The sums over samples. */
class Found {
  readonly #ratings: Ratings;
  readonly #probe: Probe;
  readonly #keptFactors: number;
  readonly #films: PosteriorFilms;
  #ofView: PosteriorFilms;
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;
  #sweeps = 0;

  constructor(ratings: Ratings, probe: Probe, keptFactors: number) {
    this.#ratings = ratings;
    this.#probe = probe;
    this.#keptFactors = keptFactors;
    this.#films = new PosteriorFilms(ratings.movieCount, keptFactors);
    this.#ofView = this.#films;
    this.#sum = new Float64Array(probe.userIndex.length);
    this.#squares = new Float64Array(probe.userIndex.length);
  }

  get samples(): number {
    return this.#sweeps * CHAINS;
  }

  startView(): void {
    this.#ofView = new PosteriorFilms(this.#ratings.movieCount, this.#keptFactors);
  }

  /** Adds the four samples that the chains stand at to the predictions. */
  add(chains: Chains): void {
    chains.addPredictions(this.#sum, this.#squares);
    this.#sweeps++;
  }

  /** Adds them to what a model keeps. */
  keep(chains: Chains): void {
    if (this.#keptFactors > 0) this.#ofView.add(chains);
  }

  endView(): void {
    if (this.#keptFactors > 0) this.#films.merge(this.#ofView);
    this.startView();
  }

  /** RMSE on the probe so far. */
  error(): number {
    const { value } = this.#probe;
    if (value === undefined || this.#sweeps === 0) return NaN;
    let squares = 0;
    for (let n = 0; n < value.length; n++) {
      squares += (this.#sum[n]! / this.samples - value[n]!) ** 2;
    }
    return Math.sqrt(squares / value.length);
  }

  finish(): PosteriorPredictions {
    this.endView();
    const { samples } = this;
    const mean = Float32Array.from(this.#sum, (total) => total / samples);
    const sd = Float32Array.from(this.#squares, (total, n) =>
      Math.sqrt(Math.max(0, total / samples - (this.#sum[n]! / samples) ** 2)),
    );
    const films = this.#keptFactors > 0 ? this.#films.finish() : undefined;
    return { mean, sd, samples, films };
  }
}
