import type { SearchOptions } from "minisearch";
import MiniSearch from "minisearch";
import { runTogether } from "../core/catalogue/title-key.ts";
import { titleWords } from "../core/catalogue/title-words.ts";
import type { Model } from "../core/model/model.ts";
import { filmIndexOf } from "../core/taste/film-index.ts";

/** Rows of films by a text, the best first. */
export type TitleSearch = (text: string) => readonly number[];

/** A title that everyone has seen is meant more often: a film of the most ratings counts this much more. */
const FAME = 2;

/** Titles that are taken up between two moments at which others may be answered: some milliseconds. */
const STEP = 200;

/** So many words are looked for: each costs milliseconds, and no title is told by its twentieth word. */
const MOST_WORDS = 12;

/** Typos are forgiven in so many of them: of a long text without a single one the others tell the film anyway. */
const FORGIVING_WORDS = 5;

/** Letters that may be wrong in a word, however long: each more takes several times as long. */
const MOST_WRONG = 2;

/**
 * What is forgiven, tried in this order until a film is found: a letter in four; then a swap in short words
 * and one wrong word of several.
 */
const STRICTNESS: readonly SearchOptions[] = [
  { fuzzy: forgiving(oneInFour), combineWith: "AND" },
  { fuzzy: forgiving(({ length }) => (length < 3 ? 0 : length < 5 ? 1 : 2)), combineWith: "AND" },
  { fuzzy: forgiving(oneInFour), combineWith: "OR" },
];

function oneInFour({ length }: string): number {
  return length < 4 ? 0 : Math.min(MOST_WRONG, Math.round(length / 4));
}

function forgiving(wrongIn: (term: string) => number): (term: string, place: number) => number {
  return (term, place) => (place < FORGIVING_WORDS ? wrongIn(term) : 0);
}

/**
 * Titles by what is typed, typos forgiven. Built for 10,000 titles in .1 s on an idle core; of 75 queries half took
 * less than 1 ms, one in twenty more than 36 ms, on busy ones.
 */
export function titleSearch(model: Model): TitleSearch {
  const steps = titleSearchSteps(model);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of a few milliseconds, for a thread that has others to answer meanwhile. */
export function* titleSearchSteps(model: Model): Generator<void, TitleSearch> {
  const { catalogue, movieCounts } = model;
  const index = yield* indexSteps(model);
  const most = Math.log1p(movieCounts.reduce((max, n) => Math.max(max, n), 1));
  const boostDocument = (row: number): number => 1 + FAME * (Math.log1p(movieCounts[row]!) / most);
  return (text) => {
    const wanted = keyOf(text);
    for (const strictness of STRICTNESS) {
      const found = index.search(text, {
        ...strictness,
        prefix: mayGoOn,
        boost: { title: 2 },
        boostDocument,
        tokenize: (query) => tokens(query).slice(0, MOST_WORDS),
      });
      if (found.length === 0) continue;
      const rows = found.map(({ id }) => id as number);
      const isExact = (row: number): boolean => keyOf(catalogue.at(row).title) === wanted;
      return [...rows.filter(isExact), ...rows.filter((row) => !isExact(row))];
    }
    return [];
  };
}

/** A letter begins thousands of words: only the one that may still be typed on is taken for a beginning. */
function mayGoOn(term: string, place: number, terms: readonly string[]): boolean {
  return (term.length > 1 && place < FORGIVING_WORDS) || place === terms.length - 1;
}

const tokens = MiniSearch.getDefault("tokenize") as (text: string) => string[];

/** `joined` finds `starwars`, too. */
function* indexSteps(model: Model): Generator<void, MiniSearch> {
  const { movies } = model.catalogue;
  const index = new MiniSearch({
    fields: ["title", "others", "joined"],
    idField: "row",
    processTerm: (term) => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(),
  });
  let taken = 0;
  for (const row of filmIndexOf(model).byCount) {
    const { title, year, alternatives } = movies[row]!;
    const others = `${alternatives.join(" ")} ${year ?? ""}`;
    index.add({ row, title, others, joined: keyOf(title) });
    if (++taken % STEP === 0) yield;
  }
  return index;
}

function keyOf(title: string): string {
  return runTogether(titleWords(title));
}
