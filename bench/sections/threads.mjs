// @ts-check
// The section on threads: how much faster two are than one, for each learner.
import path from "node:path";
import { descentThreads, ifHere, madeUp, ratingsIn } from "../data.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { conditions, runNode, sideBySide, tableOf } from "../side-by-side.mjs";
import { fixed, ratiosOf, ratiosText } from "../support.mjs";

/** @typedef {import("../side-by-side.mjs").Run} Run */
/** @typedef {{ learner: string, shown: string[], run: (threads: number) => Run }} Problem */
/** @typedef {import("../side-by-side.mjs").Compared<Problem>} Compared */

const SIDES = { "one thread": 1, "two threads": 2 };
/** What is learned twice, so that the difference is epochs alone. */
const EPOCHS = { few: 2, many: 12 };

/** Half of the default's sweeps, so that the rest of a training weighs twice as much. */
const SAMPLED = { factors: [16, 32, 64], sweeps: 75 };

/** @param {import("../support.mjs").Asked} asked @returns {Promise<import("../support.mjs").Section>} */
export function threadsSection({ rounds, small }) {
  return withTemporaryFolder(async (folder) => {
    const made = ratingsIn(path.join(folder, "made"), { madeUp: madeUp("10 M", small) });
    const real = ifHere("threads", () =>
      ratingsIn(path.join(folder, "real"), { dataSet: small ? "ml-100k" : "ml-1m" }),
    );
    const problems = [
      ...(descentThreads().length > 1 ? [gradientDescent(made)] : []),
      weightedAls(made),
      ...real.map(bayesian),
    ];
    const sides = Object.entries(SIDES).map(([name, threads]) => [
      name,
      (/** @type {Problem} */ { run }) => run(threads),
    ]);
    return sectionOf(rounds, await sideBySide(rounds, problems, Object.fromEntries(sides)));
  });
}

/** @param {import("../data.mjs").Parts} parts @returns {Problem} */
function gradientDescent({ train }) {
  const options = { factors: 32, heldOutShare: 0 };
  return {
    ...{ learner: "gradient descent", shown: ["gradient descent, 10 M, F = 32, an epoch"] },
    run: (threads) => runNode("gradient-descent", { train, options, threads, between: EPOCHS }),
  };
}

/** @param {import("../data.mjs").Parts} parts @returns {Problem} */
function weightedAls({ train }) {
  const problem = { train, factors: 64, warmUp: 1, timed: 3 };
  return {
    ...{ learner: "weighted ALS", shown: ["weighted ALS, 10 M, F = 64, a sweep"] },
    run: (threads) => runNode("weighted-als", { ...problem, threads }),
  };
}

/** @param {import("../data.mjs").Parts} parts @returns {Problem} */
function bayesian({ train }) {
  return {
    ...{
      learner: "Bayesian",
      shown: ["Bayesian, MovieLens 1M, F = 16, 32 and 64, 75 sweeps, whole training"],
    },
    run: (threads) => runNode("bayesian", { train, threads, ...SAMPLED }),
  };
}

/**
 * @param {number} rounds
 * @param {Compared[]} all
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all) {
  const speedUps = all.map(({ problem, runs }) => {
    const ms = (/** @type {keyof typeof SIDES} */ side) => (runs[side] ?? []).map((run) => run.ms);
    return { problem, ratios: ratiosOf(ms("two threads"), ms("one thread")) };
  });
  const said = speedUps.map(
    ({ problem: { shown }, ratios }) => `${ratiosText(ratios)} as fast (${shown.join(", ")})`,
  );
  return {
    title: "Two threads against one",
    rows: tableOf(["training"], shownOnly(all), [
      {
        head: "cores busy",
        of: (runs) => fixed((runs[0]?.cpuMs ?? NaN) / (runs[0]?.ms ?? NaN), 2),
      },
    ]),
    note:
      `Two threads are ${said.join("; ")}. Gradient descent: the difference of ${EPOCHS.many} and ${EPOCHS.few} epochs, so ` +
      `that what is done before and after is left out; weighted ALS: 3 sweeps after 1. ${conditions(rounds)}`,
    figures: Object.fromEntries(
      speedUps.map(({ problem, ratios }) => [`speed-up of ${problem.learner}`, ratios]),
    ),
    runs: shownOnly(all),
  };
}

/** Without the functions. @param {Compared[]} all */
function shownOnly(all) {
  return all.map(({ problem: { shown }, runs }) => ({ problem: { shown }, runs }));
}
