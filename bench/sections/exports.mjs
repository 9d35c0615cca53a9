// @ts-check
// The section on people's own exports: from the file to the picks on the screen.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { loadEmbeddedModel } from "../../dist/node.js";
import { exportsOf } from "../export-files.mjs";
import { withTemporaryFolder } from "../ratings-file.mjs";
import { progress, runNode } from "../side-by-side.mjs";
import { fixed, median, medianAndRange } from "../support.mjs";

/**
 * @param {import("../support.mjs").Asked} asked
 * @returns {Promise<import("../support.mjs").Section>}
 */
export async function exportsSection({ rounds }) {
  const { catalogue } = await loadEmbeddedModel();
  const files = Object.entries(await exportsOf(catalogue.movies));
  const rows = await withTemporaryFolder((folder) =>
    files.map(([format, text], k) => {
      const file = path.join(folder, `export-${k}`);
      writeFileSync(file, text);
      const runs = Array.from({ length: rounds }, () => runNode("exports-times", { file }));
      progress(`exports: ${format}`);
      const cold = Array.from({ length: rounds }, () => coldMs(file));
      const ofRuns = (/** @type {string} */ key) => runs.map((run) => run[key]);
      return [
        ...[format, fixed(median(ofRuns("readMs")), 1), ...medianAndRange(ofRuns("p50"))],
        ...[fixed(median(ofRuns("max"))), ...medianAndRange(cold)],
      ];
    }),
  );
  return {
    title: "`matinee picks` of an export of 5,000 ratings, by the model that comes with matinee",
    rows: [
      [
        ...["export", "read alone, ms", "picks warm, ms (p50)", "min–max", "ms (max)"],
        ...["picks cold, ms (median)", "min–max"],
      ],
      ...rows,
    ],
    note:
      "From the file on the disk to the last line printed: read, recognised, matched (half of the films are " +
      "in no catalogue), the model loaded and solved against, three picks and three to skip with reasons; " +
      `\`readExport\` alone beside. Warm: inside one process, after four calls; cold: \`node dist/bin/matinee.js\`, started and ended. ${rounds} fresh processes of each.`,
  };
}

/** @param {string} file */
function coldMs(file) {
  const begin = performance.now();
  execFileSync(process.execPath, ["dist/bin/matinee.js", "picks", file], { stdio: "ignore" });
  return performance.now() - begin;
}
