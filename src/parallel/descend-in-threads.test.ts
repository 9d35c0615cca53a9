import { describe, expect, test } from "vitest";
import { AbortedError } from "../core/errors.ts";
import { jsKernels } from "../core/kernels.ts";
import { resolveGradientDescentOptions } from "../core/learn/gradient-descent-options.ts";
import type { StreamedRatings } from "../core/learn/streamed-ratings.ts";
import { synthesize } from "../core/synthesis/synthesize.ts";
import { descendStreamedInThreads } from "./descend-in-threads.ts";
import type { Threads } from "./threads.ts";

const BUCKETS = 100;
const A_BUCKET = 20;
const MS_A_BUCKET = 4;

/** Ratings of which each bucket takes a while to read, as from a slow disk. */
function slowRatings(): StreamedRatings & { readonly loads: number } {
  const { catalogue, ratings } = synthesize({ users: BUCKETS, movies: 80, ratings: 2000 });
  const table = {
    userStart: Uint32Array.from({ length: BUCKETS + 1 }, (_, block) => block),
    movieStart: Uint32Array.of(0, 80),
    start: Float64Array.from({ length: BUCKETS + 1 }, (_, bucket) => bucket * A_BUCKET),
  };
  let loads = 0;
  return {
    ...{ kind: "streamed", name: "slow", length: ratings.length, mean: 3, catalogue, table },
    ...{ users: ratings.users, scale: ratings.scale },
    userCounts: new Uint32Array(BUCKETS).fill(A_BUCKET),
    movieCounts: new Uint32Array(80).fill(25),
    buckets: ({ cells, targets }) => ({
      table,
      load(_, from, to) {
        loads++;
        const end = performance.now() + MS_A_BUCKET;
        while (performance.now() < end);
        return { cells: cells.subarray(0, to - from), targets: targets.subarray(0, to - from) };
      },
      shuffle: () => undefined,
    }),
    origin: () => ({ kind: "slow" }),
    get als(): never {
      throw new Error("only the descent is asked for");
    },
    get loads() {
      return loads;
    },
  };
}

/** A thread that has done at once whatever it is asked for. */
const idleThreads: Threads = {
  count: 1,
  start: ({ onMessage }) => ({
    post: () => queueMicrotask(() => onMessage({ kind: "descent done" })),
    stop: () => undefined,
  }),
};

describe("descendStreamedInThreads()", () => {
  test("hears a signal while it reads what is held out", async () => {
    const ratings = slowRatings();
    const signal = { aborted: false };
    setTimeout(() => (signal.aborted = true), 10);
    const settings = resolveGradientDescentOptions({ factors: 2, heldOutShare: 0.1 });
    const run = descendStreamedInThreads(ratings, settings, {
      ...{ kernels: jsKernels, threads: idleThreads, signal },
      onEpoch: () => {
        throw new Error("it went on to learn");
      },
    });
    await expect(run).rejects.toThrow(AbortedError);
    expect(ratings.loads).toBeGreaterThan(0);
    expect(ratings.loads).toBeLessThan(BUCKETS / 2);
  });
});
