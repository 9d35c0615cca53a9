// @ts-check
// What is promised of speed and memory, and which figure of which section shows it.

/**
 * @typedef {object} Promised
 * @property {string} what
 * @property {number} must
 * @property {number} [aim]
 * @property {string} unit
 * @property {boolean} [atLeast] - more is better.
 */

const TO_RMSE = "gradient descent, F = 32, time to the held-out RMSE of LIBMF's 20 iterations";
const AGAINST_LIBMF = { must: 0.6, aim: 0.35, unit: "× LIBMF" };
const AGAINST_IMPLICIT = { must: 1, aim: 0.5, unit: "× implicit" };
const SPEED_UP = { must: 1.7, unit: "× as fast", atLeast: true };
const GROWTH = { must: 1.05, unit: "exponent" };
const MEMORY = { must: 24, aim: 16, unit: "bytes a rating" };

/** @type {Readonly<Record<string, Promised>>} */
export const PROMISED = {
  ...Object.fromEntries(
    [10, 25].flatMap((millions) =>
      ["npm", "compiled here"].flatMap((build) =>
        [1, 2].map((threads) => [
          libmfFigure(millions, build, threads),
          {
            what: `${TO_RMSE}, ${millions} M, ${threadsText(threads)}, LIBMF ${build === "npm" ? "of npm" : build}`,
            ...AGAINST_LIBMF,
          },
        ]),
      ),
    ),
  ),
  ...Object.fromEntries(
    ["", ", warm"].map((warm) => [
      `surprise${warm}`,
      {
        what: `ml-100k against scikit-surprise's SVD, F = 100, time to its RMSE${warm}`,
        ...{ must: 0.02, unit: "× surprise" },
      },
    ]),
  ),
  ...Object.fromEntries(
    ["MovieLens 1M", "10 M"].flatMap((data) =>
      [1, 2].map((threads) => [
        implicitFigure(data, threads),
        {
          what: `weighted ALS, F = 64, a sweep against implicit's, ${data}, ${threadsText(threads)}`,
          ...AGAINST_IMPLICIT,
        },
      ]),
    ),
  ),
  myfm: {
    ...{ what: "Bayesian, F = 16, a sweep against myFM's, MovieLens 1M" },
    ...{ must: 0.5, aim: 0.2, unit: "× myFM" },
  },
  reading: {
    ...{ what: "reading 25 M rows of `ratings.csv`, by CPU time" },
    ...{ must: 150, unit: "MB/s a core", atLeast: true },
  },
  "reading against polars": {
    what: "reading 25 M rows of `ratings.csv` against polars on one thread, elapsed time",
    ...{ must: Infinity, aim: 1, unit: "× polars" },
  },
  "reading memory": {
    ...{ what: "memory while reading 25 M rows, over the final arrays" },
    ...{ must: 2, unit: "× the arrays" },
  },
  "growth of gradient descent": {
    ...{ what: "growth of training time, 1 M to 100 M, gradient descent", ...GROWTH },
  },
  "growth of weighted ALS": {
    ...{ what: "growth of training time, 1 M to 100 M, weighted ALS", ...GROWTH },
  },
  "gradient descent in Chromium": {
    ...{ what: "gradient descent in Chromium against Node, one thread" },
    ...{ must: 1.3, unit: "× Node" },
  },
  "weighted ALS in Chromium": {
    ...{ what: "weighted ALS in Chromium against Node, one thread" },
    ...{ must: 1.3, unit: "× Node" },
  },
  ...Object.fromEntries(
    ["10 M", "25 M"].flatMap((size) =>
      ["gradient descent", "gradient descent, from a pack"].flatMap((side) =>
        [1, 2].map((threads) => [
          memoryFigure(size, threads, side),
          {
            what: `memory while training, ${side}, F = 32, ${size}, ${threadsText(threads)}`,
            ...MEMORY,
          },
        ]),
      ),
    ),
  ),
  ...Object.fromEntries(
    ["gradient descent", "weighted ALS", "Bayesian"].map((learner) => [
      `speed-up of ${learner}`,
      { what: `${learner}, two threads against one`, ...SPEED_UP },
    ]),
  ),
};

/** @param {number} millions @param {string} build @param {number} threads */
export function libmfFigure(millions, build, threads) {
  return `libmf ${build}, ${millions} M, ${threadsText(threads)}`;
}

/** @param {string} data @param {number} threads */
export function implicitFigure(data, threads) {
  return `implicit, ${data}, ${threadsText(threads)}`;
}

/** @param {string} size @param {number} threads @param {string} side */
export function memoryFigure(size, threads, side) {
  return `memory of ${side}, ${size}, ${threadsText(threads)}`;
}

/** @param {number} threads */
function threadsText(threads) {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

/**
 * Whether a figure keeps what is promised.
 *
 * @param {Promised} promised
 * @param {import("./support.mjs").Figure | undefined} figure
 * @returns {"aim" | "must" | "missed" | "not measured"}
 */
export function judge({ must, aim, atLeast = false }, figure) {
  if (figure === undefined) return "not measured";
  if (figure.but !== undefined) return "missed";
  const keeps = (/** @type {number} */ bound) =>
    atLeast ? figure.median >= bound : figure.median <= bound;
  if (aim !== undefined && keeps(aim)) return "aim";
  return keeps(must) ? "must" : "missed";
}
