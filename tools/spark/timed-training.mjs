// @ts-check
import { cpuSeconds } from "./cpu-time.mjs";

/** @typedef {{ step: string, stages: number, stagesDone: number, tasks: number, tasksDone: number, running: number }} Progress */
/** @typedef {{ model: any, spark: string, superseded: number, untitled: number }} Trained */
/** @typedef {{ seconds: number, cpuSeconds: number }} Cost - `cpuSeconds`: of a core, all processes of Spark together */
/** @typedef {Cost & { trained: Trained, steps: ReadonlyMap<string, Cost> }} Timed - `steps`: of each step, by its name */

/**
 * Trains on a cluster and takes the time of each step, from its first news of progress to that of the next one.
 *
 * @param {import("./part.mjs").PartContext} context
 * @param {import("./cluster.mjs").Cluster} cluster
 * @param {object} options - of `trainOnSpark`.
 * @param {(progress: Progress) => void} [onProgress]
 * @returns {Promise<Timed>}
 */
export async function trainTimed(context, cluster, options, onProgress = () => {}) {
  const { trainOnSpark } = await context.dist("spark/index.js");
  const clock = new StepClock(() => cpuSeconds(cluster.pids));
  const trained = await trainOnSpark(cluster.address, options, {
    onProgress: (/** @type {Progress} */ progress) => {
      if (clock.begin(progress.step)) context.say(`  ${progress.step}`);
      onProgress(progress);
    },
  });
  clock.begin("the end");
  const costs = [...clock.steps.values()];
  const sum = (/** @type {keyof Cost} */ of) => costs.reduce((all, cost) => all + cost[of], 0);
  return { trained, steps: clock.steps, seconds: sum("seconds"), cpuSeconds: sum("cpuSeconds") };
}

/** What each of several steps costs that come one after the other. */
class StepClock {
  /** @type {Map<string, Cost>} */ steps = new Map();
  /** @type {() => number} */ #cpu;
  /** @type {{ step: string, at: number, cpu: number }} */ #last;

  /** @param {() => number} cpu - seconds so far. */
  constructor(cpu) {
    this.#cpu = cpu;
    this.#last = { step: "begin", at: performance.now(), cpu: cpu() };
  }

  /** @param {string} step @returns {boolean} whether it is another one than the last */
  begin(step) {
    const { step: before, at, cpu } = this.#last;
    if (step === before) return false;
    this.#last = { step, at: performance.now(), cpu: this.#cpu() };
    const known = this.steps.get(before) ?? { seconds: 0, cpuSeconds: 0 };
    this.steps.set(before, {
      seconds: known.seconds + (this.#last.at - at) / 1000,
      cpuSeconds: known.cpuSeconds + this.#last.cpu - cpu,
    });
    return true;
  }
}

/** Rows of what all and each step cost. @param {Timed} timed @returns {import("./part.mjs").Row[]} */
export function costRows(timed) {
  const row = (/** @type {string} */ figure, /** @type {Cost} */ cost) => ({
    ...{ figure, must: "" },
    measured: `${cost.seconds.toFixed(1)} s, ${cost.cpuSeconds.toFixed(1)} s of CPU`,
  });
  const steps = Array.from(timed.steps, ([step, cost]) => row(`  ${step}`, cost));
  return [row("learning on Spark", timed), ...steps];
}
