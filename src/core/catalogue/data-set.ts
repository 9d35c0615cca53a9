import type { Ratings } from "../ratings/ratings.ts";
import type { Catalogue } from "./catalogue.ts";

/** Ratings and the films they are about: movie index m is row m of the catalogue. */
export interface DataSet {
  /** For people, e.g. `MovieLens 100K`. */
  readonly name: string;
  readonly ratings: Ratings;
  readonly catalogue: Catalogue;
  /** Ratings that a later one of the same user and movie replaced. */
  readonly superseded: number;
}
