// @ts-check
// node bench/exports.mjs [--rows 5000] [--rounds 20]: how long `readExport` takes for an export in memory,
// the first time and warm.
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { readExport } from "../dist/index.js";
import { fixed, machine, summarize } from "./support.mjs";

const SUPPORT = join(import.meta.dirname, "../test/support/exports");
const { values: flags } = parseArgs({
  options: {
    rows: { type: "string", default: "5000" },
    rounds: { type: "string", default: "20" },
  },
});
const made = (/** @type {string} */ name) => runnerImport(join(SUPPORT, name));
/** @type {any} */
const { madeFilms } = (await made("made-films.ts")).module;
/** @type {any} */
const { letterboxdRatings } = (await made("letterboxd-files.ts")).module;
/** @type {any} */
const { imdbV3 } = (await made("imdb-files.ts")).module;
/** @type {any} */
const { traktRatings } = (await made("trakt-files.ts")).module;
/** @type {any} */
const { zipOf } = (await made("zip-of.ts")).module;

const films = madeFilms(Number(flags.rows));
const encoder = new TextEncoder();
/** @type {Record<string, Uint8Array>} */
const files = {
  "Letterboxd CSV": encoder.encode(letterboxdRatings(films)),
  "IMDb CSV": encoder.encode(imdbV3(films, ["Movie", "TV Series"])),
  "Trakt JSON": encoder.encode(JSON.stringify(traktRatings(films))),
  "Letterboxd ZIP": await zipOf({ "ratings.csv": letterboxdRatings(films) }),
};
for (const [name, bytes] of Object.entries(files)) {
  const times = [];
  for (let round = 0; round <= Number(flags.rounds); round++) {
    const started = performance.now();
    await readExport(bytes, name);
    times.push(performance.now() - started);
  }
  const [first, ...warm] = times;
  const { min, median, max } = summarize(warm);
  process.stdout.write(
    `${name.padEnd(15)} ${fixed(median, 1)} ms (${fixed(min, 1)} to ${fixed(max, 1)}), first ${fixed(first ?? NaN, 1)} ms\n`,
  );
}
process.stdout.write(`${JSON.stringify(machine())}\n`);
