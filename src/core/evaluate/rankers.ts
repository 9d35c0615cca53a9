import type { Ratings } from "../ratings/ratings.ts";
import type { OwnRating } from "../taste/fold-in.ts";
import { filmMeanBaseline } from "./baselines.ts";
import { easeFits, learnEase } from "./ease.ts";
import type { ListTaste } from "./list-model.ts";
import { HIT_FROM } from "./list-metrics.ts";

/** A way to sort films that stands beside a model's own picks. */
export type RankerName = "popularity" | "filmMean" | "ease" | "predictedStars" | "lowerBound";

/**
 * Scores of all films for one person, by row: the higher, the earlier.
 *
 * @param given - what the person brings, one rating a film, by the row that the film is listed as.
 */
export type Ranker = (taste: ListTaste, given: readonly OwnRating[]) => ArrayLike<number>;

/**
 * The rankers that apply: `ease` only where films or people are few enough to invert a matrix,
 * `lowerBound` only where the model has measured intervals.
 *
 * @param crowd - the taste of someone without ratings.
 */
export function rankersOf(train: Ratings, crowd: ListTaste): Map<RankerName, Ranker> {
  const counts = train.movieCounts();
  const filmMean = filmMeanBaseline(train);
  const means = Float64Array.from(counts, (_, movie) => filmMean(0, movie));
  const rankers = new Map<RankerName, Ranker>([
    ["popularity", () => counts],
    ["filmMean", () => means],
  ]);
  if (easeFits(train)) rankers.set("ease", rankedByEase(train));
  rankers.set("predictedStars", (taste) => taste.stars());
  if (!crowd.lowerBounds().some(Number.isNaN)) {
    rankers.set("lowerBound", (taste) => taste.lowerBounds());
  }
  return rankers;
}

function rankedByEase(train: Ratings): Ranker {
  const ease = learnEase(train);
  return (_, given) => {
    const liked = given.filter(({ rating }) => rating >= HIT_FROM);
    return ease.scores(liked.map(({ movieIndex }) => movieIndex));
  };
}
