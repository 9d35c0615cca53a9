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

/** @param {number} share */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** Stars with four digits and no leading zero, as the field prints them. @param {number} value */
export function stars(value) {
  return value.toFixed(4).replace(/^0/u, "");
}
