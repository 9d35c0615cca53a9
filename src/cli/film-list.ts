import type { Pick, Prediction, Reason, SharedPick, Taste } from "../index.ts";
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

/** Instead of a list. */
export const NOTHING_LEFT = "You have rated every film here.";

/** Everyone's view of a film is worth a word from here, in stars. */
const CLEAR_VIEW = 0.5;

/** A rating that moves a prediction by less, in stars, is no reason to tell. */
const LEAST_SHARE = 0.02;

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
 * Why a film is picked (or to be avoided), in words: the own ratings that count most, and what
 * everyone thinks of it where that is clear.
 */
export function whyLines(taste: Taste, pick: Pick, screen: Screen): string[] {
  const width = screen.columns - NUMBER_COLUMNS;
  const text = whyText(taste, pick, screen.isNarrow ? 2 * width : width);
  return text === "" ? [] : wrapWords(text, width);
}

function whyText(taste: Taste, pick: Pick, width: number): string {
  const { film, taste: match, reasons } = taste.explain(pick.movieId);
  const helping = reasons.filter(
    ({ share }) => share * match > 0 && Math.abs(share) >= LEAST_SHARE,
  );
  const view = everyonesView(film, helping.length > 0);
  const room = width - textWidth(view) - 2;
  const told = gaveText(tellingFirst(helping, match > 0, meanRating(reasons)), room);
  return [told, view].filter((part) => part !== "").join(", ");
}

/** `you gave Fargo 5 ★ and Brazil 4.5 ★`, the second where it fits. */
function gaveText(reasons: readonly Reason[], columns: number): string {
  const [first, second] = reasons;
  if (first === undefined) return "";
  const given = ({ title, rating }: Reason): string => `${plainText(title)} ${givenStars(rating)}`;
  if (second !== undefined) {
    const word = Math.abs(first.rating - second.rating) >= 2 ? "but" : "and";
    const both = `you gave ${given(first)} ${word} ${given(second)}`;
    if (textWidth(both) <= columns) return both;
  }
  const room = Math.max(12, columns - "you gave  5.5 ★".length);
  return `you gave ${cutText(plainText(first.title), room)} ${givenStars(first.rating)}`;
}

/**
 * The strongest reason that points the same way as the prediction, before all others: for a film to
 * be liked, one that was liked. Others may count more, being further from what everyone gives, but
 * say less to a person.
 */
function tellingFirst(reasons: readonly Reason[], liked: boolean, mean: number): Reason[] {
  const telling = reasons.find(({ rating }) => rating > mean === liked);
  if (telling === undefined) return [...reasons];
  return [telling, ...reasons.filter((reason) => reason !== telling)];
}

function meanRating(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { rating }) => sum + rating, 0) / reasons.length;
}

/** The lines under a film for a group: `anna 4.6 ★   ben 4.1 ★`. */
export function peopleLines(
  pick: SharedPick,
  names: readonly string[],
  { columns }: Screen,
): string[] {
  const parts = pick.people.map((own, k) => {
    const name = cutText(plainText(names[k]!), MOST_NAME_COLUMNS);
    return `${name} ${stars(own.stars)}`;
  });
  return wrapParts(parts, columns - NUMBER_COLUMNS);
}

/** Why a list is not in the order of its stars, where it is not; `sign` 1 for the best first. */
export function orderText(films: readonly Pick[] | readonly SharedPick[], sign: 1 | -1): string {
  const shown = films.map((film) => sign * Number(film.stars.toFixed(1)));
  const inOrder = shown.every((value, k) => k === 0 || value <= shown[k - 1]!);
  return inOrder ? "" : "Sorted by stars and certainty: films that few have rated stand lower.";
}

function everyonesView(film: number, hasReasons: boolean): string {
  if (Math.abs(film) < CLEAR_VIEW) return "";
  if (film > 0) return hasReasons ? "and most people like it" : "most people like it";
  return hasReasons ? "and few people like it" : "few people like it";
}
