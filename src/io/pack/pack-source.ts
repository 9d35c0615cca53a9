import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { IdMap } from "../../core/ratings/id-map.ts";
import type { RatingBatches } from "../../core/ratings/rating-batch.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";

/** Ratings to be packed, and what is known of them when all have come. */
export interface PackSource {
  /** By index of user and movie; of a pair that stands twice the last counts. */
  readonly batches: RatingBatches;
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
