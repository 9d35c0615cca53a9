// @ts-check
// The section on memory: the bytes that each rating costs while it is trained on.
import path from "node:path";
import { measured } from "../../tools/scale/measured.mjs";
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
    const empty = emptyNodeMb();
    const bytesEach = (/** @type {Run[]} */ runs) =>
      summarize(runs.map(({ peakMb = NaN, ratings = NaN }) => ((peakMb - empty) * 1e6) / ratings));
    const options = { factors: FACTORS, epochs: EPOCHS, heldOutShare: 0 };
    const problems = /** @type {const} */ (["10 M", "25 M"]).flatMap((size) => {
      const made = madeUp(size, small);
      const { train } = ratingsIn(folder, { madeUp: made });
      const file = path.join(folder, `${made.ratings}.pack`);
      measured(size, "write", { file, ...made });
      return descentThreads().map((threads) => ({
        ...{ train, file, options, threads, shown: [size, threadsText(threads)] },
      }));
    });
    const all = await sideBySide(rounds, problems, {
      "gradient descent": (problem) => withRatings(problem, runNode("gradient-descent", problem)),
      "gradient descent, from a pack": ({ file, threads }) => fromPack(file, threads),
    });
    return {
      title: `Memory while training, F = ${FACTORS}`,
      rows: tableOf(["ratings", "threads"], all, [
        { head: "bytes a rating", of: (runs) => fixed(bytesEach(runs).median, 1) },
      ]),
      note:
        "The most memory of the process, less that of a Node process that does nothing " +
        `(${fixed(empty)} MB), over the ratings. Ratings come from a file into arrays of 12 bytes each, ` +
        `which are among the bytes; a pack is streamed from the disk. Times are those of ${EPOCHS} epochs. ${conditions(rounds)}`,
      figures: Object.fromEntries(
        all.flatMap(({ problem: { shown, threads }, runs }) =>
          ["gradient descent", "gradient descent, from a pack"].map((side) => [
            memoryFigure(shown[0] ?? "", threads, side),
            bytesEach(runs[side] ?? []),
          ]),
        ),
      ),
      runs: all,
    };
  });
}

/**
 * @param {{ train: { ratings: number } }} problem
 * @param {Run} run
 * @returns {Run}
 */
function withRatings({ train: { ratings } }, run) {
  return { ...run, ratings };
}

/**
 * @param {string} file
 * @param {number} threads
 * @returns {Run}
 */
function fromPack(file, threads) {
  const asked = { file, threads, factors: FACTORS, passes: EPOCHS };
  const { seconds, ratings, peakMb } = measured("", "descend", asked);
  return { ms: seconds * 1000, cpuMs: NaN, ratings, peakMb };
}

/** The most memory of a Node process that does nothing. */
export function emptyNodeMb() {
  return summarize([0, 1, 2].map(() => runNode("empty", {}).peakMb)).median;
}
