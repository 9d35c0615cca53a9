// @ts-check
// docs/performance.md: what is promised against what was measured, every section, and the roofline.
import { PROMISED, judge } from "./figures.mjs";

/** @typedef {import("./support.mjs").Section & { machine: object }} Measured */
/** @typedef {Record<string, Measured>} Results - by section. */

/**
 * @param {Results} results
 * @param {string} roofline - written by hand, below all.
 */
export function page(results, roofline) {
  return [
    "# Performance\n",
    "Written by `npm run bench`; a part alone by `npm run bench -- --only libmf`. Times on shared cores differ by 20 % from day to day: read the ratios.\n",
    promises(results),
    ...Object.values(results).map(section),
    ...(roofline === "" ? [] : [roofline]),
  ].join("\n");
}

/** @param {Results} results */
function promises(results) {
  const figures = Object.assign({}, ...Object.values(results).map((of) => of.figures ?? {}));
  const rows = Object.entries(PROMISED).map(([name, promised]) =>
    promiseRow(promised, figures[name]),
  );
  return `## What is promised\n\n${table([
    ["", "must", "aim", "measured", "spread", ""],
    ...rows,
  ])}\n\nMedians of one run of each section, and the least and the most of its rounds.\n`;
}

/** @param {import("./figures.mjs").Promised} promised @param {import("./support.mjs").Figure} [figure] */
function promiseRow(promised, figure) {
  const { what, must, aim, unit, atLeast = false } = promised;
  const sign = atLeast ? "≥" : "≤";
  const bound = (/** @type {number | undefined} */ value) =>
    value === undefined || value === Infinity ? "" : `${sign} ${value}`;
  const shown = figure === undefined ? [] : [figure.median, figure.min, figure.max].map(digits3);
  const [middle, low, high] = shown;
  return [
    ...[what, bound(must), bound(aim), middle === undefined ? "" : `${middle} ${unit}`],
    ...[middle === undefined ? "" : `${low}–${high}`, verdict(promised, figure)],
  ];
}

/** @param {import("./figures.mjs").Promised} promised @param {import("./support.mjs").Figure} [figure] */
function verdict(promised, figure) {
  const said = judge(promised, figure);
  if (said === "aim") return "aim reached";
  if (said === "must") return "kept";
  return figure?.but === undefined ? said : `${said}: ${figure.but}`;
}

/** @param {number} value */
function digits3(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** @param {Measured} measured */
function section({ title, rows, note, machine }) {
  const on = Object.entries(machine).map(([key, value]) => `${key} ${value}`);
  return `## ${title}\n\n${table(rows)}\n\n${note}\n\nOn ${on.join(", ")}.\n`;
}

/** @param {string[][]} rows */
function table(rows) {
  const [head = [], ...body] = rows;
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
