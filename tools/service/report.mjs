// @ts-check
import process from "node:process";

/** @typedef {{ what: string, measured: string, must?: string, ok?: boolean }} Row - without `ok` it is for information only */

/** What is longer does not set the width of its column. */
const MOST_WIDE = 60;

/** `2,345`. @param {number} value @param {number} [digits] */
export function grouped(value, digits = 0) {
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** `123 MB`. @param {number} bytes */
export function megabytes(bytes) {
  return `${grouped(bytes / 2 ** 20)} MB`;
}

/**
 * Prints figures as a table, or as JSON, and has the process end with 1 where a must is missed.
 *
 * @param {string} title
 * @param {readonly Row[]} rows
 * @param {{ json?: boolean | undefined, details?: object }} [options] - details go into the JSON only
 */
export function report(title, rows, { json = false, details = {} } = {}) {
  if (rows.some(({ ok }) => ok === false)) process.exitCode = 1;
  if (json) {
    process.stdout.write(`${JSON.stringify({ title, rows, ...details })}\n`);
    return;
  }
  const wide = (/** @type {"what" | "measured"} */ column) =>
    Math.max(...rows.map((row) => (row[column].length > MOST_WIDE ? 0 : row[column].length)));
  const [left, middle] = [wide("what"), wide("measured")];
  const lines = rows.map(({ what, measured, must = "", ok }) => {
    const mark = ok === undefined ? " " : ok ? "✓" : "✗";
    return `  ${mark} ${what.padEnd(left)}  ${measured.padStart(middle)}  ${must}`.trimEnd();
  });
  process.stdout.write(`${title}\n${lines.join("\n")}\n`);
}

/** What is being done, for who watches. @param {string} text */
export function progress(text) {
  process.stderr.write(`${text}\n`);
}
