// @ts-check
// The section on gradient descent: the time to the error that LIBMF (C++) reaches in 20 iterations.
import path from "node:path";
import { descentThreads, ifHere, madeUp, ratingsIn, withTest } from "../data.mjs";
import { libmfFigure } from "../figures.mjs";
import { compiledLibmf } from "../libmf-build.mjs";
import { packagedLibmf } from "../libmf-library.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import {
  RMSE,
  conditions,
  middleError,
  ratioSentence,
  runNode,
  sideBySide,
  tableOf,
  threadsText,
  timeRatio,
} from "../side-by-side.mjs";

/** @typedef {import("../side-by-side.mjs").Shown & import("../runs/libmf.mjs").LibmfProblem & import("../runs/gradient-descent.mjs").DescentProblem & { threads: number, millions: number }} Problem */
/** @typedef {import("../side-by-side.mjs").Compared<Problem>} Compared */

const FACTORS = 32;

/**
 * Tuned for the error after 20 iterations on a tenth of the training part of 10 M. Its RMSE by λ and η:
 *
 * | λ    | η = .05 | η = .1 |
 * | ---- | ------- | ------ |
 * | .01  | .7935   | .8142  |
 * | .02  | .7832   |        |
 * | .03  | .7800   | .7903  |
 * | .035 | .7803   |        |
 * | .04  | .7812   | .7848  |
 * | .05  | .7849   | .7845  |
 * | .1   | .8594   | .8122  |
 *
 * With λ = .03 and η = .07 it is .7831.
 */
const LIBMF = { factors: FACTORS, iterations: 20, lambda: 0.03, eta: 0.05 };

/**
 * Tuned on the same: the fewest epochs to that error. λ, steps and RMSE with 4 epochs: .012, .1, .7843; with
 * 5: .013, .06, .7787; .014, .06, .7792; .014, .07, .7794; .014, .08, .7798; .014, .1, .7815; with 6: .012, .06, .7775; .014, .06,
 * .7782; .016, .08, .7797; with 8: .018, .06, .7789; .022, .06, .7821; with 30: .022, .04, .7799. On an inner
 * split of 25 M .7854 with 5 epochs and .7829 with 6 (λ = .013), where LIBMF has .7872.
 */
const MATINEE = {
  ...{ factors: FACTORS, epochs: 5, learningRate: 0.06, regularization: 0.013 },
  heldOutShare: 0,
};

const BUILDS = { npm: packagedLibmf, "compiled here": compiledLibmf };

/**
 * @param {import("../support.mjs").Asked} asked
 * @returns {Promise<import("../support.mjs").Section>}
 */
export function libmfSection({ rounds, small }) {
  const libraries = Object.entries(BUILDS).flatMap(([build, find]) =>
    ifHere("libmf", () => ({ build, library: find() })),
  );
  return withTemporaryFolder(async (folder) => {
    const all = [];
    for (const millions of [10, 25]) {
      const problems = problemsOf(path.join(folder, String(millions)), millions, small);
      all.push(...(await sideBySide(rounds, problems, sidesWith(libraries))));
    }
    return sectionOf(rounds, all, libraries);
  });
}

/** @param {string} folder @param {number} millions @param {boolean} small @returns {Problem[]} */
function problemsOf(folder, millions, small) {
  const name = millions === 10 ? "10 M" : "25 M";
  const parts = withTest(ratingsIn(folder, { madeUp: madeUp(name, small), heldOut: [1] }));
  return descentThreads().map((threads) => ({
    ...{ ...parts, millions, threads, library: "", options: MATINEE },
    ...{ libmf: { ...LIBMF, threads }, shown: [name, threadsText(threads)] },
  }));
}

/** @param {{ build: string, library: string }[]} libraries @returns {import("../side-by-side.mjs").Sides<Problem>} */
function sidesWith(libraries) {
  const theirs = libraries.map(({ build, library }) => [
    sideName(build),
    (/** @type {Problem} */ problem) => runNode("libmf", { ...problem, library }),
  ]);
  return {
    matinee: (problem) => runNode("gradient-descent", problem),
    ...Object.fromEntries(theirs),
  };
}

/** @param {string} build */
function sideName(build) {
  return `LIBMF (${build})`;
}

/**
 * @param {number} rounds
 * @param {Compared[]} all
 * @param {{ build: string }[]} libraries
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all, libraries) {
  const pairs = all.flatMap((compared) => libraries.map(({ build }) => ({ compared, build })));
  const figures = pairs.map(({ compared, build }) => {
    const { millions, threads } = compared.problem;
    return [libmfFigure(millions, build, threads), figureOf(compared, sideName(build))];
  });
  const sentences = pairs.map(({ compared, build }) =>
    ratioSentence(compared, "matinee", sideName(build)),
  );
  return {
    title: `Gradient descent: time to the held-out error of LIBMF's 20 iterations, F = ${FACTORS}`,
    rows: tableOf(["ratings", "threads"], all, [RMSE]),
    note: `matinee takes ${sentences.join("; ")}. ${ABOUT} ${conditions(rounds)}`,
    figures: Object.fromEntries(figures),
    runs: all,
  };
}

/** @param {Compared} compared @param {string} theirs */
function figureOf(compared, theirs) {
  const ratio = timeRatio(compared, "matinee", theirs);
  const [own, other] = [middleError(compared, "matinee"), middleError(compared, theirs)];
  if (own <= other) return ratio;
  return { ...ratio, but: `RMSE ${own.toFixed(4)} where LIBMF has ${other.toFixed(4)}` };
}

const ABOUT =
  "Made-up ratings with as many users, rated films and ratings as MovieLens 10M and 25M, a tenth held out, the same " +
  "for all, read from the same files. LIBMF's time is that of `mf_train`, its shuffling, scaling and blocks included, " +
  "making its records not; matinee's is everything from ratings in memory to the finished model, the compiling of " +
  "WebAssembly included. Both were tuned before on an inner split of 10 M: LIBMF with λ = " +
  `${LIBMF.lambda} and η = ${LIBMF.eta}, matinee with ${MATINEE.epochs} epochs, λ = ${MATINEE.regularization} and steps of ` +
  `${MATINEE.learningRate}. Predictions of both are kept on the scale before the RMSE is taken. LIBMF of npm is compiled without SIMD; ` +
  "“compiled here” is LIBMF's own source with `-O3 -march=native -fopenmp`, as its Makefile has it. matinee keeps " +
  "biases, LIBMF none.";
