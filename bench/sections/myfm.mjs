// @ts-check
// The section on Gibbs sampling: a sweep against one of myFM (C++), on the same ratings.
import { ratingsIn, thoseHere, withTest } from "../data.mjs";
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

/** @typedef {import("../side-by-side.mjs").Shown & import("../runs/gibbs.mjs").GibbsProblem & { chains: number }} Problem */

const FACTORS = 16;
const CHAINS = 4;

/** @param {import("../support.mjs").Asked} asked */
export function myfmSection({ rounds, small }) {
  return sectionOrWhyNot({ name: "myfm", title: "Gibbs sampling against myFM" }, () => {
    const python = pythonWith("myfm");
    return withTemporaryFolder(async (folder) => {
      const wanted = [() => ml100k(folder), ...(small ? [] : [() => ml1m(folder)])];
      const problems = thoseHere("myfm", wanted);
      const all = await sideBySide(rounds, problems, {
        matinee: (problem) => runNode("gibbs", problem),
        myFM: (problem) => runPython(python, "myfm_sweeps", problem),
      });
      return sectionOf(rounds, all);
    });
  });
}

/** With the error, from as many chains of each. @param {string} folder @returns {Problem} */
function ml100k(folder) {
  const parts = withTest(ratingsIn(folder, { dataSet: "ml-100k", fold: 1 }));
  const sweeps = { factors: FACTORS, warmUp: 10, timed: 20 };
  return { ...parts, ...sweeps, chains: CHAINS, predicts: true, shown: ["MovieLens 100K, u1"] };
}

/** @param {string} folder @returns {Problem} */
function ml1m(folder) {
  const parts = withTest(ratingsIn(folder, { dataSet: "ml-1m", heldOut: [1] }));
  const sweeps = { factors: FACTORS, warmUp: 3, timed: 7 };
  return { ...parts, ...sweeps, chains: 1, predicts: false, shown: ["MovieLens 1M"] };
}

/**
 * @param {number} rounds
 * @param {import("../side-by-side.mjs").Compared<Problem>[]} all
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all) {
  const version = all[0]?.runs["myFM"]?.[0]?.version;
  const large = all.find(({ problem }) => !problem.predicts);
  return {
    title: `A sweep of Gibbs sampling against myFM ${version}, F = ${FACTORS}, one thread`,
    rows: tableOf(["ratings"], all, [RMSE]),
    note: `For a sweep of four chains matinee takes ${all.map((of) => ratioSentence(of, "matinee", "myFM")).join("; ")} sweep of one. ${ABOUT} ${conditions(rounds)}`,
    ...(large === undefined ? {} : { figures: { myfm: timeRatio(large, "matinee", "myFM") } }),
    runs: all,
  };
}

const ABOUT =
  "20 sweeps after 10 that warm up, on MovieLens 1M (nine tenths) 7 after 3, without set-up and predicting. Both " +
  "models have user, film and who rated what on both sides, each term with a prior drawn anew. myFM has them as two " +
  "relation blocks, its fast way, in double precision; as a factorization machine it also multiplies the terms of one " +
  "side with each other. matinee is in single precision, here with trust 1. The RMSE, from four chains of each (myFM's " +
  "one after another), only shows that the models are nearly the same.";
