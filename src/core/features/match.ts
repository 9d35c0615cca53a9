import type { Id } from "../ratings/id-map.ts";
import type { FilmSide } from "../taste/film-side.ts";
import { rowOf } from "../taste/film-side.ts";
import type { Taste } from "../taste/taste.ts";
import { starWeightsOf, starsAtEnd } from "./feature-stars.ts";
import type { HiddenFeature, HiddenFeaturesOptions } from "./hidden-features.ts";
import { hiddenFeatures } from "./hidden-features.ts";
import { checkOwnTaste } from "./profile.ts";

/** How a person and a film meet along one hidden feature. */
export interface FeatureMatch {
  readonly feature: HiddenFeature;
  /** The film's, −1 … 1; 0 where it has none. */
  readonly place: number;
  /** Stars that the person adds for a film at +1, as in their profile. */
  readonly you: number;
  /** `place · you`. */
  readonly stars: number;
}

/** A person and a film, feature by feature. */
export interface Match {
  /** In the order of the hidden features. */
  readonly features: readonly FeatureMatch[];
  /** Stars that taste adds and none of these features tells. */
  readonly rest: number;
  /** All that taste adds, as in an explanation: the sum of these stars and the rest. */
  readonly taste: number;
}

/**
 * Where a person and a film meet: film × person, hidden feature by hidden feature.
 *
 * @param taste - made by this model.
 * @throws {RangeError | TypeError} for an unknown movie, a taste of another model, or a wrong option.
 *
 * Cost: that of {@link hiddenFeatures}, and O(features·F).
 */
export function matchOf(
  side: FilmSide,
  taste: Taste,
  movieId: Id,
  options: HiddenFeaturesOptions = {},
): Match {
  const action = "Cannot match";
  checkOwnTaste(action, side, taste);
  const row = rowOf(side, action, movieId);
  const weights = starWeightsOf(side);
  const features = hiddenFeatures(side, options).map((feature, k): FeatureMatch => {
    const own = feature.places[row]!;
    const place = Number.isNaN(own) ? 0 : own;
    const you = starsAtEnd(weights[k]!, taste.features, 0);
    return { feature, place, you, stars: place * you };
  });
  const { taste: all } = taste.explain(movieId);
  const told = features.reduce((sum, { stars }) => sum + stars, 0);
  return { features, rest: all - told, taste: all };
}
