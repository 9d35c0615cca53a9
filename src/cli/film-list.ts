import type { Pick, Prediction, Reason, SharedPick, Taste } from "../index.ts";
import { cutFilm, filmText } from "./terminal/film-text.ts";
import { givenStars, stars } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { cutText, padEnd, padStart, plainText, textWidth } from "./terminal/text-width.ts";

/** A film of a list, and the words under it. */
export interface ListedFilm {
  readonly film: Prediction;
  readonly why: string;
}

/** Everyone's view of a film is worth a word from here, in stars. */
const CLEAR_VIEW = 0.5;

/** A rating that moves a prediction by less, in stars, is no reason to tell. */
const LEAST_SHARE = 0.02;

/** What stands before each title of a list: its number. */
const NUMBER_COLUMNS = 5;

/** Prints numbered films with stars, interval and reason, all titles in a column of `width`. */
export function printFilms(screen: Screen, films: readonly ListedFilm[], width: number): void {
  const { styles, columns } = screen;
  for (const [k, { film, why }] of films.entries()) {
    const number = padStart(String(k + 1), 3);
    const title = padEnd(cutFilm(film, width), width);
    const between = intervalText(film);
    screen.print(
      `${number}  ${styles.strong(title)}  ${styles.accent(stars(film.stars))}   ${between}`.trimEnd(),
    );
    if (why === "") continue;
    screen.print(" ".repeat(NUMBER_COLUMNS) + styles.quiet(cutText(why, columns - NUMBER_COLUMNS)));
  }
}

/** How wide the column of titles has to be, and can be. */
export function titleColumns(screen: Screen, films: readonly Prediction[]): number {
  const most = screen.columns - NUMBER_COLUMNS - "  4.5 ★   between 3.5 and 5.0".length;
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
export function whyText(taste: Taste, pick: Pick, columns: number): string {
  const { film, taste: match, reasons } = taste.explain(pick.movieId);
  const helping = reasons.filter(
    ({ share }) => share * match > 0 && Math.abs(share) >= LEAST_SHARE,
  );
  const view = everyonesView(film, helping.length > 0);
  const room = columns - NUMBER_COLUMNS - textWidth(view) - 2;
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

/** The words under a film for a group: `anna 4.6 ★   ben 4.1 ★`. */
export function peopleText(pick: SharedPick, names: readonly string[]): string {
  return pick.people.map((own, k) => `${plainText(names[k]!)} ${stars(own.stars)}`).join("   ");
}

function everyonesView(film: number, hasReasons: boolean): string {
  if (Math.abs(film) < CLEAR_VIEW) return "";
  if (film > 0) return hasReasons ? "and most people like it" : "most people like it";
  return hasReasons ? "and few people like it" : "few people like it";
}
