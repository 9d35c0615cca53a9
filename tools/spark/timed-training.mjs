// @ts-check
/** @typedef {{ step: string, stages: number, stagesDone: number, tasks: number, tasksDone: number, running: number }} Progress */
/** @typedef {{ model: any, spark: string, superseded: number, untitled: number }} Trained */
/** @typedef {{ trained: Trained, seconds: number, steps: ReadonlyMap<string, number> }} Timed - `steps`: seconds of each step, by its name */

/**
 * Trains on a cluster and takes the time of each step, from its first news of progress to that of the next one.
 *
 * @param {import("./part.mjs").PartContext} context
 * @param {string} address
 * @param {object} options - of `trainOnSpark`.
 * @param {(progress: Progress) => void} [onProgress]
 * @returns {Promise<Timed>}
 */
export async function trainTimed(context, address, options, onProgress = () => {}) {
  const { trainOnSpark } = await context.dist("spark/index.js");
  const start = performance.now();
  const steps = new Map();
  let [last, since] = ["begin", start];
  const end = () => {
    const now = performance.now();
    steps.set(last, (steps.get(last) ?? 0) + (now - since) / 1000);
    since = now;
  };
  const trained = await trainOnSpark(address, options, {
    onProgress: (/** @type {Progress} */ progress) => {
      if (progress.step !== last) {
        end();
        last = progress.step;
        context.say(`  ${last}`);
      }
      onProgress(progress);
    },
  });
  end();
  return { trained, seconds: (performance.now() - start) / 1000, steps };
}

/** Seconds of each step as one line. @param {ReadonlyMap<string, number>} steps */
export function stepsText(steps) {
  return Array.from(steps, ([step, seconds]) => `${step} ${seconds.toFixed(1)}`).join(", ");
}
