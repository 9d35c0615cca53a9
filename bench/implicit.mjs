// @ts-check
// The section on weighted factorisation: a sweep against one of implicit (Cython), on the same ratings.
import process from "node:process";
import { DataSetError, synthesize } from "../dist/index.js";
import { openDataSet } from "../dist/node.js";
import { runPython, sectionWithPython } from "./python.mjs";
import { withRatingsFile } from "./ratings-file.mjs";
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
 * @typedef {import("./ratings-file.mjs").RatingsFile} RatingsFile
 * @typedef {RatingsFile & { factors: number, threads: number, warmUp: number, timed: number }} Problem
 * @typedef {{ msPerSweep: number, coresBusy: number, version?: string }} Run
 * @typedef {{ data: string, threads: number, runs: { matinee: Run[], implicit: Run[] } }} Measured
 */

const FACTORS = 64;
const THREADS = [1, 2];
const SWEEPS = { warmUp: 1, timed: 3 };
/** Of MovieLens 10M. */
const MADE_UP = { users: 71_567, movies: 10_681, ratings: 10_000_000 };

/**
 * @param {number} rounds
 * @param {Required<Pick<import("../dist/index.js").SynthesisOptions, "users" | "movies" | "ratings">>} [size]
 */
export function implicitSection(rounds, size = MADE_UP) {
  const about = {
    ...{ name: "implicit", title: "Weighted factorisation against implicit" },
    requirements: "bench/implicit-requirements.txt",
  };
  return sectionWithPython(about, (python) => measured(rounds, python, size));
}

/**
 * @param {number} rounds
 * @param {string} python
 * @param {typeof MADE_UP} size
 * @returns {Promise<Section>}
 */
async function measured(rounds, python, size) {
  const real = await movieLens1m();
  const madeUp = { data: `synthetic, ${size.ratings / 1e6} M ratings`, ...synthesize(size) };
  const all = [...real, madeUp].flatMap(({ data, ratings }) =>
    withRatingsFile(ratings, (file) =>
      THREADS.map((threads) => ({ data, threads, runs: paired(rounds, file, threads, python) })),
    ),
  );
  const version = all[0]?.runs.implicit[0]?.version;
  return {
    title: `A sweep of weighted factorisation against implicit ${version}, F = ${FACTORS}`,
    rows: [
      ["data", "threads", "", "ms a sweep (median)", "min–max", "cores busy"],
      ...all.flatMap(({ data, threads, runs: { matinee, implicit } }) => [
        row(data, threads, "matinee", matinee),
        row(data, threads, "implicit", implicit),
      ]),
    ],
    note: [
      `For a sweep implicit takes, against matinee's: ${all.map(comparison).join("; ")}.`,
      ...(real.length === 0 ? ["MovieLens 1M is left out: it was not at hand."] : []),
      conditions(rounds),
    ].join(" "),
  };
}

/** None where it is not at hand. */
async function movieLens1m() {
  try {
    const { dataSet, files } = await openDataSet("ml-1m", { download: false });
    await files.close();
    return [{ data: "MovieLens 1M", ratings: dataSet.ratings }];
  } catch (error) {
    if (!(error instanceof DataSetError)) throw error;
    process.stderr.write(`implicit on MovieLens 1M skipped: ${error.message}\n`);
    return [];
  }
}

/**
 * @param {number} rounds
 * @param {RatingsFile} file
 * @param {number} threads
 * @param {string} python
 * @returns {Measured["runs"]}
 */
function paired(rounds, file, threads, python) {
  const problem = { ...file, factors: FACTORS, threads, ...SWEEPS };
  return alternating(rounds, ["matinee", "implicit"], (side) =>
    side === "matinee"
      ? runJson(["bench/weighted-als.mjs", JSON.stringify(problem)])
      : runPython(python, "bench/implicit.py", problem),
  );
}

/**
 * @param {string} data
 * @param {number} threads
 * @param {string} name
 * @param {Run[]} runs
 */
function row(data, threads, name, runs) {
  const busy = median(runs.map(({ coresBusy }) => coresBusy));
  return [data, String(threads), name, ...medianAndRange(sweepsOf(runs)), fixed(busy, 2)];
}

/** @param {Measured} measured */
function comparison({ data, threads, runs: { matinee, implicit } }) {
  const ratios = ratiosOf(sweepsOf(matinee), sweepsOf(implicit));
  return `${ratiosText(ratios)} on ${data}, ${threads === 1 ? "one thread" : `${threads} threads`}`;
}

/** @param {Run[]} runs */
function sweepsOf(runs) {
  return runs.map(({ msPerSweep }) => msPerSweep);
}

/** @param {number} rounds */
function conditions(rounds) {
  return (
    `Median ratios of ${rounds} paired rounds, each run in a fresh process; ${SWEEPS.timed} sweeps over both ` +
    `sides after ${SWEEPS.warmUp} that warms up, from the end of one to the end of the next, without ` +
    "reading, sorting and what follows the sweeps. Both read the same ratings and work in single " +
    "precision; implicit takes three steps of conjugate gradients a row (its default), with " +
    "OPENBLAS_NUM_THREADS=1 as its authors advise, matinee solves eight features of a row after the " +
    "other, once over all of them. A sweep of one is not worth one of the other: this is what a sweep " +
    "costs, not how many are needed."
  );
}
