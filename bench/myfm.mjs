// @ts-check
// The section on Gibbs sampling: a sweep against one of myFM (C++), on the same ratings.
import process from "node:process";
import { NoPythonError, pythonWith } from "./python.mjs";
import { fixed, median, runJson, summarize } from "./support.mjs";

/**
 * @typedef {import("./support.mjs").Section} Section
 * @typedef {{ data: string, ratings: number, msPerSweep: number, coresBusy: number, rmse: number, version?: string }} Run
 * @typedef {{ matinee: Run[], myfm: Run[] }} Runs
 */

const FACTORS = [8, 16, 32];
const CHAINS = 4;

/**
 * @param {number} rounds
 * @returns {Section}
 */
export function myfmSection(rounds) {
  try {
    return measured(rounds, pythonWith("bench/myfm-requirements.txt"));
  } catch (error) {
    if (!(error instanceof NoPythonError)) throw error;
    process.stderr.write(`myfm skipped: ${error.message}\n`);
    const rows = [
      ["myfm", "skipped"],
      ["why", error.message],
    ];
    return { title: "Gibbs sampling against myFM", rows, note: "Not measured." };
  }
}

/**
 * @param {number} rounds
 * @param {string} python
 * @returns {Section}
 */
function measured(rounds, python) {
  const all = FACTORS.map((factors) => ({ factors, runs: paired(rounds, factors, python) }));
  const one = all[0]?.runs.myfm[0];
  return {
    title: `A sweep of Gibbs sampling against myFM ${one?.version}, ${one?.data}`,
    rows: [
      [
        ...["F", "", "ms a sweep (median)", "min–max", "chains in a sweep"],
        ...["ms a chain's sweep", "cores busy", "test RMSE"],
      ],
      ...all.flatMap(({ factors, runs: { matinee, myfm } }) => [
        row(factors, "matinee", matinee, CHAINS),
        row(factors, "myFM", myfm, 1),
      ]),
    ],
    note: [
      "For a sweep of one sample myFM takes, against matinee's sweep of four:",
      `${all.map(comparison).join("; ")}.`,
      conditions(rounds, one?.ratings ?? NaN),
    ].join(" "),
  };
}

/**
 * @param {number} rounds
 * @param {number} factors
 * @param {string} python
 */
function paired(rounds, factors, python) {
  /** @type {Runs} */
  const runs = { matinee: [], myfm: [] };
  const samplers = /** @type {const} */ (["matinee", "myfm"]);
  for (let round = 0; round < rounds; round++) {
    for (const sampler of round % 2 === 0 ? samplers : samplers.toReversed()) {
      runs[sampler].push(runJson(["bench/gibbs.mjs", sampler, String(factors), python]));
    }
  }
  return runs;
}

/**
 * @param {number} factors
 * @param {string} name
 * @param {Run[]} runs
 * @param {number} chains
 */
function row(factors, name, runs, chains) {
  const { min, median: mid, max } = summarize(runs.map(({ msPerSweep }) => msPerSweep));
  const busy = median(runs.map(({ coresBusy }) => coresBusy));
  return [
    ...[String(factors), name, fixed(mid, 1), `${fixed(min, 1)}–${fixed(max, 1)}`, String(chains)],
    ...[fixed(mid / chains, 1), fixed(busy, 2), fixed(runs[0]?.rmse ?? NaN, 4)],
  ];
}

/** @param {{ factors: number, runs: Runs }} measured */
function comparison({ factors, runs: { matinee, myfm } }) {
  const ratios = matinee.map(({ msPerSweep }, n) => (myfm[n]?.msPerSweep ?? NaN) / msPerSweep);
  const mid = median(ratios);
  const range = `${fixed(Math.min(...ratios), 2)} to ${fixed(Math.max(...ratios), 2)}`;
  return `${fixed(mid, 2)} × (${range}) at F = ${factors}, a chain's sweep ${fixed(mid * CHAINS, 1)} ×`;
}

/** @param {number} rounds @param {number} ratings */
function conditions(rounds, ratings) {
  return (
    `Median ratios of ${rounds} paired rounds, each run in a fresh process, one thread (cores busy: CPU time over elapsed time; below 1, others had the core); ${ratings} ratings, ` +
    "20 sweeps after 10 that warm up, without set-up and predicting. Both models have user, film " +
    "and who rated what on both sides, each term with a prior drawn anew. myFM has them as two " +
    "relation blocks, its fast way, in double precision; as a factorization machine it also " +
    "multiplies the terms of one side with each other. matinee is in single precision, here with " +
    "trust 1. The RMSE, from four chains of each (myFM's one after another), only shows that the " +
    "models are nearly the same."
  );
}
