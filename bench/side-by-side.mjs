// @ts-check
// The one way in which things are compared here: each run in a fresh process, the order of the sides
// turned round every round, medians, their spread, and ratios of runs of the same round.
import process from "node:process";
import { fixed, ratiosOf, ratiosText, runJson, summarize } from "./support.mjs";

/**
 * @typedef {object} Run - what a fresh process prints.
 * @property {number} ms - elapsed.
 * @property {number} [cpuMs] - of all its threads.
 * @property {number} [peakMb] - the most memory that it had at any time.
 * @property {number} [rmse] - on the held-out part.
 * @property {number} [ratings] - that it learned from, where the section asks.
 * @property {string} [version] - of the package.
 */
/** @typedef {{ shown: readonly string[], threads?: number }} Shown - a problem's cells in front of its rows. */
/**
 * @template P
 * @typedef {Readonly<Record<string, (problem: P) => Run | Promise<Run>>>} Sides
 */
/**
 * @template P
 * @typedef {{ problem: P, runs: Record<string, Run[]> }} Compared
 */
/** @typedef {{ head: string, of: (runs: Run[]) => string }} Column */

/**
 * @template {Shown} P
 * @param {number} rounds
 * @param {readonly P[]} problems
 * @param {Sides<P> | ((problem: P) => Sides<P>)} sides
 * @returns {Promise<Compared<P>[]>}
 */
export async function sideBySide(rounds, problems, sides) {
  const all = [];
  for (const problem of problems) {
    const of = typeof sides === "function" ? sides(problem) : sides;
    /** @type {Record<string, Run[]>} */
    const runs = Object.fromEntries(Object.keys(of).map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      const inOrder = Object.entries(of);
      for (const [name, run] of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
        const taken = await run(problem);
        runs[name]?.push(taken);
        progress([...problem.shown, name, `${timeText(taken.ms)} ms`].join(", "));
      }
    }
    all.push({ problem, runs });
  }
  return all;
}

/**
 * Runs a script of bench/runs in a fresh Node process.
 *
 * @param {string} script - its name without `.mjs`.
 * @param {object} problem
 * @returns {any} the JSON that it prints
 */
export function runNode(script, problem) {
  return runJson([`bench/runs/${script}.mjs`, JSON.stringify(problem)]);
}

/**
 * @template {Shown} P
 * @param {readonly string[]} heads - of the problem's own cells.
 * @param {readonly Compared<P>[]} all
 * @param {readonly Column[]} [more]
 * @returns {string[][]} rows of a table, its head first
 */
export function tableOf(heads, all, more = []) {
  const taken = ["ms (median)", "min–max", "CPU ms", "peak MB"];
  return [
    [...heads, "", ...taken, ...more.map(({ head }) => head)],
    ...all.flatMap(({ problem, runs }) =>
      Object.entries(runs).map(([name, own]) => [
        ...[...problem.shown, name, ...takenCells(own)],
        ...more.map(({ of }) => of(own)),
      ]),
    ),
  ];
}

/** @param {Run[]} runs */
function takenCells(runs) {
  const { min, median, max } = summarize(runs.map(({ ms }) => ms));
  const middle = (/** @type {"cpuMs" | "peakMb"} */ key) =>
    summarize(runs.map((run) => run[key] ?? NaN)).median;
  return [
    ...[timeText(median), `${timeText(min)}–${timeText(max)}`],
    ...[timeText(middle("cpuMs")), amountText(middle("peakMb"))],
  ];
}

/** @type {Column} */
export const RMSE = {
  head: "RMSE",
  of: (runs) => {
    const errors = runs.flatMap(({ rmse }) => rmse ?? []);
    return errors.length === 0 ? "" : fixed(summarize(errors).median, 4);
  },
};

/**
 * @template P
 * @param {Compared<P>} compared
 * @param {string} side
 */
export function middleError({ runs }, side) {
  return summarize((runs[side] ?? []).map(({ rmse }) => rmse ?? NaN)).median;
}

/**
 * The time of one side over another's, round by round.
 *
 * @template P
 * @param {Compared<P>} compared
 * @param {string} ours
 * @param {string} theirs
 */
export function timeRatio({ runs }, ours, theirs) {
  const ms = (/** @type {string} */ side) => (runs[side] ?? []).map((run) => run.ms);
  return ratiosOf(ms(theirs), ms(ours));
}

/**
 * `0.31 × (0.30 to 0.33) of LIBMF's on 10 M, 1 thread`.
 *
 * @template {Shown} P
 * @param {Compared<P>} compared
 * @param {string} ours
 * @param {string} theirs
 */
export function ratioSentence(compared, ours, theirs) {
  const where = compared.problem.shown.join(", ");
  return `${ratiosText(timeRatio(compared, ours, theirs))} of ${theirs}'s (${where})`;
}

/** How every section was run. @param {number} rounds */
export function conditions(rounds) {
  return (
    `Medians of ${rounds} rounds, ratios of runs of the same round, each run in a fresh process, the order of the ` +
    "sides turned round every round. CPU time is that of all threads; peak MB is the most memory of the whole process, " +
    "its language's own runtime and the data that it was given included."
  );
}

/** Three digits that tell something. @param {number} ms */
export function timeText(ms) {
  return Number.isNaN(ms) ? "–" : fixed(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0);
}

/** @param {number} amount */
function amountText(amount) {
  return Number.isNaN(amount) ? "–" : fixed(amount);
}

/** One thread, 2 threads. @param {number} threads */
export function threadsText(threads) {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

/** Says where the benchmark stands, with the seconds since it began. @param {string} text */
export function progress(text) {
  process.stderr.write(`${fixed(performance.now() / 1000).padStart(5)} s  ${text}\n`);
}
