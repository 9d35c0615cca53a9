import { jsKernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { descendAlone } from "./descend-alone.ts";
import { DescentMember } from "./descent-member.ts";
import type { LearnContext } from "./descent-steps.ts";
import { descentSteps } from "./descent-steps.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import { resolveGradientDescentOptions } from "./gradient-descent-options.ts";
import type { EpochReport, Learned } from "./learning.ts";
import { descentOf } from "./resident-descent.ts";

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
 * Cost: O(N·F) time an epoch (60–95 M ratings/s at F = 32 with SIMD); 8 N + 4 (U + I)(F + 3) bytes, and 4 for each rating held out.
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
  const { kernels = jsKernels } = context;
  const { descent, source, workspace, heldOut } = descentOf(ratings, settings, (bytes) =>
    kernels.workspace(bytes),
  );
  const member = new DescentMember(workspace, descent.state, source);
  return yield* descendAlone(descentSteps(descent, settings, heldOut, context), member);
}
