// @ts-check
// The section of docs/accuracy.md on the model that comes with the package.
import { differenceText, percent, share, stars, table } from "./markdown.mjs";

/** @typedef {Record<"rmse" | "coverage80" | "width80" | "ndcgAt10" | "precisionAt3", number>} Figures */

/** @param {import("./page.mjs").Results} results */
export function embeddedSection(results) {
  const cell = results["ml-latest-small embedded"];
  if (cell === undefined) return "Not measured yet.";
  const { bytes, full, compact, people } = cell;
  const { rmseDifference, ndcgAt10Difference, precisionAt3Difference } = cell;
  return [
    table(
      "It is learned from MovieLens latest small by the defaults and kept in 8 bits ([decision " +
        "9](decisions/0009-a-model-in-the-package.md)). What that costs on `thirty-ratings`: each draw's " +
        "model is read back from a file of either precision. Size is that of the last draw's file, whose " +
        "users and films are those of the whole set.",
      "| file | bytes | RMSE | 80 % interval holds | its width | nDCG@10 | precision@3 |",
      [row("full", bytes.full, full), row("compact", bytes.compact, compact)],
    ),
    `Compact less full, on the same ${people} people, 250 a draw (in brackets the 95 % interval): RMSE ` +
      `${differenceText(rmseDifference, 5)}, nDCG@10 ${differenceText(ndcgAt10Difference, 4)}, precision@3 ` +
      `${differenceText(precisionAt3Difference, 4)}.`,
  ].join("\n\n");
}

/** @param {string} name @param {number} bytes @param {Figures} figures */
function row(name, bytes, { rmse, coverage80, width80, ndcgAt10, precisionAt3 }) {
  return [
    ...[name, bytes.toLocaleString("en-US"), stars(rmse), percent(coverage80), width80.toFixed(2)],
    ...[share(ndcgAt10), share(precisionAt3)],
  ];
}
