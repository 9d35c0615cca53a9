// @ts-check
// Exports of 5,000 ratings as sites write them: half of the films are the catalogue's, half nobody's.
import { join } from "node:path";
import { runnerImport } from "vite";

/** @typedef {import("../dist/index.js").Movie} Movie */
/** @typedef {Readonly<Record<string, unknown>>} MadeFilm - as test/support/exports/made-films.ts has it. */

const ROWS = 5000;
const SUPPORT = join(import.meta.dirname, "../test/support/exports");

/**
 * @param {readonly Movie[]} known - films of the catalogue, at least 2,500.
 * @returns {Promise<Record<string, string>>} by the name of the site.
 */
export async function exportsOf(known) {
  const { madeFilms } = await made("made-films.ts");
  const { letterboxdRatings } = await made("letterboxd-files.ts");
  const { imdbV3 } = await made("imdb-files.ts");
  const { traktRatings } = await made("trakt-files.ts");
  /** @type {MadeFilm[]} */
  const nobodys = madeFilms(ROWS);
  const step = Math.floor((2 * known.length) / ROWS);
  const films = nobodys.map((film, k) =>
    k % 2 === 0 ? { ...film, ...ownNames(known[(k >> 1) * step]) } : film,
  );
  return {
    "Letterboxd CSV": letterboxdRatings(films),
    "IMDb CSV": imdbV3(films, ["Movie"]),
    "Trakt JSON": JSON.stringify(traktRatings(films)),
  };
}

/** @param {Movie | undefined} movie */
function ownNames(movie) {
  if (movie === undefined) throw new RangeError("Cannot make exports: the catalogue is too small");
  const { title, year, imdbId, tmdbId } = movie;
  const imdb = `tt${String(imdbId ?? 0).padStart(7, "0")}`;
  return { title, originalTitle: title, year, imdb, tmdb: tmdbId ?? 1 };
}

/** @param {string} name @returns {Promise<any>} */
async function made(name) {
  return (await runnerImport(join(SUPPORT, name))).module;
}
