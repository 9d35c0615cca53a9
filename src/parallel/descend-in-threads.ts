import type { Kernels, SharedWorkspace } from "../core/kernels.ts";
import type { BucketOrigin } from "../core/learn/bucket-source.ts";
import type { Descent } from "../core/learn/descent.ts";
import type { DescentStep, LearnContext } from "../core/learn/descent-steps.ts";
import { descentSteps } from "../core/learn/descent-steps.ts";
import type { GradientDescentOptions } from "../core/learn/gradient-descent-options.ts";
import { resolveGradientDescentOptions } from "../core/learn/gradient-descent-options.ts";
import type { EpochReport, Learned } from "../core/learn/learning.ts";
import { descentOf } from "../core/learn/resident-descent.ts";
import { streamedDescent } from "../core/learn/streamed-descent.ts";
import type { StreamedRatings } from "../core/learn/streamed-ratings.ts";
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
 * @throws {AbortedError} after the epoch at hand, or soon while it gets ready; the threads are ended then.
 *
 * Cost: as `learnByGradientDescent`, parted; 8 N + 4 (U + I)(F + 3) bytes in all.
 * Source: the strata of Gemulla et al. 2011, one running into the next.
 */
export async function descendInThreads(
  ratings: Ratings,
  options: GradientDescentOptions,
  context: ThreadedDescentContext,
): Promise<Learned> {
  const settings = resolveGradientDescentOptions(options);
  const made = descentOf(ratings, settings, (bytes) => context.kernels.sharedWorkspace(bytes));
  return await descend({ ...made, bucketsOf: () => made.buckets }, settings, context);
}

/**
 * As {@link descendInThreads}, of ratings that need not be in memory: each thread opens them itself.
 *
 * Cost: 4 (U + I)(F + 3) bytes, and 8 for each rating of the largest bucket and thread.
 */
export async function descendStreamedInThreads(
  ratings: StreamedRatings,
  settings: Required<GradientDescentOptions>,
  context: ThreadedDescentContext,
): Promise<Learned> {
  const { kernels, threads } = context;
  const made = streamedDescent(ratings, settings, threads.count, (bytes) =>
    kernels.sharedWorkspace(bytes),
  );
  const bucketsOf = (member: number): BucketOrigin => ratings.origin(made.rooms[member]!);
  return await descend({ ...made, bucketsOf }, settings, context);
}

/** The most that the caller's own thread is held up while it reads what is held out, beyond a bucket. */
const GIVE_WAY_AFTER_MS = 30;

/** What a crew works on. */
interface SharedDescent {
  readonly descent: Descent;
  readonly workspace: SharedWorkspace;
  readonly heldOut: () => Ratings;
  readonly bucketsOf: (member: number) => BucketOrigin;
}

async function descend(
  { descent, workspace: { memory }, heldOut, bucketsOf }: SharedDescent,
  settings: Required<GradientDescentOptions>,
  { kernels, threads, onEpoch, ...context }: ThreadedDescentContext,
): Promise<Learned> {
  const crew = new Crew(threads, threads.count);
  try {
    const start = { state: descent.state, memory, kernels: kernels.name };
    crew.tell((member) => ({ kind: "descent start", ...start, buckets: bucketsOf(member) }));
    const steps = descentSteps(descent, settings, heldOut, context);
    let gaveWay = performance.now();
    for (;;) {
      const step: IteratorResult<DescentStep, Learned> = steps.next();
      if (step.done === true) return step.value;
      const todo = step.value;
      if (todo.kind === "report") onEpoch?.(todo.report);
      else if (todo.kind !== "pause") await crew.ask(() => ({ kind: "descent task", task: todo }));
      else if (performance.now() - gaveWay >= GIVE_WAY_AFTER_MS) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        gaveWay = performance.now();
      }
    }
  } finally {
    crew.dismiss();
  }
}
