// @ts-check
// The section on reading ratings.csv, against polars (Rust) on one thread.
import { ifHere, madeUp } from "../data.mjs";
import { pythonWith, runPython } from "../python.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import {
  conditions,
  progress,
  ratioSentence,
  runNode,
  sideBySide,
  tableOf,
  timeRatio,
} from "../side-by-side.mjs";
import { fixed, summarize } from "../support.mjs";
import { emptyNodeMb } from "./memory.mjs";

/** @typedef {import("../side-by-side.mjs").Run} Run */
/** @typedef {{ folder: string, file: string, bytes: number, ratings: number, shown: string[] }} Problem */
/** @typedef {import("../side-by-side.mjs").Compared<Problem>} Compared */

/** User, film, stars and time. */
const BYTES_A_RATING = 16;

/** @param {import("../support.mjs").Asked} asked @returns {Promise<import("../support.mjs").Section>} */
export async function readingSection({ rounds, small }) {
  const pythons = ifHere("reading", () => pythonWith("polars"));
  return withTemporaryFolder(async (folder) => {
    progress("writing ratings.csv");
    const written = runNode("write-csv", { into: folder, madeUp: madeUp("25 M", small) });
    const shown = [`${fixed(written.ratings / 1e6, 1)} M rows, ${fixed(written.bytes / 1e6)} MB`];
    const theirs = pythons.map((python) => [
      "polars",
      (/** @type {Problem} */ problem) => runPython(python, "polars_reading", problem),
    ]);
    const all = await sideBySide(rounds, [{ ...written, shown }], {
      matinee: (problem) => runNode("reading", problem),
      ...Object.fromEntries(theirs),
    });
    return sectionOf(rounds, all, emptyNodeMb());
  });
}

/**
 * @param {number} rounds
 * @param {Compared[]} all
 * @param {number} empty - MB of a Node process that does nothing.
 * @returns {import("../support.mjs").Section}
 */
function sectionOf(rounds, all, empty) {
  const [compared] = all;
  if (compared === undefined) throw new RangeError("Cannot tell of reading: nothing was read");
  const { bytes, ratings } = compared.problem;
  const speed = (/** @type {Run[]} */ runs) =>
    summarize(runs.map(({ cpuMs = NaN }) => bytes / 1e3 / cpuMs));
  const elapsed = (/** @type {Run[]} */ runs) => summarize(runs.map(({ ms }) => bytes / 1e3 / ms));
  const arrays = (/** @type {Run[]} */ runs) =>
    summarize(
      runs.map(({ peakMb = NaN }) => ((peakMb - empty) * 1e6) / (ratings * BYTES_A_RATING)),
    );
  const own = compared.runs["matinee"] ?? [];
  const hasPolars = compared.runs["polars"] !== undefined;
  return {
    title: "Reading ratings.csv in the shape of MovieLens 25M",
    rows: tableOf(["file"], all, [
      { head: "MB/s, elapsed", of: (runs) => fixed(elapsed(runs).median) },
      { head: "MB/s of CPU time", of: (runs) => fixed(speed(runs).median) },
    ]),
    note: [
      hasPolars
        ? `matinee takes ${ratioSentence(compared, "matinee", "polars")}.`
        : "polars is left out: it could not be installed.",
      `Its memory was at most ${fixed(arrays(own).median, 2)} × the final arrays of ${BYTES_A_RATING} bytes a rating,`,
      `beyond that of a Node process that does nothing (${fixed(empty)} MB).`,
      `${ABOUT} ${conditions(rounds)}`,
    ].join(" "),
    figures: {
      reading: speed(own),
      "reading memory": arrays(own),
      ...(hasPolars ? { "reading against polars": timeRatio(compared, "matinee", "polars") } : {}),
    },
    runs: all,
  };
}

const ABOUT =
  "matinee's is `openDataSet` of the folder, films included: every row is checked, ids become rows of its tables, films " +
  "that stand twice are looked for. polars' is `read_csv` with POLARS_MAX_THREADS=1 into columns of the same four types; it " +
  "looks up no id. The file was just written, and so is in the system's memory.";
