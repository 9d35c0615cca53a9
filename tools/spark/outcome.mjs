// @ts-check
/** @typedef {import("./run-parts.mjs").Outcome} Outcome */

/** What is longer does not set the width of its column. */
const MOST_WIDE = 60;

/** Figures kept and missed. @param {readonly Outcome[]} outcomes */
export function tallyOf(outcomes) {
  const rows = outcomes.flatMap((outcome) => outcome.rows);
  const passed = rows.filter(({ ok }) => ok === true).length;
  return { passed, failed: rows.filter(({ ok }) => ok === false).length };
}

/**
 * Why nothing was run, if nothing was.
 *
 * @param {readonly Outcome[]} outcomes
 * @returns {string | undefined}
 */
export function whyNothing(outcomes) {
  const ran = outcomes.some(({ skipped }) => skipped === undefined);
  return ran ? undefined : outcomes[0]?.skipped;
}

/** A title and its figures, aligned. @param {Outcome} outcome @returns {string} */
export function tableText({ name, title, seconds, rows, skipped }) {
  const head = `${name}: ${title} (${seconds.toFixed(1)} s)`;
  if (skipped !== undefined) return `${head}\n  - skipped: ${skipped}`;
  const wide = (/** @type {"figure" | "measured"} */ column) =>
    Math.max(0, ...rows.map((row) => (row[column].length > MOST_WIDE ? 0 : row[column].length)));
  const [left, middle] = [wide("figure"), wide("measured")];
  const lines = rows.map(({ figure, must, measured, ok }) => {
    const mark = ok === undefined ? " " : ok ? "✓" : "✗";
    return `  ${mark} ${figure.padEnd(left)}  ${measured.padStart(middle)}  ${must}`.trimEnd();
  });
  return [head, ...lines].join("\n");
}
