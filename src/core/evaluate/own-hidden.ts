import type { Id } from "../ratings/id-map.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import { USER_DAMPING } from "../learn/biases.ts";
import type { StarsHead } from "../learn/learning.ts";
import type { Expected } from "../taste/rank.ts";
import { trustIn } from "../taste/rank.ts";
import type { Prediction } from "../taste/prediction.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { ListedSide } from "./listable-films.ts";
import type { KnownRating } from "./own-folds.ts";

/** What a person's own accuracy is asked of: anything that predicts stars and sorts films from ratings. */
export interface OwnAccuracyModel extends ListedSide {
  readonly scale: RatingScale;
  readonly head: Pick<StarsHead, "mean">;
  taste(ratings: readonly PersonRating[]): {
    predict(movieId: Id): Pick<Prediction, "stars" | "low" | "high">;
    /** What every row of the catalogue is worth to the person by the picks head. */
    worths(): Float32Array;
    /** What guards the list: of a row, the lower end of its stars, and whether they are below the usual. */
    expected(row: number): Pick<Expected, "low" | "isBelowUsual">;
  };
}

/** A film whose rating was hidden, and what is said of it without it. */
export interface HiddenFilm {
  readonly movieId: Id;
  /** What the person gave. */
  readonly actual: number;
  /** In which part it was hidden. */
  readonly fold: number;
  readonly stars: number;
  readonly low: number;
  readonly high: number;
  /** What a list of picks sorts it by; films that get less than the person gives on average come last there. */
  readonly worth: number;
  readonly isBelowUsual: boolean;
  /** Stars by the simple rules. */
  readonly crowd: number;
  readonly biasOnly: number;
  /** How many training ratings it has. */
  readonly ratedBy: number;
}

/** Everything that is said of the films of one part, from the ratings of all other parts. */
export function predictHidden(
  model: OwnAccuracyModel,
  known: readonly KnownRating[],
  foldOf: Uint32Array,
  fold: number,
): HiddenFilm[] {
  const given = known.filter((_, n) => foldOf[n] !== fold);
  const hidden = known.filter((_, n) => foldOf[n] === fold);
  const taste = model.taste(given.map(({ movieId, rating }) => ({ movieId, rating })));
  const crowd = model.taste([]);
  const crowdStars = ({ movieId }: KnownRating): number => crowd.predict(movieId).stars;
  const above = given.reduce((sum, own) => sum + own.rating - crowdStars(own), 0);
  const strictness = above / (given.length + USER_DAMPING);
  const worths = taste.worths();
  return hidden.map((film) => {
    const { stars, low, high } = taste.predict(film.movieId);
    const expected = taste.expected(film.row);
    return {
      ...{ movieId: film.movieId, actual: film.rating, fold, stars, low, high },
      worth: worths[film.row]! * trustIn(expected, model),
      isBelowUsual: expected.isBelowUsual,
      crowd: crowdStars(film),
      biasOnly: clampToScale(model.scale, crowdStars(film) + strictness),
      ratedBy: model.movieCounts[film.row]!,
    };
  });
}
