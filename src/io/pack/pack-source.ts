import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { IdMap } from "../../core/ratings/id-map.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../../core/ratings/ratings.ts";
import type { PackSizes } from "./pack-bounds.ts";

/** Ratings to be packed, and what is known of them when all have come. */
export interface PackSource {
  /**
   * By index of user and movie, a batch at a time, which is done with when the next one is asked for; of a
   * pair that stands twice the last counts.
   */
  readonly batches: Iterable<RatingColumns> | AsyncIterable<RatingColumns>;
  /** Where they are known before the first batch. */
  readonly sizes?: PackSizes;
  /** Asked after the last batch. */
  rest(): PackedRest;
}

/** What a pack holds besides ratings. */
export interface PackedRest {
  /** Of the data set, for people. */
  readonly name: string;
  readonly users: IdMap;
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  /** Ratings that were left out already, as repeated. */
  readonly superseded: number;
}
