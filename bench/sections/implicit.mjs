// @ts-check
// The section on weighted factorisation: a sweep against one of implicit (Cython), on the same ratings.
import { ifHere, madeUp, ratingsIn } from "../data.mjs";
import { implicitFigure } from "../figures.mjs";
import { pythonWith, runPython, sectionOrWhyNot } from "../python.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import {
  conditions,
  ratioSentence,
  runNode,
  sideBySide,
  tableOf,
  threadsText,
  timeRatio,
} from "../side-by-side.mjs";

/** @typedef {import("../side-by-side.mjs").Shown & import("../runs/weighted-als.mjs").AlsProblem} Problem */

const FACTORS = 64;
const SWEEPS = { warmUp: 1, timed: 3 };

/** @param {import("../support.mjs").Asked} asked */
export function implicitSection({ rounds, small }) {
  const about = { name: "implicit", title: "Weighted factorisation against implicit" };
  return sectionOrWhyNot(about, () => {
    const python = pythonWith("implicit");
    return withTemporaryFolder(async (folder) => {
      const real = () => ({ data: "MovieLens 1M", ...ratingsIn(folder, { dataSet: "ml-1m" }) });
      const made = { data: "10 M", ...ratingsIn(folder, { madeUp: madeUp("10 M", small) }) };
      const problems = [...ifHere("implicit", real), made].flatMap(problemsOf);
      const all = await sideBySide(rounds, problems, {
        matinee: (problem) => runNode("weighted-als", problem),
        implicit: (problem) => runPython(python, "implicit_sweeps", problem),
      });
      return sectionOf(rounds, all);
    });
  });
}

/** @param {{ data: string, train: import("../ratings-file.mjs").RatingsFile }} made @returns {Problem[]} */
function problemsOf({ data, train }) {
  return [1, 2].map((threads) => ({
    ...{ train, factors: FACTORS, threads, ...SWEEPS, shown: [data, threadsText(threads)] },
  }));
}

/**
 * @param {number} rounds
 * @param {import("../side-by-side.mjs").Compared<Problem>[]} all
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all) {
  const version = all[0]?.runs["implicit"]?.[0]?.version;
  const figures = all.map((compared) => {
    const { shown, threads } = compared.problem;
    return [implicitFigure(shown[0] ?? "", threads), timeRatio(compared, "matinee", "implicit")];
  });
  return {
    title: `A sweep of weighted factorisation against implicit ${version}, F = ${FACTORS}`,
    rows: tableOf(["ratings", "threads"], all),
    note: `For a sweep matinee takes ${all.map((of) => ratioSentence(of, "matinee", "implicit")).join("; ")}. ${ABOUT} ${conditions(rounds)}`,
    figures: Object.fromEntries(figures),
    runs: all,
  };
}

const ABOUT =
  `${SWEEPS.timed} sweeps over both sides after ${SWEEPS.warmUp} that warms up, from the end of one to the end of the next, ` +
  "without reading, sorting and what follows the sweeps. 10 M are made up. Both work in single precision; implicit takes " +
  "three steps of conjugate gradients a row (its default), with OPENBLAS_NUM_THREADS=1 as its authors advise, matinee " +
  "solves eight features of a row after the other, once over all of them. A sweep of one is not worth one of the other: " +
  "this is what a sweep costs, not how many are needed.";
