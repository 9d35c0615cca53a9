// @ts-check
// The section on LensKit (Numba): its factorisation of stars to its error, and a sweep of its weighted one.
import { ratingsIn, thoseHere, withTest } from "../data.mjs";
import { pythonWith, runPython, sectionOrWhyNot } from "../python.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { RMSE, conditions, ratioSentence, runNode, sideBySide, tableOf } from "../side-by-side.mjs";

/** @typedef {import("../data.mjs").Wanted} Wanted */
/** @typedef {{ learner: "stars" | "implicit", factors: number, test: import("../ratings-file.mjs").RatingsFile }} More */
/** @typedef {import("../side-by-side.mjs").Shown & import("../runs/gradient-descent.mjs").DescentProblem & import("../runs/weighted-als.mjs").AlsProblem & More} Problem */

const FACTORS = 50;
/** Tuned on a tenth of u1's training part, where LensKit has .9315: .9257. */
const MATINEE = { factors: FACTORS, epochs: 8, learningRate: 0.1, heldOutShare: 0 };
const STARS = /** @type {const} */ ("stars");
const IMPLICIT = /** @type {const} */ ("implicit");
const SWEEPS = { warmUp: 1, timed: 4 };

/** @param {import("../support.mjs").Asked} asked */
export function lenskitSection({ rounds, small }) {
  return sectionOrWhyNot({ name: "lenskit", title: "Against LensKit" }, () => {
    const python = pythonWith("lenskit");
    return withTemporaryFolder(async (folder) => {
      const problems = problemsIn(folder, small);
      const all = await sideBySide(rounds, problems, {
        matinee: (problem) =>
          runNode(problem.learner === "stars" ? "gradient-descent" : "weighted-als", problem),
        LensKit: (problem) => runPython(python, "lenskit_als", problem),
      });
      return sectionOf(rounds, all);
    });
  });
}

/** @param {string} folder @param {boolean} small @returns {Problem[]} */
function problemsIn(folder, small) {
  const set = (/** @type {string} */ name, /** @type {Omit<Wanted, "into">} */ wanted) =>
    /** @type {const} */ ([name, ratingsIn(folder, wanted)]);
  const smallSet = () => set("MovieLens 100K, u1", { dataSet: "ml-100k", fold: 1 });
  const largeSet = () => set("MovieLens 1M", { dataSet: "ml-1m", heldOut: [1] });
  const sets = thoseHere("lenskit", [smallSet, ...(small ? [] : [largeSet])]);
  return sets.flatMap(([name, parts]) => {
    const both = { ...withTest(parts), ...SWEEPS, options: MATINEE, threads: 1, factors: FACTORS };
    return [
      { ...both, learner: STARS, shown: [name, "stars, whole training"] },
      // once is enough: each process of it compiles for ten seconds before
      ...(name === sets.at(-1)?.[0]
        ? [{ ...both, learner: IMPLICIT, shown: [name, "weighted, a sweep"] }]
        : []),
    ];
  });
}

/**
 * @param {number} rounds
 * @param {import("../side-by-side.mjs").Compared<Problem>[]} all
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all) {
  const version = all[0]?.runs["LensKit"]?.[0]?.version;
  return {
    title: `Against LensKit ${version}, F = ${FACTORS}, one thread`,
    rows: tableOf(["ratings", "what"], all, [RMSE]),
    note: `matinee takes ${all.map((of) => ratioSentence(of, "matinee", "LensKit")).join("; ")}. ${ABOUT} ${conditions(rounds)}`,
    runs: all,
  };
}

const ABOUT =
  "Stars: LensKit's `BiasedMF` (20 iterations of coordinate descent, its default), compiled before by a training that does not " +
  `count, against ${MATINEE.epochs} epochs of matinee's gradient descent, cold; the error is that on the held-out part. Weighted: ` +
  `\`ImplicitMF\` (conjugate gradients, its default) against \`weighted-als\`, ${SWEEPS.timed} sweeps after ${SWEEPS.warmUp}. ` +
  "Newer versions of LensKit need PyTorch with all of CUDA, several GB, and are left out for that.";
