import { AbortedError } from "../core/errors.ts";
import type { Kernels } from "../core/kernels.ts";
import type { GibbsSettings } from "../core/learn/gibbs-options.ts";
import type { Probe, Sampled, SamplingContext, SweepReport } from "../core/learn/gibbs.ts";
import type { PartSettings, PartSums } from "../core/learn/part-run.ts";
import { costOf, stepsOf } from "../core/learn/part-run.ts";
import type { StarSums } from "../core/learn/parts.ts";
import { errorOfMean, partsOf, posteriorOf } from "../core/learn/parts.ts";
import type { Ratings } from "../core/ratings/ratings.ts";
import type { NamelessRatings, News, PartOrder } from "./messages.ts";
import { shared } from "./shared-memory.ts";
import type { Thread, Threads } from "./threads.ts";
import { asError } from "./told-error.ts";

/** What sampling in threads needs besides its options. */
export interface ThreadedContext extends SamplingContext {
  readonly kernels: Kernels;
  readonly threads: Threads;
  /** Called after every sweep of every thread. */
  readonly onSweep?: ((report: SweepReport) => void) | undefined;
}

/** How long a stop sign may go unseen while threads are busy. */
const LOOK_EVERY_MS = 50;

/**
 * As `sampleByGibbs`, and with the same result bit for bit, but with its parts side by side in
 * threads, the longest first.
 *
 * @throws {DataError | RangeError} as `sampleByGibbs`.
 * @throws {AbortedError} soon after the signal was set; the threads are ended then.
 *
 * Cost: O(N·F) a sweep of a view; memory that of `sampleByGibbs` for each thread.
 */
export async function sampleInThreads(
  ratings: Ratings,
  probe: Probe,
  settings: GibbsSettings,
  context: ThreadedContext,
): Promise<Sampled> {
  const parts = partsOf(ratings, settings);
  const { sums, sweeps } = await new Crew(ratings, probe, parts, context).work();
  return { ...posteriorOf(parts, sums, ratings, settings), sweeps };
}

/** Where one part stands. */
interface Progress {
  step: number;
  noise: number;
  stars: StarSums;
}

class Crew {
  readonly #ratings: NamelessRatings;
  readonly #probe: Probe;
  readonly #parts: readonly PartSettings[];
  readonly #context: ThreadedContext;
  readonly #waiting: number[];
  readonly #threads = new Set<Thread>();
  readonly #progress: Progress[];
  readonly #sums: (PartSums | undefined)[];
  #enough = false;
  /** Nobody is told of anything any more. */
  #hasEnded = false;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(
    ratings: Ratings,
    probe: Probe,
    parts: readonly PartSettings[],
    context: ThreadedContext,
  ) {
    this.#ratings = nameless(ratings);
    this.#probe = probe;
    this.#parts = parts;
    // What is not gone on with counts as far as it had got.
    this.#sums = parts.map((_, part) => context.resume?.[part]?.sums);
    this.#context = context;
    this.#waiting = Array.from(parts.keys()).sort((a, b) => costOf(parts[b]!) - costOf(parts[a]!));
    this.#progress = parts.map((_, part) => ({
      step: context.resume?.[part]?.step ?? 0,
      noise: NaN,
      stars: { samples: 0, stars: new Float64Array(0) },
    }));
  }

  /** @returns what each part found, undefined for those that were never begun, and all their steps. */
  async work(): Promise<{ sums: readonly (PartSums | undefined)[]; sweeps: number }> {
    const look = setInterval(() => this.#look(), LOOK_EVERY_MS);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
        this.#look();
        const count = Math.min(this.#context.threads.count, this.#parts.length);
        for (let k = 0; k < count; k++) this.#hire();
      });
      return { sums: this.#sums, sweeps: this.#report().sweep };
    } finally {
      this.#hasEnded = true;
      clearInterval(look);
      for (const thread of this.#threads) thread.stop();
    }
  }

  #look(): void {
    const { signal, enough } = this.#context;
    if (signal?.aborted === true) this.#reject(new AbortedError("Cannot finish sampling"));
    if (this.#enough || enough?.aborted !== true) return;
    this.#enough = true;
    for (const thread of this.#threads) thread.post({ kind: "enough" });
  }

  #hire(): void {
    let part = this.#waiting.shift()!;
    const thread: Thread = this.#context.threads.start({
      onMessage: (message) => {
        if (this.#hasEnded) return;
        try {
          const next = this.#next(part, message as News);
          if (next === "same") return;
          if (next === "none") this.#dismiss(thread);
          else thread.post(this.#orderOf((part = next)));
        } catch (error) {
          this.#reject(error as Error); // of a callback: nobody else would hear of it
        }
      },
      onFailure: (error) => this.#reject(error),
    });
    this.#threads.add(thread);
    thread.post(this.#orderOf(part));
    if (this.#enough) thread.post({ kind: "enough" });
  }

  /** Hears news of a part. @returns what its thread is to do now. */
  #next(part: number, news: News): number | "same" | "none" {
    if (news.kind !== "done") {
      this.#hear(part, news);
      return "same";
    }
    this.#sums[part] = news.sums;
    return (this.#enough ? undefined : this.#waiting.shift()) ?? "none";
  }

  #dismiss(thread: Thread): void {
    thread.stop();
    this.#threads.delete(thread);
    if (this.#threads.size === 0) this.#resolve();
  }

  #hear(part: number, news: Exclude<News, { kind: "done" }>): void {
    const progress = this.#progress[part]!;
    if (news.kind === "failed") this.#reject(asError(news));
    if (news.kind === "stars") progress.stars = news.sums;
    if (news.kind === "state") this.#context.onState?.(part, news.state);
    if (news.kind !== "step") return;
    progress.step = news.step;
    progress.noise = news.noise;
    this.#context.onSweep?.(this.#report());
    this.#look();
  }

  #report(): SweepReport {
    const noises = this.#progress.map(({ noise }) => noise).filter((noise) => !Number.isNaN(noise));
    const told = this.#progress.map(({ stars }) => stars).filter(({ samples }) => samples > 0);
    return {
      sweep: this.#progress.reduce((sum, { step }) => sum + step, 0),
      sweeps: this.#parts.reduce((sum, part) => sum + stepsOf(part), 0),
      noise: noises.reduce((sum, noise) => sum + noise, 0) / noises.length,
      heldOutError: errorOfMean(told, this.#probe.value),
    };
  }

  #orderOf(part: number): PartOrder {
    const { kernels, resume, onState, onSweep } = this.#context;
    const { userIndex, movieIndex, value } = this.#probe;
    return {
      kind: "part",
      part: this.#parts[part]!,
      ratings: this.#ratings,
      probe: { userIndex, movieIndex },
      kernels: kernels.name,
      state: resume?.[part],
      tell: {
        states: onState !== undefined,
        stars:
          this.#parts[part]!.kind === "view" &&
          onSweep !== undefined &&
          value !== undefined &&
          value.length > 0,
      },
    };
  }
}

function nameless(ratings: Ratings): NamelessRatings {
  const { userIndex, movieIndex, value, scale, userCount, movieCount } = ratings;
  return {
    userIndex: shared(Uint32Array, userIndex),
    movieIndex: shared(Uint32Array, movieIndex),
    value: shared(Float32Array, value),
    scale,
    users: userCount,
    movies: movieCount,
  };
}
