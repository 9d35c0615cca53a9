import { CHAINS } from "../chain-kernels.ts";
import { DataError, throwIfAborted } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ProbePairs } from "./chains.ts";
import { Chains } from "./chains.ts";
import type { GibbsOptions } from "./gibbs-options.ts";
import { resolveGibbsOptions } from "./gibbs-options.ts";
import type { LearnContext } from "./gradient-descent.ts";

/** Where sampling stands after a sweep. */
export interface SweepReport {
  /** From 1, over all numbers of hidden features. */
  readonly sweep: number;
  readonly sweeps: number;
  /** SD of the noise, in stars: what no feature explains. */
  readonly noise: number;
}

/** What the posterior says of the probe pairs. */
export interface PosteriorPredictions {
  /** Mean stars, each sample clipped to the scale. */
  readonly mean: Float32Array;
  /** SD of a rating to come, noise included, in stars. */
  readonly sd: Float32Array;
  /** Samples that the means are over. */
  readonly samples: number;
}

/**
 * Predicts ratings by averaging over the posterior of the two-sided who-rated-what model, sampled by
 * Gibbs: four chains side by side for each number of hidden features. A generator that gives way
 * after every sweep.
 *
 * @param probe - pairs to predict, by dense index; a user or movie without a training rating gets what
 *   its prior says. Sampling sees no rating of theirs.
 * @throws {DataError} if there is no rating.
 * @throws {AbortedError} if the signal was set between two sweeps.
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(N·F) a sweep; 24 N + 48 (U + I)(F + 2) bytes.
 * Source: Rendle 2012 (libFM, MCRM sampling); Koren 2008 for the sums over what was rated. Differs:
 * sums on both sides, and the likelihood is raised to `trust`, since ratings are no normal numbers.
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
  probe: ProbePairs,
  options: GibbsOptions = {},
  context: LearnContext = {},
): Generator<SweepReport, PosteriorPredictions> {
  const { factors, sweeps, burnIn, trust, seed } = resolveGibbsOptions(options);
  if (ratings.length === 0) throw new DataError("Cannot sample: there is no rating to learn from");
  const random = new Random(seed);
  const sum = new Float64Array(probe.userIndex.length);
  const squares = new Float64Array(sum.length);
  let noise = 0;
  for (const [view, count] of factors.entries()) {
    const settings = { factors: count, seed: random.fork(), trust };
    const chains = new Chains(ratings, probe, settings, context.kernels ?? jsKernels);
    for (let sweep = 1; sweep <= sweeps; sweep++) {
      throwIfAborted("Cannot finish sampling", context.signal);
      chains.sweep();
      if (sweep > burnIn) {
        chains.addPredictions(sum, squares);
        noise += chains.noiseVariance;
      }
      const done = view * sweeps + sweep;
      yield {
        sweep: done,
        sweeps: factors.length * sweeps,
        noise: Math.sqrt(chains.noiseVariance),
      };
    }
  }
  const averaged = factors.length * (sweeps - burnIn);
  const samples = averaged * CHAINS;
  const mean = Float32Array.from(sum, (total) => total / samples);
  const sd = Float32Array.from(squares, (total, n) =>
    Math.sqrt(Math.max(0, total / samples - (sum[n]! / samples) ** 2) + noise / averaged),
  );
  return { mean, sd, samples };
}
