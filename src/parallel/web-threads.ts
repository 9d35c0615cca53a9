import { integerIn } from "../core/check.ts";
import { canShare } from "./shared-memory.ts";
import type { Threads } from "./threads.ts";
import { MOST_THREADS } from "./threads.ts";

/** As much of the browser as is needed. */
interface WebScope {
  readonly Worker?: typeof Worker | undefined;
  readonly navigator?: { readonly hardwareConcurrency?: number } | undefined;
}

/**
 * Web workers for `train` and `evaluate` in a browser, from a page or from a worker of its own. Only a
 * page that is isolated (`crossOriginIsolated`) may share memory between threads; elsewhere, and where
 * there are no workers, this is one thread, and so the caller's own.
 *
 * A bundler finds the worker's script by its address beside this module, and must emit it as a module
 * (in Vite, `worker.format` is "es").
 *
 * @param count - the most at once; by default as many as the machine runs.
 * @throws {RangeError | TypeError} if `count` is no integer in [1, 256].
 *
 * Cost: O(1); a thread starts in about 50 ms.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 60, movies: 40, ratings: 900 });
 * const model = await train(ratings, { method: "gradient-descent" }, { threads: webThreads() });
 * assert.equal(webThreads(1).count, 1);
 * ```
 */
export function webThreads(count: number = processors()): Threads {
  const most = integerIn("Cannot start threads", "count", count, 1, MOST_THREADS);
  return Object.freeze({
    count: scope().Worker !== undefined && canShare() ? most : 1,
    start({ onMessage, onFailure }) {
      const worker = new Worker(new URL("./web-worker.js", import.meta.url), { type: "module" });
      worker.addEventListener("message", ({ data }) => onMessage(data));
      worker.addEventListener("error", ({ message }) => {
        onFailure(new Error(message || "a web worker could not be loaded"));
      });
      return {
        post: (message) => worker.postMessage(message),
        stop: () => worker.terminate(),
      };
    },
  } satisfies Threads);
}

function processors(): number {
  const found = scope().navigator?.hardwareConcurrency ?? 1;
  return Math.max(1, Math.min(MOST_THREADS, found));
}

function scope(): WebScope {
  return globalThis;
}
