// @ts-check
// The section on memory: the bytes that each rating costs while it is trained on.
import { descentThreads, madeUp, ratingsIn } from "../data.mjs";
import { memoryFigure } from "../figures.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { conditions, runNode, sideBySide, tableOf, threadsText } from "../side-by-side.mjs";
import { fixed, summarize } from "../support.mjs";

/** @typedef {import("../side-by-side.mjs").Run} Run */

const FACTORS = 32;
/** Few epochs: memory does not grow with them. */
const EPOCHS = 3;

/** @param {import("../support.mjs").Asked} asked @returns {Promise<import("../support.mjs").Section>} */
export function memorySection({ rounds, small }) {
  return withTemporaryFolder(async (folder) => {
    const { train } = ratingsIn(folder, { madeUp: madeUp("10 M", small) });
    const empty = emptyNodeMb();
    const bytesEach = (/** @type {Run[]} */ runs) =>
      summarize(runs.map(({ peakMb = NaN }) => ((peakMb - empty) * 1e6) / train.ratings));
    const options = { factors: FACTORS, epochs: EPOCHS, heldOutShare: 0 };
    const sweeps = { factors: FACTORS, warmUp: 1, timed: 1, whole: true };
    const problems = descentThreads().map((threads) => ({
      ...{ train, options, threads, ...sweeps, shown: [threadsText(threads)] },
    }));
    const all = await sideBySide(rounds, problems, {
      "gradient descent": (problem) => runNode("gradient-descent", problem),
      "weighted ALS": (problem) => runNode("weighted-als", problem),
    });
    return {
      title: `Memory while training, F = ${FACTORS}, ${train.ratings / 1e6} M ratings`,
      rows: tableOf(["threads"], all, [
        { head: "bytes a rating", of: (runs) => fixed(bytesEach(runs).median, 1) },
      ]),
      note:
        "The most memory of the process, less that of a Node process that does nothing " +
        `(${fixed(empty)} MB), over the ratings. Ratings come from a file into arrays of 12 bytes each, ` +
        `which are among the bytes; times are those of ${EPOCHS} epochs and of 2 sweeps of one view. ${conditions(rounds)}`,
      figures: Object.fromEntries(
        all.map(({ problem, runs }) => [
          memoryFigure(problem.threads),
          bytesEach(runs["gradient descent"] ?? []),
        ]),
      ),
      runs: all,
    };
  });
}

/** The most memory of a Node process that does nothing. */
export function emptyNodeMb() {
  return summarize([0, 1, 2].map(() => runNode("empty", {}).peakMb)).median;
}
