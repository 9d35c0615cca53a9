// @ts-check
// The section on Gibbs sampling: a sweep against one of myFM (C++), on the same ratings.
import { sectionWithPython } from "./python.mjs";
import {
  alternating,
  fixed,
  median,
  medianAndRange,
  ratiosOf,
  ratiosText,
  runJson,
} from "./support.mjs";

/**
 * @typedef {import("./support.mjs").Section} Section
 * @typedef {{ data: string, ratings: number, msPerSweep: number, coresBusy: number, rmse: number, version?: string }} Run
 * @typedef {{ matinee: Run[], myfm: Run[] }} Runs
 */

const FACTORS = [8, 16, 32];
const CHAINS = 4;

/** @param {number} rounds */
export function myfmSection(rounds) {
  const about = {
    ...{ name: "myfm", title: "Gibbs sampling against myFM" },
    requirements: "bench/myfm-requirements.txt",
  };
  return sectionWithPython(about, (python) => measured(rounds, python));
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
 * @returns {Runs}
 */
function paired(rounds, factors, python) {
  return alternating(rounds, ["matinee", "myfm"], (sampler) =>
    runJson(["bench/gibbs.mjs", sampler, String(factors), python]),
  );
}

/**
 * @param {number} factors
 * @param {string} name
 * @param {Run[]} runs
 * @param {number} chains
 */
function row(factors, name, runs, chains) {
  const sweeps = runs.map(({ msPerSweep }) => msPerSweep);
  const busy = median(runs.map(({ coresBusy }) => coresBusy));
  return [
    ...[String(factors), name, ...medianAndRange(sweeps, 1), String(chains)],
    ...[fixed(median(sweeps) / chains, 1), fixed(busy, 2), fixed(runs[0]?.rmse ?? NaN, 4)],
  ];
}

/** @param {{ factors: number, runs: Runs }} measured */
function comparison({ factors, runs: { matinee, myfm } }) {
  const sweeps = (/** @type {Run[]} */ runs) => runs.map(({ msPerSweep }) => msPerSweep);
  const ratios = ratiosOf(sweeps(matinee), sweeps(myfm));
  return `${ratiosText(ratios)} at F = ${factors}, a chain's sweep ${fixed(ratios.median * CHAINS, 1)} ×`;
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
