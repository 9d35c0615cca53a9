// @ts-check
// How long matching takes.
import { median } from "../../bench/support.mjs";

/** @typedef {import("../../dist/index.js").Movie} Movie */
/** @typedef {Pick<typeof import("../../dist/index.js"), "Catalogue" | "Random" | "matchFilms">} Library */

const FILMS = 5_000;
const ROUNDS = 9;

/**
 * @param {readonly Movie[]} movies
 * @param {Library} library
 */
export function measureTimes(movies, { Catalogue, Random, matchFilms }) {
  const random = new Random(1);
  const wanted = Array.from({ length: FILMS }, (_, k) => {
    const { title, year } = movies[random.below(movies.length)] ?? { title: "", year: undefined };
    return { title: k % 2 === 0 ? title : unknownTitle(title), year };
  });
  const catalogue = new Catalogue(movies);
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    matchFilms(wanted, catalogue);
    return performance.now() - started;
  });
  return { cold: times[0] ?? NaN, warm: median(times.slice(1)) };
}

/** A title of the same length that no film has: each word is turned by two letters. @param {string} title */
function unknownTitle(title) {
  const turned = (/** @type {string} */ word) => word.slice(2) + word.slice(0, 2);
  return title
    .split(" ")
    .map((word) => (word.length > 3 ? turned(word) : `${word}q`))
    .join(" ");
}
