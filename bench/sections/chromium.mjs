// @ts-check
// The section on browsers: the same trainings in headless Chromium and in Node, by the same code.
import { chromiumPath, runInChromium } from "../chromium.mjs";
import { madeUp, ratingsIn } from "../data.mjs";
import { sectionOrWhyNot } from "../python.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import {
  conditions,
  ratioSentence,
  runNode,
  sideBySide,
  tableOf,
  timeRatio,
} from "../side-by-side.mjs";

/** @typedef {import("../side-by-side.mjs").Shown & import("../chromium.mjs").Problem} Problem */

const LEARNERS = /** @type {const} */ (["gradient descent", "weighted ALS"]);

/** @param {import("../support.mjs").Asked} asked */
export function chromiumSection({ rounds, small }) {
  return sectionOrWhyNot({ name: "chromium", title: "Training in Chromium against Node" }, () => {
    const executable = chromiumPath();
    return withTemporaryFolder(async (folder) => {
      const { train } = ratingsIn(folder, { madeUp: madeUp("2 M", small) });
      /** @type {Problem[]} */
      const problems = LEARNERS.map((learner) => ({ learner, train, shown: [learner] }));
      const all = await sideBySide(rounds, problems, {
        Chromium: (problem) => runInChromium(executable, problem),
        Node: (problem) => runNode("training-in-node", problem),
      });
      return {
        title: "Training in headless Chromium against Node, 2 M ratings, F = 32, one thread",
        rows: tableOf(["training"], all),
        note: `Chromium takes ${all.map((of) => ratioSentence(of, "Chromium", "Node")).join("; ")}. ${ABOUT} ${conditions(rounds)}`,
        figures: Object.fromEntries(
          all.map((of) => [`${of.problem.learner} in Chromium`, timeRatio(of, "Chromium", "Node")]),
        ),
        runs: all,
      };
    });
  });
}

const ABOUT =
  "Ten epochs, and three sweeps of one view, from ratings in memory, by the same files of this build; each browser is a " +
  "fresh one, its page isolated, served over loopback. CPU time and memory of Chromium are those of the page's own " +
  "process, with the loading of files and ratings.";
