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
/** @typedef {{ id: number | string, wanted: Wanted, truth: readonly number[] }} Task - its MovieLens id; the rows that are it. */
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
 * Films that stand under one MovieLens id in ml-1m and under another in ml-latest-small, found among
 * the matches by title, and checked by hand.
 */
const SAME_FILM = [
  ...[
    [669, 6918],
    [978, 4970],
    [1205, 4006],
    [1294, 5060],
    [1362, 4424],
    [1494, 6425],
  ],
  ...[
    [1758, 2563],
    [2645, 5649],
    [2851, 168358],
    [3366, 6808],
    [3416, 6460],
    [3532, 5560],
  ],
];

/**
 * All films of one catalogue, with what they are in another by their MovieLens ids.
 *
 * - `shared`: by the same id, to be found by title and year alone.
 * - `absent`: not there, so they must not be matched.
 * - `renamed`: there under another id.
 *
 * @param {Catalogue} from
 * @param {Catalogue} to
 */
export function filmsBetween(from, to) {
  /** @type {Record<"shared" | "absent" | "renamed", Task[]>} */
  const groups = { shared: [], absent: [], renamed: [] };
  for (const { id, title, year } of from.movies) {
    const others = SAME_FILM.filter((ids) => ids.some((other) => other === id)).flat();
    const rows = [id, ...others].map((one) => to.indexOf(one)).filter((row) => row >= 0);
    const truth = rows.map((row) => to.filmOf[row] ?? row);
    const group = to.indexOf(id) >= 0 ? "shared" : truth.length > 0 ? "renamed" : "absent";
    groups[group].push({ id, wanted: { title, year }, truth });
  }
  return groups;
}

/** @param {readonly Task[]} films */
export function withoutYears(films) {
  return films.map((film) => ({ ...film, wanted: { title: film.wanted.title } }));
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
    const outcome = match.kind !== "match" ? match.kind : isFilm(task, match) ? "right" : "wrong";
    counts[outcome]++;
    if (match.kind === "ambiguous") {
      counts.offered += match.candidates.some((candidate) => isFilm(task, candidate)) ? 1 : 0;
    }
    seen(task, match, outcome);
  }
  return counts;
}

/**
 * @param {Task} task
 * @param {Candidate} candidate
 */
export function isFilm({ truth }, { movieIndex }) {
  return truth.includes(movieIndex);
}
