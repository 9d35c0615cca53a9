import { AbortedError, DataError } from "../core/errors.ts";
import type { Kernels } from "../core/kernels.ts";
import type { GibbsSettings } from "../core/learn/gibbs-options.ts";
import type { Probe, SamplingContext, SweepReport } from "../core/learn/gibbs.ts";
import type { ViewSettings, ViewSums } from "../core/learn/view-run.ts";
import type { PosteriorPredictions, StarSums } from "../core/learn/views.ts";
import { errorOfMean, posteriorOf, viewsOf } from "../core/learn/views.ts";
import type { Ratings } from "../core/ratings/ratings.ts";
import type { Thread, Threads } from "./threads.ts";
import type { NamelessRatings, News, ViewOrder } from "./view-messages.ts";

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
 * As `sampleByGibbs`, and with the same result bit for bit, but with the views side by side in
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
): Promise<PosteriorPredictions> {
  const crew = new Crew(ratings, probe, viewsOf(ratings, settings), context);
  return posteriorOf(await crew.work(), ratings, settings);
}

/** Where one view stands. */
interface Progress {
  sweep: number;
  noise: number;
  stars: StarSums;
}

class Crew {
  readonly #ratings: NamelessRatings;
  readonly #probe: Probe;
  readonly #views: readonly ViewSettings[];
  readonly #context: ThreadedContext;
  readonly #waiting: number[];
  readonly #threads = new Set<Thread>();
  readonly #progress: Progress[];
  readonly #sums: ViewSums[] = [];
  #enough = false;
  #resolve: (sums: ViewSums[]) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(
    ratings: Ratings,
    probe: Probe,
    views: readonly ViewSettings[],
    context: ThreadedContext,
  ) {
    this.#ratings = nameless(ratings);
    this.#probe = probe;
    this.#views = views;
    this.#context = context;
    this.#waiting = Array.from(views.keys()).sort((a, b) => views[b]!.factors - views[a]!.factors);
    this.#progress = views.map((_, view) => ({
      sweep: context.resume?.[view]?.sweep ?? 0,
      noise: NaN,
      stars: { samples: 0, stars: new Float64Array(0) },
    }));
  }

  /** @returns what each view found, in their order; views that were never begun are left out. */
  async work(): Promise<ViewSums[]> {
    const look = setInterval(() => this.#look(), LOOK_EVERY_MS);
    try {
      return await new Promise((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
        this.#look();
        const count = Math.min(this.#context.threads.count, this.#views.length);
        for (let k = 0; k < count; k++) this.#hire();
      });
    } finally {
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
    let view = this.#waiting.shift()!;
    const thread: Thread = this.#context.threads.start({
      onMessage: (message) => {
        const news = message as News;
        if (news.kind !== "done") {
          this.#hear(view, news);
          return;
        }
        this.#sums[view] = news.sums;
        const next = this.#enough ? undefined : this.#waiting.shift();
        if (next === undefined) {
          this.#dismiss(thread);
          return;
        }
        view = next;
        thread.post(this.#orderOf(view));
      },
      onFailure: (error) => this.#reject(error),
    });
    this.#threads.add(thread);
    thread.post(this.#orderOf(view));
    if (this.#enough) thread.post({ kind: "enough" });
  }

  #dismiss(thread: Thread): void {
    thread.stop();
    this.#threads.delete(thread);
    if (this.#threads.size === 0) this.#resolve(this.#sums.filter((sums) => sums !== undefined));
  }

  #hear(view: number, news: Exclude<News, { kind: "done" }>): void {
    const progress = this.#progress[view]!;
    if (news.kind === "failed") this.#reject(asError(news));
    if (news.kind === "stars") progress.stars = news.sums;
    if (news.kind === "state") this.#context.onState?.(view, news.state);
    if (news.kind !== "sweep") return;
    progress.sweep = news.sweep;
    progress.noise = news.noise;
    this.#context.onSweep?.(this.#report());
    this.#look();
  }

  #report(): SweepReport {
    const noises = this.#progress.map(({ noise }) => noise).filter((noise) => !Number.isNaN(noise));
    const told = this.#progress.map(({ stars }) => stars).filter(({ samples }) => samples > 0);
    return {
      sweep: this.#progress.reduce((sum, { sweep }) => sum + sweep, 0),
      sweeps: this.#views.reduce((sum, { sweeps }) => sum + sweeps, 0),
      noise: noises.reduce((sum, noise) => sum + noise, 0) / noises.length,
      heldOutError: errorOfMean(told, this.#probe.value),
    };
  }

  #orderOf(view: number): ViewOrder {
    const { kernels, resume, onState, onSweep } = this.#context;
    const { userIndex, movieIndex, value } = this.#probe;
    return {
      kind: "view",
      settings: this.#views[view]!,
      ratings: this.#ratings,
      probe: { userIndex, movieIndex },
      kernels: kernels.name,
      state: resume?.[view],
      tell: {
        states: onState !== undefined,
        stars: onSweep !== undefined && value !== undefined && value.length > 0,
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

/** A copy that all threads see; the array itself where pages may not share memory. */
function shared<T extends Uint32Array | Float32Array>(
  make: new (memory: ArrayBufferLike) => T,
  values: T,
): T {
  if (typeof SharedArrayBuffer === "undefined") return values;
  const out = new make(new SharedArrayBuffer(values.byteLength));
  out.set(values);
  return out;
}

/** What a thread tells of an error as the error that it was, as far as callers tell them apart. */
function asError({ name, message }: { name: string; message: string }): Error {
  if (name === "DataError") return new DataError(message);
  return name === "RangeError" ? new RangeError(message) : new Error(message);
}
