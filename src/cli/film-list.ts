import type { Pick, PicksOptions, Prediction, Reason, SharedPick, Taste } from "../index.ts";
import type { WhyWords } from "../words/why-words.ts";
import { avoidWords, joiningWord, pickWords } from "../words/why-words.ts";
import { cutFilm, filmText } from "./terminal/film-text.ts";
import { givenStars, stars } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import {
  cutText,
  padEnd,
  padStart,
  plainText,
  textWidth,
  wrapParts,
  wrapWords,
} from "./terminal/text-width.ts";

/** A film of a list, and the lines under it. */
export interface ListedFilm {
  readonly film: Prediction;
  readonly why: readonly string[];
}

/** What stands before each title of a list: its number. */
const NUMBER_COLUMNS = 5;

const MOST_NAME_COLUMNS = 24;

/** Prints numbered films with stars, interval and reason, all titles in a column of `width`. */
export function printFilms(screen: Screen, films: readonly ListedFilm[], width: number): void {
  const { styles, isNarrow } = screen;
  const indent = " ".repeat(NUMBER_COLUMNS);
  for (const [k, { film, why }] of films.entries()) {
    const number = padStart(String(k + 1), 3);
    const title = padEnd(cutFilm(film, width), width);
    const between = intervalText(film);
    const beside = isNarrow ? "" : `   ${between}`;
    screen.print(
      `${number}  ${styles.strong(title)}  ${styles.accent(stars(film.stars))}${beside}`.trimEnd(),
    );
    if (isNarrow && between !== "") screen.print(indent + between);
    screen.print(...why.map((line) => indent + styles.quiet(line)));
  }
}

/** How wide the column of titles has to be, and can be. */
export function titleColumns(screen: Screen, films: readonly Prediction[]): number {
  const beside = screen.isNarrow ? "  4.5 ★" : "  4.5 ★   between 3.5 and 5.0";
  const most = screen.columns - NUMBER_COLUMNS - beside.length;
  return Math.min(most, Math.max(20, ...films.map((film) => textWidth(filmText(film)))));
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** `between 3.8 and 5.0`; nothing where it was not measured. */
export function intervalText({ low, high }: Interval): string {
  return Number.isNaN(low) ? "" : `between ${low.toFixed(1)} and ${high.toFixed(1)}`;
}

/**
 * Why a film is picked, in words.
 *
 * @param who - set before it, as in `anna: because …`.
 */
export function pickWhyLines(taste: Taste, pick: Pick, screen: Screen, who: string = ""): string[] {
  const words = pickWords(taste.explain(pick.movieId), pick);
  return whyLines({ ...words, before: who + words.before }, screen);
}

/** Why a film is to be avoided, in words. */
export function avoidWhyLines(taste: Taste, pick: Pick, screen: Screen): string[] {
  return whyLines(avoidWords(taste.explain(pick.movieId), pick), screen);
}

/** Words, then `you gave …` as far as it fits, then words. */
function whyLines({ before, gave, after: last }: WhyWords, screen: Screen): string[] {
  if (gave.length === 0) return [before];
  const after = last === "" ? "" : `, ${last}`;
  const width = screen.columns - NUMBER_COLUMNS;
  const usual = (screen.isNarrow ? 2 : 1) * width;
  const most = textWidth(before) > usual / 2 ? usual + width : usual; // room for a title at least
  const room = most - textWidth(before) - textWidth(after) - 1;
  return wrapWords(`${before} ${gaveText(gave, room)}${after}`.trim(), width);
}

/** `you gave Fargo 5 ★ and Brazil 4.5 ★`, the second where it fits. */
function gaveText(reasons: readonly Reason[], columns: number): string {
  const [first, second] = reasons;
  if (first === undefined) return "";
  const given = ({ title, rating }: Reason): string => `${plainText(title)} ${givenStars(rating)}`;
  if (second !== undefined) {
    const both = `you gave ${given(first)} ${joiningWord(first, second)} ${given(second)}`;
    if (textWidth(both) <= columns) return both;
  }
  const room = Math.max(12, columns - "you gave  5.5 ★".length);
  return `you gave ${cutText(plainText(first.title), room)} ${givenStars(first.rating)}`;
}

/** The lines under a film for a group: `anna 4.6 ★   ben 4.1 ★`. */
export function peopleLines(
  pick: SharedPick,
  names: readonly string[],
  { columns }: Screen,
): string[] {
  const parts = pick.people.map((own, k) => {
    return `${shortName(names[k]!)} ${stars(own.stars)}`;
  });
  return wrapParts(parts, columns - NUMBER_COLUMNS);
}

/** What someone is called in a list. */
export function shortName(name: string): string {
  return cutText(plainText(name), MOST_NAME_COLUMNS);
}

/** Why picks are not in the order of their stars, where they are not. */
export function orderText(films: readonly Prediction[], options: PicksOptions): string {
  const drawn = drawnText(options);
  if (drawn !== "") return drawn;
  const shown = films.map((film) => Number(film.stars.toFixed(1)));
  const inOrder = shown.every((value, k) => k === 0 || value <= shown[k - 1]!);
  if (inOrder) return "";
  return "In the order of what people like you choose and then like, not of stars alone.";
}

/** That the films were drawn, where they were. */
export function drawnText({ surprise = 0 }: PicksOptions): string {
  return surprise > 0 ? "Drawn from the best by --surprise; another --seed draws others." : "";
}
