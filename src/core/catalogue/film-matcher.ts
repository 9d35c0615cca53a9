import type { FilmCandidate, FilmMatch, WantedFilm } from "./film-match.ts";
import type { MatchStep } from "./match-steps.ts";
import { DOUBTED, LEAST_CANDIDATE, LEAST_CONFIDENCE, STEPS } from "./match-steps.ts";
import type { Movie } from "./movie.ts";
import { differInNumberOnly, numbersOf, titleKey, withoutNumbers } from "./title-key.ts";
import type { FilmName } from "./film-name.ts";
import { isSame, nameOf } from "./film-name.ts";
import { TitleIndex } from "./title-index.ts";
import { titleWords } from "./title-words.ts";
import { parseTitle } from "./title.ts";

const UNKNOWN: FilmMatch = Object.freeze({ kind: "unknown" });
/** Of an ambiguous film. */
export const MOST_CANDIDATES = 5;
/** Characters; what comes after is no title, and may not take time. */
const LONGEST_TITLE = 400;
/** A typo in a title with fewer letters and digits makes another title too easily: `The Van`, `The Fan`. */
const LEAST_TYPO = 5;
/** The same where the year is not the same either: `Rude (1995)`, `Jude (1996)`. */
const LEAST_TYPO_NEARBY = 8;

/**
 * How far a film's year is from the wanted one; `unknown` if either has none, `yearless` if it is the
 * film, among films that have years.
 */
type YearApart = number | "unknown" | "yearless";

/** The best step for each film. */
type Found = Map<number, MatchStep>;

/**
 * Finds the films that people mean: by IMDb id, then TMDB id, then title. The steps and what each is
 * worth stand in `match-steps.ts`. All indices are made when they are first needed.
 */
export class FilmMatcher {
  readonly #movies: readonly Movie[];
  readonly #filmOf: Uint32Array;
  #titles: TitleIndex | undefined;
  #haveYears: boolean | undefined;
  #imdb: ReadonlyMap<number, number> | undefined;
  #tmdb: ReadonlyMap<number, number> | undefined;

  constructor(movies: readonly Movie[], filmOf: Uint32Array) {
    this.#movies = movies;
    this.#filmOf = filmOf;
  }

  match(wanted: WantedFilm): FilmMatch {
    const { imdbId, tmdbId } = wanted;
    if (imdbId !== undefined) {
      this.#imdb ??= this.#indexIds((movie) => movie.imdbId);
      const row = this.#imdb.get(imdbId);
      if (row !== undefined) return this.#matchById(row, STEPS.imdbId, wanted);
    }
    if (tmdbId !== undefined) {
      this.#tmdb ??= this.#indexIds((movie) => movie.tmdbId);
      const row = this.#tmdb.get(tmdbId);
      if (row !== undefined) return this.#matchByTmdb(row, wanted);
    }
    return this.#decide(this.#byTitle(wanted), wanted);
  }

  /**
   * An id counts whatever the title, which may be in any language; but where title and year are those of
   * another film, one of the two is wrong: a column that slipped in a spreadsheet would make films of
   * everything.
   */
  #matchById(row: number, step: MatchStep, wanted: WantedFilm): FilmMatch {
    const { title } = this.#movies[row]!;
    if (title === wanted.title || title === wanted.otherTitle) return matchOf(row, step);
    const found = this.#bySpelling(wanted);
    const others = [...found].filter(
      ([film, { rank }]) => film !== row && rank < STEPS.yearNearby.rank,
    );
    if (found.has(row) || others.length === 0) return matchOf(row, step);
    const named = [[row, step] as const, ...others];
    const candidates = named.map(([film, { reason }]) => ({
      ...{ movieIndex: film, reason },
      confidence: STEPS.otherId.confidence / others.length,
    }));
    return { kind: "ambiguous", candidates: candidates.slice(0, MOST_CANDIDATES) };
  }

  /**
   * TMDB numbers series and films apart, both from 1, so a series may have the id of a film: where the
   * file's IMDb id is another than the film's, the title has to agree.
   */
  #matchByTmdb(row: number, wanted: WantedFilm): FilmMatch {
    const { imdbId } = this.#movies[row]!;
    if (wanted.imdbId === undefined || imdbId === undefined) {
      return this.#matchById(row, STEPS.tmdbId, wanted);
    }
    const step = this.#byTitle(wanted).get(row);
    const agrees = step !== undefined && step.confidence >= LEAST_CONFIDENCE;
    if (agrees) return matchOf(row, STEPS.tmdbId);
    return {
      kind: "ambiguous",
      candidates: [candidateOf(row, STEPS.otherId, STEPS.otherId.confidence)],
    };
  }

  #byTitle(wanted: WantedFilm): Found {
    const { names, year } = readingsOf(wanted);
    const found = this.#bySpelling(wanted, { names, year });
    const isFound = [...found.values()].some(({ confidence }) => confidence >= LEAST_CONFIDENCE);
    if (!isFound) for (const name of names) this.#addGuesses(found, this.#index(), name, year);
    return found;
  }

  #bySpelling(wanted: WantedFilm, { names, year } = readingsOf(wanted)): Found {
    const found: Found = new Map();
    for (const name of names) {
      this.#add(found, this.#index().spelled(name), year, (other, apart) =>
        exactStep(stepOfSpelling(name, other), apart),
      );
    }
    return found;
  }

  #index(): TitleIndex {
    this.#titles ??= new TitleIndex(this.#movies, this.#filmOf);
    return this.#titles;
  }

  #addGuesses(found: Found, titles: TitleIndex, name: FilmName, year: number | undefined): void {
    this.#add(found, titles.withPart(name), year, (_, apart) => {
      if (apart === "unknown") return STEPS.subtitleAlone;
      if (apart === "yearless" || apart > 1) return undefined;
      return apart === 0 ? STEPS.subtitle : STEPS.subtitleNearby;
    });
    titles.eachTypo(name, year, (other, letters) => {
      this.#add(found, [other], year, (_, apart) => typoStep(name, other, apart, letters));
    });
  }

  #add(
    found: Found,
    names: readonly FilmName[],
    year: number | undefined,
    stepOf: (name: FilmName, apart: YearApart) => MatchStep | undefined,
  ): void {
    for (const name of names) {
      const own = this.#movies[name.film]!.year;
      const apart = this.#yearsApart(own, year);
      const step = stepOf(name, apart);
      const before = found.get(name.film);
      if (step === undefined || (before !== undefined && before.rank <= step.rank)) {
        continue;
      }
      found.set(name.film, step);
    }
  }

  #yearsApart(own: number | undefined, wanted: number | undefined): YearApart {
    if (wanted === undefined) return "unknown";
    if (own !== undefined) return Math.abs(own - wanted);
    this.#haveYears ??= mostHaveYears(this.#movies);
    return this.#haveYears ? "yearless" : "unknown";
  }

  #decide(found: Found, wanted: WantedFilm): FilmMatch {
    const films = [...found].flatMap(([film, step]) => {
      const checked = this.#hasOtherId(film, wanted) ? stepDespiteId(step) : step;
      return checked === undefined ? [] : { film, step: checked };
    });
    films.sort((a, b) => a.step.rank - b.step.rank || a.film - b.film);
    const [first, second] = films;
    if (first === undefined) return UNKNOWN;
    // A guess must be the only film: `Twisted` may be `Twister`, unless there is another `Twisted`.
    const isDoubted = isGuess(first.step) && second !== undefined;
    const isAlone = second?.step.rank !== first.step.rank && !isDoubted;
    if (isAlone && first.step.confidence >= LEAST_CONFIDENCE) {
      return matchOf(first.film, first.step);
    }
    const candidates = films
      .filter(({ step }) => step.confidence >= LEAST_CANDIDATE)
      .map(({ film, step }) => candidateOf(film, step, shareOf(step, films, isDoubted)));
    if (candidates.length === 0) return UNKNOWN;
    return { kind: "ambiguous", candidates: candidates.slice(0, MOST_CANDIDATES) };
  }

  /** Whether both have an id of one kind, and none is the same. */
  #hasOtherId(film: number, { imdbId, tmdbId }: WantedFilm): boolean {
    const own = this.#movies[film]!;
    const isOther = (one: number | undefined, other: number | undefined): boolean =>
      one !== undefined && other !== undefined && one !== other;
    return isOther(own.imdbId, imdbId) || isOther(own.tmdbId, tmdbId);
  }

  #indexIds(idOf: (movie: Movie) => number | undefined): Map<number, number> {
    const rows = new Map<number, number>();
    for (const [row, movie] of this.#movies.entries()) {
      const id = idOf(movie);
      if (id !== undefined && !rows.has(id)) rows.set(id, this.#filmOf[row]!);
    }
    return rows;
  }
}

function mostHaveYears(movies: readonly Movie[]): boolean {
  return movies.filter(({ year }) => year !== undefined).length * 2 > movies.length;
}

function matchOf(movieIndex: number, { reason, confidence }: MatchStep): FilmMatch {
  return { kind: "match", movieIndex, reason, confidence };
}

function candidateOf(movieIndex: number, { reason }: MatchStep, confidence: number): FilmCandidate {
  return { movieIndex, reason, confidence };
}

/** The confidence of one of several films: those of one step share it. */
function shareOf(
  step: MatchStep,
  films: readonly { readonly step: MatchStep }[],
  isDoubted: boolean,
): number {
  const most = isDoubted && isGuess(step) ? Math.min(step.confidence, DOUBTED) : step.confidence;
  return most / films.filter((other) => other.step.rank === step.rank).length;
}

function stepOfSpelling(one: FilmName, other: FilmName): MatchStep {
  if (one.title !== other.title && titleKey(one.title) !== titleKey(other.title)) {
    return isNumberAlone(one) ? STEPS.numberAlone : STEPS.spelling;
  }
  return one.isMain && other.isMain ? STEPS.title : STEPS.otherTitle;
}

function exactStep(sameYear: MatchStep, apart: YearApart): MatchStep | undefined {
  if (apart === "unknown") return STEPS.titleAlone;
  if (apart === "yearless") return STEPS.yearless;
  if (apart === 0) return sameYear;
  if (apart === 1) return sameYear === STEPS.numberAlone ? sameYear : STEPS.yearNearby;
  if (apart === 2) return STEPS.yearOffBy2;
  return apart <= 5 ? STEPS.yearOffBy5 : STEPS.yearFar;
}

function typoStep(
  one: FilmName,
  other: FilmName,
  apart: YearApart,
  letters: number,
): MatchStep | undefined {
  if (apart === "yearless" || (apart !== "unknown" && apart > 1)) return undefined;
  if (differInNumberOnly(titleWords(one.title), titleWords(other.title))) {
    return apart === "unknown" ? undefined : STEPS.numberTypo;
  }
  if (apart === "unknown") return letters < LEAST_TYPO_NEARBY ? undefined : STEPS.typoAlone;
  if (apart === 1) return letters < LEAST_TYPO_NEARBY ? STEPS.shortTypoNearby : STEPS.typoNearby;
  return letters < LEAST_TYPO ? STEPS.shortTypo : STEPS.typo;
}

/** `Nine` and `9` of one year are two films as well as one. */
function isNumberAlone({ title }: FilmName): boolean {
  const words = titleWords(title);
  return numbersOf(words) !== "" && withoutNumbers(words) === "";
}

function isGuess({ reason }: MatchStep): boolean {
  return reason === "subtitle" || reason === "typo";
}

/**
 * Of a film whose id is another than the file's. Ids are merged and changed now and then, but of the
 * films of latest-small 20 in 9,742 have a namesake of the same year or one off, with an id of its own:
 * not sure, so left to the person. Anything but the title as it is tells nothing against an id.
 */
function stepDespiteId(step: MatchStep): MatchStep | undefined {
  if (step.rank > STEPS.yearNearby.rank) return undefined;
  return { ...STEPS.otherId, reason: step.reason };
}

/** The names that a wanted film may have, and its year, as they stand or taken apart. */
function readingsOf(wanted: WantedFilm): { names: FilmName[]; year: number | undefined } {
  const title = wanted.title.slice(0, LONGEST_TITLE);
  const parsed = title.includes("(") ? parseTitle(title) : undefined;
  const names: FilmName[] = [];
  const add = (text: string, isMain: boolean): void => {
    const name = nameOf(text, -1, isMain);
    if (name !== undefined && !names.some((other) => isSame(name, other))) names.push(name);
  };
  add(title, true);
  if (parsed !== undefined) add(parsed.title, true);
  for (const other of parsed?.alternatives ?? []) add(other, false);
  if (wanted.otherTitle !== undefined) add(wanted.otherTitle.slice(0, LONGEST_TITLE), false);
  return { names, year: wanted.year ?? parsed?.year };
}
