// @ts-check
// What a match is worth: the share of those that are right, for each reason and confidence stated.
import { countOutcomes, filmsBetween, isFilm, withTypos, withoutYears } from "./figures.mjs";

/** @typedef {import("./figures.mjs").Catalogue} Catalogue */
/** @typedef {import("./figures.mjs").Random} Random */
/** @typedef {import("./figures.mjs").Task} Task */
/**
 * @typedef {object} Step
 * @property {string} reason
 * @property {number} stated - the confidence that the match says.
 * @property {"match" | "candidate"} kind - `candidate`: the only one of an ambiguous film.
 * @property {number} right - weighted
 * @property {number} wrong
 * @property {number} measured - (right + 1) / (right + wrong + 2), so that few cases do not make certainty.
 */

/** Of the titles in people's files, how many are taken to have a typo. Most are copied, not typed. */
const TYPO_SHARE = 0.1;

/**
 * All films of each catalogue are looked for in the other: three in ten are there. Nine tenths of the
 * weight have titles as they stand, one tenth a typo.
 *
 * @param {Catalogue} one
 * @param {Catalogue} other
 * @param {readonly number[]} seeds
 * @param {(seed: number) => Random} randomOf
 * @returns {Step[]}
 */
export function measureSteps(one, other, seeds, randomOf) {
  /** @type {Map<string, Step>} */
  const steps = new Map();
  for (const [from, to] of /** @type {const} */ ([
    [one, other],
    [other, one],
  ])) {
    const films = Object.values(filmsBetween(from, to)).flat();
    for (const variant of [films, withoutYears(films)]) {
      count(steps, variant, to, 1 - TYPO_SHARE);
      for (const seed of seeds) {
        count(steps, withTypos(variant, randomOf(seed)), to, TYPO_SHARE / seeds.length);
      }
    }
  }
  const measured = [...steps.values()].map((step) => ({
    ...step,
    measured: (step.right + 1) / (step.right + step.wrong + 2),
  }));
  return measured.sort((a, b) => b.stated - a.stated || a.kind.localeCompare(b.kind));
}

/**
 * @param {Map<string, Step>} steps
 * @param {readonly Task[]} films
 * @param {Catalogue} to
 * @param {number} weight
 */
function count(steps, films, to, weight) {
  countOutcomes(films, to, (task, match) => {
    if (match.kind === "unknown") return;
    const [first, second] = match.kind === "match" ? [match] : match.candidates;
    if (first === undefined || second !== undefined) return;
    const kind = match.kind === "match" ? "match" : "candidate";
    const key = `${kind} ${first.reason} ${first.confidence}`;
    const step = steps.get(key) ?? {
      ...{ reason: first.reason, stated: first.confidence, kind },
      ...{ right: 0, wrong: 0, measured: NaN },
    };
    step[isFilm(task, first) ? "right" : "wrong"] += weight;
    steps.set(key, step);
  });
}
