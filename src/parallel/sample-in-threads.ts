import { AbortedError } from "../core/errors.ts";
import type { Kernels } from "../core/kernels.ts";
import type { GibbsSettings } from "../core/learn/gibbs-options.ts";
import type { Probe, Sampled, SamplingContext, SweepReport } from "../core/learn/gibbs.ts";
import type { PartSettings, PartState, PartSums, StarSums } from "../core/learn/part-run.ts";
import { costOf, stepsOf, sweepsOf } from "../core/learn/part-run.ts";
import { errorOfMean, partsOf, partsTogether, posteriorOf, statesOf } from "../core/learn/parts.ts";
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
 * threads, the longest first. Both halves of a view are quickest in one thread, and are parted where
 * another would have nothing to do.
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

/** A thread and the parts that it is at, by index; none where it waits for some. */
interface Member {
  readonly thread: Thread;
  group: readonly number[];
  /** Asked for its second half. */
  isAsked: boolean;
}

class Crew {
  readonly #ratings: NamelessRatings;
  readonly #probe: Probe;
  readonly #parts: readonly PartSettings[];
  readonly #context: ThreadedContext;
  /** The longest last. */
  readonly #waiting: (readonly number[])[];
  /** Where parts are to go on. */
  readonly #states: (PartState | undefined)[];
  readonly #members = new Set<Member>();
  readonly #progress: Progress[];
  readonly #sums: (PartSums | undefined)[];
  #reported: number;
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
    this.#states = parts.map((_, part) => context.resume?.[part]);
    // What is not gone on with counts as far as it had got.
    this.#sums = this.#states.map((state) => state?.sums);
    this.#context = context;
    this.#progress = this.#states.map((state) => ({
      step: state?.step ?? 0,
      noise: NaN,
      stars: { samples: 0, stars: new Float64Array(0) },
    }));
    this.#waiting = this.#inOrder(partsTogether(parts, this.#states));
    this.#partForAll();
    this.#reported = this.#report().sweep;
  }

  /** @returns what each part found, undefined for those that were never begun, and all their sweeps. */
  async work(): Promise<{ sums: readonly (PartSums | undefined)[]; sweeps: number }> {
    const look = setInterval(() => this.#look(), LOOK_EVERY_MS);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
        this.#look();
        const count = Math.min(this.#context.threads.count, this.#waiting.length);
        for (let k = 0; k < count; k++) this.#hire();
      });
      return { sums: this.#sums, sweeps: this.#report().sweep };
    } finally {
      this.#hasEnded = true;
      clearInterval(look);
      for (const { thread } of this.#members) thread.stop();
    }
  }

  #inOrder(groups: readonly (readonly number[])[]): (readonly number[])[] {
    return groups.toSorted((a, b) => this.#costOf(a) - this.#costOf(b));
  }

  #costOf(group: readonly number[]): number {
    const costs = group.map((part) => costOf(this.#parts[part]!, this.#progress[part]!.step));
    return costs.reduce((sum, cost) => sum + cost, 0);
  }

  /** Parts views, the longest first, until there is something for every thread. */
  #partForAll(): void {
    const groups = this.#waiting;
    while (groups.length < this.#context.threads.count) {
      const longest = groups.findLastIndex(({ length }) => length > 1);
      if (longest === -1) return;
      const halves = groups[longest]!.map((part) => [part]);
      groups.splice(longest, 1);
      groups.splice(0, groups.length, ...this.#inOrder([...groups, ...halves]));
    }
  }

  #look(): void {
    const { signal, enough } = this.#context;
    if (signal?.aborted === true) this.#reject(new AbortedError("Cannot finish sampling"));
    if (this.#enough || enough?.aborted !== true) return;
    this.#enough = true;
    for (const { thread } of this.#members) thread.post({ kind: "enough" });
  }

  #hire(): void {
    const thread: Thread = this.#context.threads.start({
      onMessage: (message) => {
        if (this.#hasEnded) return;
        try {
          this.#hear(member, message as News);
        } catch (error) {
          this.#reject(error as Error); // of a callback: nobody else would hear of it
        }
      },
      onFailure: (error) => this.#reject(error),
    });
    const member: Member = { thread, group: [], isAsked: false };
    this.#members.add(member);
    this.#give(member, this.#waiting.pop()!);
    if (this.#enough) thread.post({ kind: "enough" });
  }

  #give(member: Member, group: readonly number[]): void {
    member.group = group;
    member.isAsked = false;
    member.thread.post(this.#orderOf(group));
  }

  #hear(member: Member, news: News): void {
    const { group } = member;
    if (news.kind === "failed") this.#reject(asError(news));
    if (news.kind === "done") this.#next(member, news.sums);
    if (news.kind === "halved") this.#part(member, news.state);
    if (news.kind === "step") this.#step(group, news.step, news.noise);
    for (const [at, part] of group.entries()) {
      if (news.kind === "stars") this.#progress[part]!.stars = news.sums[at]!;
      if (news.kind === "states") this.#context.onState?.(part, news.states[at]!);
    }
  }

  #step(group: readonly number[], step: number, noise: number): void {
    for (const part of group) {
      this.#progress[part]!.step = step;
      this.#progress[part]!.noise = noise;
    }
    const report = this.#report();
    // A sweep of half a view may have been half a sweep.
    if (report.sweep > this.#reported) this.#context.onSweep?.(report);
    this.#reported = report.sweep;
    this.#look();
  }

  /** A member has done its parts: it is given others, or the half of what another one is at. */
  #next(member: Member, sums: readonly PartSums[]): void {
    for (const [at, part] of member.group.entries()) this.#sums[part] = sums[at]!;
    member.group = [];
    member.isAsked = false;
    const group = this.#enough ? undefined : this.#waiting.pop();
    if (group !== undefined) this.#give(member, group);
    else if (!this.#enough) this.#askForHalves();
    if ([...this.#members].every((each) => each.group.length === 0)) this.#resolve();
  }

  /** Asks whoever has most left of a whole view, as long as more could help than were asked for. */
  #askForHalves(): void {
    const members = [...this.#members];
    const idle = members.filter(({ group }) => group.length === 0).length;
    const asked = members.filter(({ isAsked }) => isAsked).length;
    const longest = members
      .filter(({ group, isAsked }) => group.length > 1 && !isAsked)
      .toSorted((a, b) => this.#costOf(b.group) - this.#costOf(a.group));
    for (const member of longest.slice(0, Math.max(0, idle - asked))) {
      member.isAsked = true;
      member.thread.post({ kind: "halve" });
    }
  }

  /** A member has given up the second half of its view, which stands there. */
  #part(member: Member, state: PartState): void {
    const [first, second] = member.group as [number, number];
    member.group = [first];
    member.isAsked = false;
    this.#states[second] = state;
    this.#sums[second] = state.sums;
    if (this.#enough) return;
    const idle = [...this.#members].find(({ group }) => group.length === 0);
    if (idle === undefined) this.#waiting.push([second]);
    else this.#give(idle, [second]);
  }

  #report(): SweepReport {
    const noises = this.#progress.map(({ noise }) => noise).filter((noise) => !Number.isNaN(noise));
    const told = this.#progress.map(({ stars }) => stars).filter(({ samples }) => samples > 0);
    const steps = this.#progress.map(({ step }) => step);
    return {
      sweep: sweepsOf(this.#parts, steps),
      sweeps: sweepsOf(this.#parts, this.#parts.map(stepsOf)),
      noise: noises.reduce((sum, noise) => sum + noise, 0) / noises.length,
      heldOutError: errorOfMean(told, this.#probe.value),
    };
  }

  #orderOf(group: readonly number[]): PartOrder {
    const { kernels, onState, onSweep } = this.#context;
    const { userIndex, movieIndex, value } = this.#probe;
    const parts = group.map((part) => this.#parts[part]!);
    return {
      kind: "parts",
      parts,
      ratings: this.#ratings,
      probe: { userIndex, movieIndex },
      kernels: kernels.name,
      states: statesOf(group, this.#states),
      tell: {
        states: onState !== undefined,
        stars:
          parts[0]!.kind === "view" &&
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
