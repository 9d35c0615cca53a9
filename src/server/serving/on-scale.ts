import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import { onScale } from "../../core/ratings/rating-scale.ts";
import { ProblemError } from "../http/problem-error.ts";

/** What is said of a rating that is not on the scale, naming its ends. */
export function offScaleText({ min, max }: RatingScale, rating: number): string {
  return `the rating must be in [${min}, ${max}], got ${rating}`;
}

/**
 * Are these ratings on the scale of the model that is served?
 *
 * @throws {ProblemError} `rating-off-scale`, naming the first that is not.
 */
export function checkOnScale(
  scale: RatingScale,
  ratings: readonly { readonly rating: number; readonly movieId: string }[],
): void {
  const off = ratings.find(({ rating }) => !onScale(scale, rating));
  if (off === undefined) return;
  throw new ProblemError("rating-off-scale", {
    detail: `Cannot take the rating of movie ${JSON.stringify(off.movieId)}: ${offScaleText(scale, off.rating)}; GET /v1/model tells the scale`,
  });
}
