// @ts-check
// The section on MovieLens 100K as someone trains it: to the stop, and again on all ratings.
import { ratingsIn } from "../data.mjs";
import { sectionOrWhyNot } from "../python.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { conditions, runNode, sideBySide, tableOf } from "../side-by-side.mjs";

/** @param {import("../support.mjs").Asked} asked */
export function ml100kSection({ rounds }) {
  const title = "MovieLens 100K, F = 32, from random numbers to the stop, one thread";
  return sectionOrWhyNot({ name: "ml-100k", title }, () =>
    withTemporaryFolder(async (folder) => {
      const { train } = ratingsIn(folder, { dataSet: "ml-100k" });
      const problems = [{ train, threads: 1, shown: [] }];
      const all = await sideBySide(rounds, problems, {
        "to the stop": (given) =>
          runNode("gradient-descent", { ...given, options: { refit: false } }),
        "with the refit on all ratings": (given) =>
          runNode("gradient-descent", { ...given, options: {} }),
      });
      const note = `Cold: the compiling of WebAssembly is included; reading the files is not. ${conditions(rounds)}`;
      return { title, rows: tableOf([], all), note, runs: all };
    }),
  );
}
