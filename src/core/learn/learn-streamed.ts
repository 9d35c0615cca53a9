import { throwIfAborted } from "../errors.ts";
import type { StopSignal } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import type { BiasesLearned } from "./bucket-biases.ts";
import { bucketBiasHead } from "./bucket-biases.ts";
import { descendAlone } from "./descend-alone.ts";
import { DescentMember } from "./descent-member.ts";
import type { LearnContext } from "./descent-steps.ts";
import { descentSteps } from "./descent-steps.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import type { EpochReport, Learned } from "./learning.ts";
import { streamedDescent } from "./streamed-descent.ts";
import type { StreamedRatings } from "./streamed-ratings.ts";
import { largestBucket } from "./streamed-ratings.ts";

/** Share of the ratings held out to tell how far off biases are, as for ratings in memory. */
const HELD_OUT_SHARE = 0.05;

/**
 * As `learnByGradientDescent`, of ratings that need not be in memory, in this thread alone.
 *
 * Cost: as `learnByGradientDescent`, and their loading; memory as of `streamedDescent`.
 */
export function* descendStreamed(
  ratings: StreamedRatings,
  settings: Required<GradientDescentOptions>,
  context: LearnContext = {},
): Generator<EpochReport, Learned> {
  const { kernels = jsKernels } = context;
  const { descent, source, workspace, heldOut } = streamedDescent(ratings, settings, 0, (bytes) =>
    kernels.workspace(bytes),
  );
  const member = new DescentMember(workspace, descent.state, source);
  return yield* descendAlone(descentSteps(descent, settings, heldOut, context), member);
}

/** As `biasHead`, of ratings that need not be in memory. Gives way after every pass. */
export function* streamedBiasHead(
  ratings: StreamedRatings,
  signal?: StopSignal,
): Generator<void, BiasesLearned> {
  const most = largestBucket(ratings.table);
  const room = { cells: new Uint32Array(most), targets: new Float32Array(most) };
  const run = bucketBiasHead({ source: ratings.buckets(room), mean: ratings.mean }, HELD_OUT_SHARE);
  for (;;) {
    throwIfAborted("Cannot finish training", signal);
    const step = run.next();
    if (step.done === true) return step.value;
    yield;
  }
}
