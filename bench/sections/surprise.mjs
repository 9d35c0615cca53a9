// @ts-check
// The section on MovieLens 100K: the time to the error of scikit-surprise's SVD (Cython), both with F = 100.
import { ratingsIn, withTest } from "../data.mjs";
import { pythonWith, runPython, sectionOrWhyNot } from "../python.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import {
  RMSE,
  conditions,
  ratioSentence,
  runNode,
  sideBySide,
  tableOf,
  timeRatio,
} from "../side-by-side.mjs";
import { summarize } from "../support.mjs";

/** @typedef {import("../side-by-side.mjs").Shown & import("../runs/gradient-descent.mjs").DescentProblem} Problem */

/** Tuned on a tenth of u1's training part. */
const MATINEE = { factors: 100, epochs: 8, learningRate: 0.06, heldOutShare: 0 };

/** @param {import("../support.mjs").Asked} asked */
export function surpriseSection({ rounds }) {
  const about = { name: "surprise", title: "MovieLens 100K against scikit-surprise" };
  return sectionOrWhyNot(about, () => {
    const python = pythonWith("surprise");
    return withTemporaryFolder(async (folder) => {
      const parts = withTest(ratingsIn(folder, { dataSet: "ml-100k", fold: 1 }));
      const problem = { ...parts, options: MATINEE, threads: 1, shown: ["u1"] };
      const all = await sideBySide(rounds, [problem], {
        matinee: (given) => runNode("gradient-descent", given),
        surprise: (given) => runPython(python, "surprise_svd", given),
      });
      return sectionOf(rounds, all);
    });
  });
}

/**
 * @param {number} rounds
 * @param {import("../side-by-side.mjs").Compared<Problem>[]} all
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all) {
  const figures = all.map((compared) => {
    const ratio = timeRatio(compared, "matinee", "surprise");
    const error = (/** @type {string} */ side) =>
      summarize((compared.runs[side] ?? []).map(({ rmse }) => rmse ?? NaN)).median;
    const reached = error("matinee") <= error("surprise");
    return ["surprise", reached ? ratio : { ...ratio, but: "its RMSE is not reached" }];
  });
  const version = all[0]?.runs["surprise"]?.[0]?.version;
  return {
    title: `MovieLens 100K against the SVD of scikit-surprise ${version}, F = ${MATINEE.factors}, one thread`,
    rows: tableOf(["fold"], all, [RMSE]),
    note: `matinee takes ${all.map((of) => ratioSentence(of, "matinee", "surprise")).join("; ")}. ${ABOUT} ${conditions(rounds)}`,
    figures: Object.fromEntries(figures),
    runs: all,
  };
}

const ABOUT =
  "Training alone, from ratings in memory to the finished model: surprise with its defaults (20 epochs), matinee with " +
  `${MATINEE.epochs} epochs, cold, the compiling of WebAssembly included. The error is that on the fold's test part.`;
