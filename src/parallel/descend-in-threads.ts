import type { Kernels } from "../core/kernels.ts";
import type { DescentStep, LearnContext } from "../core/learn/descent-steps.ts";
import { descentSteps } from "../core/learn/descent-steps.ts";
import type { GradientDescentOptions } from "../core/learn/gradient-descent-options.ts";
import { resolveGradientDescentOptions } from "../core/learn/gradient-descent-options.ts";
import type { EpochReport, Learned } from "../core/learn/learning.ts";
import { descentOf } from "../core/learn/resident-descent.ts";
import type { Ratings } from "../core/ratings/ratings.ts";
import { Crew } from "./crew.ts";
import type { Threads } from "./threads.ts";

/** What gradient descent in threads needs besides its options. */
export interface ThreadedDescentContext extends LearnContext {
  readonly kernels: Kernels;
  readonly threads: Threads;
  readonly onEpoch?: ((report: EpochReport) => void) | undefined;
}

/**
 * As `learnByGradientDescent`, and with the same result bit for bit, but with buckets shared out to
 * threads: no two of them ever change the same row, and each row is changed in the same order whoever does
 * it.
 *
 * @throws {DataError | TrainingDivergedError} as `learnByGradientDescent`.
 * @throws {AbortedError} after the epoch at hand; the threads are ended then.
 *
 * Cost: as `learnByGradientDescent`, parted; 8 N + 4 (U + I)(F + 3) bytes in all.
 * Source: the strata of Gemulla et al. 2011, one running into the next.
 */
export async function descendInThreads(
  ratings: Ratings,
  options: GradientDescentOptions,
  { kernels, threads, onEpoch, ...context }: ThreadedDescentContext,
): Promise<Learned> {
  const settings = resolveGradientDescentOptions(options);
  const { descent, buckets, workspace, heldOut } = descentOf(ratings, settings, (bytes) =>
    kernels.sharedWorkspace(bytes),
  );
  const crew = new Crew(threads, threads.count);
  try {
    const { state } = descent;
    const start = { state, buckets, memory: workspace.memory, kernels: kernels.name };
    crew.tell(() => ({ kind: "descent start", ...start }));
    const steps = descentSteps(descent, settings, heldOut, context);
    for (;;) {
      const step: IteratorResult<DescentStep, Learned> = steps.next();
      if (step.done === true) return step.value;
      const todo = step.value;
      if (todo.kind === "report") onEpoch?.(todo.report);
      else await crew.ask(() => ({ kind: "descent task", task: todo }));
    }
  } finally {
    crew.dismiss();
  }
}
