import type { Id } from "../ratings/id-map.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { ListedSide } from "./listable-films.ts";

/** A list as a model gives it, best first (to avoid: worst first). */
export type FilmList = readonly { readonly movieId: Id }[];

/** One person's lists, and what they could be sorted by. */
export interface ListTaste {
  picks(options: { readonly count: number }): FilmList;
  avoid(options: { readonly count: number }): FilmList;
  /** Predicted stars of every row of the catalogue, not clipped. */
  stars(): Float32Array;
  /** The lower ends of the 80 % intervals; NaN where none was measured. */
  lowerBounds(): Float32Array;
}

/** What lists are measured of: anything that knows films to pick and to avoid from a few ratings. */
export interface ListModel extends ListedSide {
  taste(ratings: readonly PersonRating[]): ListTaste;
}
