import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { integerIn } from "../core/check.ts";
import type { Threads } from "./threads.ts";
import { MOST_THREADS } from "./threads.ts";

/**
 * Worker threads of Node for `train` and `evaluate`.
 *
 * @param count - the most at once; by default as many as the machine runs.
 * @throws {RangeError | TypeError} if `count` is no integer in [1, 256].
 *
 * Cost: O(1); a thread starts in about 30 ms.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 60, movies: 40, ratings: 900 });
 * const options = { method: "bayesian", factors: [2, 3], sweeps: 6 } as const;
 * const model = await train(ratings, options, { threads: nodeThreads(2) });
 * assert.deepEqual(model.toBytes(), (await train(ratings, options)).toBytes());
 * ```
 */
export function nodeThreads(count: number = availableParallelism()): Threads {
  return Object.freeze({
    count: integerIn("Cannot start threads", "count", count, 1, MOST_THREADS),
    start({ onMessage, onFailure }) {
      const worker = new Worker(new URL("../parallel/node-worker.js", import.meta.url), {
        execArgv: [],
      });
      worker.on("message", onMessage);
      worker.on("error", onFailure);
      return {
        post: (message) => worker.postMessage(message),
        stop: () => void worker.terminate(),
      };
    },
  } satisfies Threads);
}
