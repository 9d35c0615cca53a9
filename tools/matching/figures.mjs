// @ts-check
// How well films are matched, counted: for tools/matching.mjs and test/matching.test.ts, each of which
// brings its own build of the library.

/** @typedef {{ title: string, year?: number | undefined }} Wanted */
/** @typedef {{ movieIndex: number, reason: string, confidence: number }} Candidate */
/**
 * @typedef {({ kind: "match" } & Candidate) | { kind: "ambiguous", candidates: readonly Candidate[] } | { kind: "unknown" }} Match
 */
/**
 * @typedef {object} Catalogue
 * @property {readonly (Wanted & { id: number | string })[]} movies
 * @property {Uint32Array} filmOf
 * @property {(id: number | string) => number} indexOf
 * @property {(wanted: Wanted) => Match} match
 */
/** @typedef {{ below: (end: number) => number }} Random */
/** @typedef {{ id: number | string, wanted: Wanted, truth: number }} Task - its MovieLens id; the film's row, −1 where it is not there. */
/**
 * @typedef {object} Counts
 * @property {number} films
 * @property {number} right - matched with the film itself.
 * @property {number} wrong - matched with another.
 * @property {number} ambiguous
 * @property {number} offered - of the ambiguous, those of which the film is a candidate.
 * @property {number} unknown
 */

/** What the reported figures are measured with. */
export const REPORTED_SEEDS = [1, 2, 3, 4, 5];
/** What the steps and their confidence were tuned with; never reported. */
export const TUNING_SEEDS = [101, 102, 103, 104, 105];

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * The title with one slip at a random place: a letter inserted, left out, replaced or swapped.
 *
 * @param {string} title
 * @param {Random} random
 */
export function withTypo(title, random) {
  const letters = [...title];
  const letter = LETTERS[random.below(LETTERS.length)] ?? "";
  const kind = random.below(4);
  if (kind === 0) return letters.toSpliced(random.below(letters.length + 1), 0, letter).join("");
  const at = random.below(letters.length - (kind === 3 ? 1 : 0) || 1);
  if (kind === 1) return letters.toSpliced(at, 1).join("");
  if (kind === 2) return letters.with(at, letter).join("");
  return letters.toSpliced(at, 2, letters[at + 1] ?? "", letters[at] ?? "").join("");
}

/**
 * Films that both have by their MovieLens id, to be found by title and year alone.
 *
 * @param {Catalogue} from
 * @param {Catalogue} to
 * @returns {Task[]}
 */
export function sharedFilms(from, to) {
  return tasks(from, to).filter(({ truth }) => truth >= 0);
}

/**
 * Films that the other one has not: they must not be matched.
 *
 * @param {Catalogue} from
 * @param {Catalogue} to
 * @returns {Task[]}
 */
export function absentFilms(from, to) {
  return tasks(from, to).filter(({ truth }) => truth < 0);
}

/**
 * @param {Catalogue} from
 * @param {Catalogue} to
 * @returns {Task[]}
 */
function tasks(from, to) {
  return from.movies.map(({ id, title, year }) => ({
    id,
    wanted: { title, year },
    truth: to.filmOf[to.indexOf(id)] ?? -1,
  }));
}

/**
 * @param {readonly Task[]} films
 * @param {Random} random
 * @returns {Task[]}
 */
export function withTypos(films, random) {
  return films.map((film) => ({
    ...film,
    wanted: { ...film.wanted, title: withTypo(film.wanted.title, random) },
  }));
}

/**
 * @param {readonly Task[]} films
 * @param {Catalogue} to
 * @param {(task: Task, match: Match, outcome: "right" | "wrong" | "ambiguous" | "unknown") => void} [seen]
 * @returns {Counts}
 */
export function countOutcomes(films, to, seen = () => undefined) {
  const counts = { films: films.length, right: 0, wrong: 0, ambiguous: 0, offered: 0, unknown: 0 };
  for (const task of films) {
    const match = to.match(task.wanted);
    const outcome =
      match.kind !== "match" ? match.kind : match.movieIndex === task.truth ? "right" : "wrong";
    counts[outcome]++;
    if (match.kind === "ambiguous") {
      const isOffered = match.candidates.some(({ movieIndex }) => movieIndex === task.truth);
      counts.offered += isOffered ? 1 : 0;
    }
    seen(task, match, outcome);
  }
  return counts;
}
