import { describe, integerIn, rejectUnknownKeys } from "../check.ts";
import type { Id } from "../ratings/id-map.ts";
import { onScale } from "../ratings/rating-scale.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import { rowOf } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";

/** What someone says of a film without giving stars. */
export type Mark = "seen" | "notForMe";

/** All marks. */
export const MARKS: readonly Mark[] = Object.freeze(["seen", "notForMe"]);

/** Films that a person has seen without rating them, and films that they do not want. */
export interface Marks {
  /** Left out of lists; they tell what the person watches, not how much they liked it. Default none. */
  readonly seen?: readonly Id[];
  /** Left out of lists, and films like them are picked less. Default none. */
  readonly notForMe?: readonly Id[];
}

/** Marks by the row that stands for the film. */
export type MarksByRow = ReadonlyMap<number, Mark>;

/**
 * Marks, one a film: of a film marked both ways, "not for me" counts.
 *
 * @throws {RangeError} if the model does not know a movie.
 * @throws {TypeError} for a mark that there is not.
 */
export function marksOf(side: FilmSide, given: Marks): MarksByRow {
  rejectUnknownKeys("Cannot learn a taste", given, { seen: [], notForMe: [] });
  const { seen = [], notForMe = [] } = given;
  const marks = new Map<number, Mark>();
  for (const id of seen) marks.set(shownRowOf(side, "Cannot mark as seen", id), "seen");
  for (const id of notForMe) marks.set(shownRowOf(side, "Cannot mark as refused", id), "notForMe");
  return marks;
}

/**
 * The row that stands for a movie's film.
 *
 * @throws {RangeError} if the model does not know the movie.
 */
export function shownRowOf(side: FilmSide, action: string, movieId: Id): number {
  return filmIndexOf(side).shown[side.catalogue.filmOf[rowOf(side, action, movieId)]!]!;
}

/**
 * Ratings, one a film, by the row that stands for it; of a film rated twice the last counts.
 *
 * @throws {RangeError | TypeError} if a row is not in the catalogue or a rating not on the scale.
 */
export function onePerFilm(side: FilmSide, ratings: readonly OwnRating[]): OwnRating[] {
  const { catalogue, scale } = side;
  const { shown } = filmIndexOf(side);
  const action = "Cannot learn a taste";
  const byRow = new Map<number, OwnRating>();
  for (const { movieIndex, rating } of ratings) {
    integerIn(action, "movieIndex", movieIndex, 0, catalogue.size - 1);
    if (typeof rating !== "number") {
      throw new TypeError(`${action}: "rating" must be a number, got ${describe(rating)}`);
    }
    if (!onScale(scale, rating)) {
      throw new RangeError(
        `${action}: "rating" must be in [${scale.min}, ${scale.max}], got ${rating}`,
      );
    }
    const row = shown[catalogue.filmOf[movieIndex]!]!;
    byRow.set(row, { movieIndex: row, rating });
  }
  return [...byRow.values()];
}
