// @ts-check
// One fresh process: node bench/runs/write-csv.mjs PROBLEM writes ratings.csv and movies.csv in the shape of
// MovieLens 25M: sorted by user and film, half stars, ids of films up to 209,171, times of ten digits.
import { closeSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { synthesize } from "../../dist/index.js";
import { problemGiven, tell } from "../measure.mjs";

/** @type {{ into: string, madeUp: import("../../dist/index.js").SynthesisOptions }} */
const { into, madeUp } = problemGiven();
const { ratings, catalogue } = synthesize(madeUp);
const file = `${into}/ratings.csv`;
writeRows(file);
const films = catalogue.movies.map(
  ({ title, year }, film) => `${idOf(film)},${title} (${year ?? 2000}),Drama\n`,
);
writeFileSync(`${into}/movies.csv`, `movieId,title,genres\n${films.join("")}`);
tell({ folder: into, file, bytes: statSync(file).size, ratings: ratings.length });

/** @param {string} to */
function writeRows(to) {
  const { userIndex } = ratings;
  const open = openSync(to, "w");
  let text = "userId,movieId,rating,timestamp\n";
  for (let first = 0, end = 0; first < userIndex.length; first = end) {
    while (end < userIndex.length && userIndex[end] === userIndex[first]) end++;
    text += rowsOf(first, end);
    if (text.length < 2 ** 20) continue;
    writeSync(open, text, null, "latin1");
    text = "";
  }
  writeSync(open, text, null, "latin1");
  closeSync(open);
}

/** Of one user, in the order of films. @param {number} first @param {number} end */
function rowsOf(first, end) {
  const { userIndex, movieIndex, value } = ratings;
  const order = Uint32Array.from({ length: end - first }, (_, k) => first + k);
  order.sort((a, b) => (movieIndex[a] ?? 0) - (movieIndex[b] ?? 0));
  const user = (userIndex[first] ?? 0) + 1;
  let text = "";
  for (const n of order) {
    const stars = (value[n] ?? NaN) - (n % 3 === 0 ? 0.5 : 0);
    const seconds = 800_000_000 + ((n * 7919) % 770_000_000) + 200_000_000;
    text += `${user},${idOf(movieIndex[n] ?? 0)},${stars.toFixed(1)},${seconds}\n`;
  }
  return text;
}

/** @param {number} film */
function idOf(film) {
  return 1 + Math.floor(film * 3.54);
}
