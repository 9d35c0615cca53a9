// @ts-check
// The section on growth: what training costs a rating from 1 M to 100 M.
import path from "node:path";
import { madeUp, ratingsIn } from "../data.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { conditions, runNode, sideBySide, tableOf } from "../side-by-side.mjs";
import { fixed, growthExponent, summarize } from "../support.mjs";
import { emptyNodeMb } from "./memory.mjs";

/** @typedef {import("../side-by-side.mjs").Run} Run */
/** @typedef {import("../ratings-file.mjs").RatingsFile} RatingsFile */
/** @typedef {{ train: RatingsFile, shown: string[] }} Problem */
/** @typedef {import("../side-by-side.mjs").Compared<Problem>} Compared */

const SIZES = /** @type {const} */ (["1 M", "10 M", "100 M"]);
const FACTORS = 32;
const EPOCHS = 5;
const SWEEPS = 2;

/**
 * Where ratings are read from while they are trained on: by name, the sides that do it.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, (problem: Problem) => Run>>>>}
 */
const SOURCES = {
  "in memory": {
    "gradient descent": ({ train }) =>
      runNode("gradient-descent", {
        ...{ train, threads: 1, options: { factors: FACTORS, epochs: EPOCHS, heldOutShare: 0 } },
      }),
    "weighted ALS": ({ train }) =>
      runNode("weighted-als", {
        ...{ train, threads: 1, factors: FACTORS, warmUp: 1, timed: SWEEPS - 1, whole: true },
      }),
  },
};

/** @param {import("../support.mjs").Asked} asked @returns {Promise<import("../support.mjs").Section>} */
export async function scaleSection({ rounds, small }) {
  const sides = Object.fromEntries(
    Object.entries(SOURCES).flatMap(([source, own]) =>
      Object.entries(own).map(([learner, run]) => [`${learner}, ${source}`, run]),
    ),
  );
  /** @type {Compared[]} */
  const all = [];
  for (const size of SIZES) {
    // one at a time: the files of 100 M take 1.2 GB
    const measured = await withTemporaryFolder((folder) => {
      const { train } = ratingsIn(path.join(folder, "ratings"), { madeUp: madeUp(size, small) });
      return sideBySide(rounds, [{ train, shown: [size] }], sides);
    });
    all.push(...measured);
  }
  return sectionOf(rounds, all);
}

/**
 * @param {number} rounds
 * @param {Compared[]} all
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all) {
  const names = Object.keys(all[0]?.runs ?? {});
  const growth = Object.fromEntries(names.map((name) => [name, exponents(all, name)]));
  const said = Object.entries(growth).map(
    ([name, { min, median, max }]) =>
      `${fixed(median, 3)} (${fixed(min, 3)} to ${fixed(max, 3)}) for ${name}`,
  );
  const figures = Object.entries(growth).flatMap(([name, of]) =>
    name.endsWith(", in memory") ? [[`growth of ${name.replace(", in memory", "")}`, of]] : [],
  );
  return {
    title: `Growth of training with the number of ratings, F = ${FACTORS}, one thread`,
    rows: tableOf(["ratings"], perRating(all), COLUMNS),
    note: `Time grows with the number of ratings to the power of ${said.join("; ")}: the slope of log time over log ratings by least squares, of each round. ${ABOUT} ${conditions(rounds)}`,
    figures: Object.fromEntries(figures),
    runs: all,
  };
}

/** The slope of each round. @param {Compared[]} all @param {string} name */
function exponents(all, name) {
  const counts = all.map(({ problem }) => problem.train.ratings);
  const rounds = all[0]?.runs[name] ?? [];
  return summarize(
    rounds.map((_, round) =>
      growthExponent(
        counts,
        all.map(({ runs }) => runs[name]?.[round]?.ms ?? NaN),
      ),
    ),
  );
}

/** @typedef {Run & { nsEach: number, bytesEach: number }} RunOfEach */

/** @param {Compared[]} all */
function perRating(all) {
  const empty = emptyNodeMb();
  return all.map(({ problem, runs }) => ({
    problem,
    runs: Object.fromEntries(
      Object.entries(runs).map(([name, own]) => [
        name,
        own.map((run) => ({
          ...run,
          nsEach: (run.ms * 1e6) / problem.train.ratings,
          bytesEach: (((run.peakMb ?? NaN) - empty) * 1e6) / problem.train.ratings,
        })),
      ]),
    ),
  }));
}

/** @param {"nsEach" | "bytesEach"} key */
function middle(key) {
  return (/** @type {Run[]} */ runs) =>
    fixed(summarize(/** @type {RunOfEach[]} */ (runs).map((run) => run[key])).median, 1);
}

const COLUMNS = [
  { head: "ns a rating", of: middle("nsEach") },
  { head: "bytes a rating", of: middle("bytesEach") },
];

const ABOUT =
  "Whole trainings from ratings in memory to the finished model: " +
  `gradient descent of ${EPOCHS} epochs, weighted ALS of ${SWEEPS} sweeps of one view. Users and films grow as those of the ` +
  "MovieLens sets do (6,040 × 3,706; 69,878 × 10,677; 480,000 × 60,000), made up with one seed. Bytes a rating: the most " +
  "memory of the process less that of one that does nothing, the arrays of 12 bytes a rating among them.";
