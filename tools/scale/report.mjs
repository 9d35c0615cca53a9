// @ts-check

/** @typedef {import("./measured.mjs").Row} Row */

const NAMES = { write: "made up and packed", descend: "gradient descent", als: "weighted ALS" };

/** @param {readonly Row[]} rows @returns {string} a table in Markdown. */
export function tableText(rows) {
  const lines = rows.map(({ size, what, threads, ns, cpuNs, peakMb, seconds }) =>
    [
      ...[size, NAMES[what], String(threads), ns.toFixed(1), cpuNs.toFixed(1)],
      ...[peakMb.toFixed(0), seconds.toFixed(0)],
    ].join(" | "),
  );
  const head =
    "ratings | what | threads | ns a rating and pass | CPU ns | most memory, MB | s in all";
  return [head, "--: | :-- | --: | --: | --: | --: | --:", ...lines]
    .map((line) => `| ${line} |`)
    .join("\n");
}

/** @param {readonly Row[]} rows @returns {string[]} a line for each kind that has several sizes. */
export function growthText(rows) {
  const kinds = [...new Set(rows.map(({ what, threads }) => `${what} ${threads}`))];
  return kinds.flatMap((kind) => {
    const own = rows.filter(({ what, threads }) => `${what} ${threads}` === kind);
    if (new Set(own.map(({ ratings }) => ratings)).size < 2) return [];
    const [wall, cpu] = [exponent(own, "ns"), exponent(own, "cpuNs")];
    const [what = "write", threads] = kind.split(" ");
    const name = NAMES[/** @type {Row["what"]} */ (what)];
    return [
      `${name}, ${threads} thread(s): time grows with ratings to the power of ${wall.toFixed(3)}, CPU time ${cpu.toFixed(3)}`,
    ];
  });
}

/**
 * The slope of log time over log ratings, by least squares.
 *
 * @param {readonly Row[]} rows
 * @param {"ns" | "cpuNs"} key
 */
export function exponent(rows, key) {
  const points = rows.map((row) => [Math.log(row.ratings), Math.log(row[key] * row.ratings)]);
  const mean = (/** @type {0 | 1} */ k) =>
    points.reduce((sum, point) => sum + (point[k] ?? NaN), 0) / points.length;
  const [x0, y0] = [mean(0), mean(1)];
  const products = points.map(([x = NaN, y = NaN]) => [(x - x0) * (y - y0), (x - x0) ** 2]);
  const sum = (/** @type {0 | 1} */ k) =>
    products.reduce((total, pair) => total + (pair[k] ?? NaN), 0);
  return sum(0) / sum(1);
}
