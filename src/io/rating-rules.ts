import type { RatingScale } from "../core/ratings/rating-scale.ts";
import type { CollectorOptions } from "./rating-collector.ts";
import type { RatingSeparator } from "./rating-layout.ts";

/** How a file of ratings is to be understood. */
export interface RatingRules extends CollectorOptions {
  /** Of a text: a `,` says that the first line is a header; the other two have none. */
  readonly separator: RatingSeparator;
  /** Ratings that are not on it are errors. */
  readonly scale: RatingScale;
  /** Whether ids of a `,` file or a Parquet file may be texts. Default false: whole numbers only. */
  readonly textIds?: boolean | undefined;
  /** More are refused. Default 2²⁸, eight times MovieLens 32M: 4.3 GB. */
  readonly maxRatings?: number | undefined;
}

/** The default `maxRatings`. */
export const MAX_RATINGS: number = 2 ** 28;
