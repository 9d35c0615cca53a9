import type { Pick, PicksOptions, Prediction, Reason, SharedPick, Taste } from "../index.ts";
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

/** Everyone's view of a film is worth a word from here, in stars. */
const CLEAR_VIEW = 0.5;
const LIKED = "most people like it";
const DISLIKED = "few people like it";

/** Everyone's view is most of the reason from this many times what taste adds. */
const CROWD_ABOVE = 3;

/** What fewer people say of a film is not what everyone does. */
const LEAST_RATINGS = 20;

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
 * Why a film is picked, in words: the own ratings that speak for it, or everyone's view where that is
 * most of it.
 *
 * @param who - set before it, as in `anna: because …`.
 */
export function pickWhyLines(taste: Taste, pick: Pick, screen: Screen, who: string = ""): string[] {
  const { film, taste: match, reasons, ratedBy } = taste.explain(pick.movieId);
  const why = likedOnes(pick.why, meanRating(reasons));
  const isKnown = ratedBy >= LEAST_RATINGS;
  if (isKnown && film >= CLEAR_VIEW && film > CROWD_ABOVE * match) {
    const before = why.length === 0 ? `because ${LIKED}` : "mostly because everyone likes it, and";
    return reasonLines(who + before, why.slice(0, 1), "", screen);
  }
  if (why.length === 0)
    return [`${who}none of your ratings speaks for it, people like you choose it`];
  if (!isKnown) return reasonLines(`${who}because`, why, ", though few have rated it", screen);
  const after =
    film >= CLEAR_VIEW ? `, and ${LIKED}` : film <= -CLEAR_VIEW ? `, though ${DISLIKED}` : "";
  return reasonLines(`${who}because`, why, after, screen);
}

/** Why a film is to be avoided: the own ratings that speak against it, and what everyone thinks of it. */
export function avoidWhyLines(taste: Taste, pick: Pick, screen: Screen): string[] {
  const { film, reasons } = taste.explain(pick.movieId);
  const mean = meanRating(reasons);
  const against = pick.why.filter(({ share, rating }) => -share >= LEAST_SHARE && rating <= mean);
  if (against.length === 0)
    return [film <= -CLEAR_VIEW ? DISLIKED : "people like you give it less"];
  const after =
    film >= CLEAR_VIEW ? `, though ${LIKED}` : film <= -CLEAR_VIEW ? `, and ${DISLIKED}` : "";
  return reasonLines("", against, after, screen);
}

/** Words, then `you gave …` as far as it fits, then words. */
function reasonLines(
  before: string,
  reasons: readonly Reason[],
  after: string,
  screen: Screen,
): string[] {
  const width = screen.columns - NUMBER_COLUMNS;
  const usual = (screen.isNarrow ? 2 : 1) * width;
  const most = textWidth(before) > usual / 2 ? usual + width : usual; // room for a title at least
  const room = most - textWidth(before) - textWidth(after) - 1;
  return wrapWords(`${before} ${gaveText(reasons, room)}${after}`.trim(), width);
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

/** Those that were liked, where there are any: a film rated low speaks for another, but oddly. */
function likedOnes(reasons: readonly Reason[], mean: number): readonly Reason[] {
  const liked = reasons.filter(({ rating }) => rating >= mean);
  return liked.length > 0 ? liked : reasons;
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
