// @ts-check
// How docs/accuracy.md is written: tables, figures and the names of data sets.

export const TITLES = {
  "ml-100k": "MovieLens 100K",
  "ml-latest-small": "MovieLens latest small",
  "ml-1m": "MovieLens 1M",
};

/** @param {string} above @param {string} header @param {readonly (readonly string[])[]} rows */
export function table(above, header, rows) {
  const columns = header.split("|").length - 2;
  const rule = `| ${Array.from({ length: columns }, () => "---").join(" | ")} |`;
  return [above, "", header, rule, ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}

/** @param {number} part */
export function percent(part) {
  return `${(100 * part).toFixed(1)} %`;
}

/** Stars with four digits and no leading zero, as the field prints them. @param {number} value */
export function stars(value) {
  return value.toFixed(4).replace(/^0/u, "");
}

/** Three digits and no leading zero. @param {number} value @param {number} [digits] */
export function share(value, digits = 3) {
  return value.toFixed(digits).replace(/^0/u, "");
}

/**
 * `+.055 (+.038 to +.071)`: the difference and its 95 % interval.
 *
 * @param {import("../../dist/index.js").PairedDifference} difference
 * @param {number} [digits]
 */
export function differenceText({ difference, low95, high95 }, digits = 3) {
  const [shown, low, high] = [difference, low95, high95].map((value) => signed(value, digits));
  return `${shown} (${low} to ${high})`;
}

/** With the minus of print. @param {number} value @param {number} digits */
function signed(value, digits) {
  return `${value < 0 ? "−" : "+"}${share(Math.abs(value), digits)}`;
}
