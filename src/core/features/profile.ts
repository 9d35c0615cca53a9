import type { FilmSide } from "../taste/film-side.ts";
import type { Taste } from "../taste/taste.ts";
import { starWeightsOf, starsAtEnd } from "./feature-stars.ts";
import type { HiddenFeature, HiddenFeaturesOptions } from "./hidden-features.ts";
import { hiddenFeatures } from "./hidden-features.ts";

/** Where someone stands along one hidden feature, beside the people that the model learned from. */
export interface ProfileFeature {
  readonly feature: HiddenFeature;
  /** Stars that the person adds for a film at its +1 end against one in the middle; below 0 they like the other end. */
  readonly you: number;
  /** The same of training users: mean and standard deviation, in stars. */
  readonly crowd: { readonly mean: number; readonly sd: number };
  /** Share of training users below this person, 0 … 1; of those alike half count. NaN without users. */
  readonly above: number;
}

/**
 * A person along the hidden features, in the order of {@link hiddenFeatures}.
 *
 * @param taste - made by this model.
 * @throws {RangeError | TypeError} for a taste of another model, or a wrong option.
 *
 * Cost: that of {@link hiddenFeatures}, and O(U·F) a feature.
 */
export function profileOf(
  side: FilmSide,
  taste: Taste,
  options: HiddenFeaturesOptions = {},
): ProfileFeature[] {
  checkOwnTaste("Cannot make a profile", side, taste);
  const { factors, userFactors } = side.head;
  const users = factors === 0 ? 0 : userFactors.length / factors;
  const weights = starWeightsOf(side);
  return hiddenFeatures(side, options).map((feature, k) => {
    const you = starsAtEnd(weights[k]!, taste.features, 0);
    const others = Float64Array.from({ length: users }, (_, user) =>
      starsAtEnd(weights[k]!, userFactors, user * factors),
    );
    return { feature, you, crowd: meanAndSpread(others), above: shareBelow(others, you) };
  });
}

/** @throws {TypeError | RangeError} if that is no taste, or one of another model. */
export function checkOwnTaste(action: string, side: FilmSide, taste: Taste): void {
  if (typeof taste?.isOf !== "function") {
    throw new TypeError(`${action}: "taste" must be what model.taste() returns`);
  }
  if (!taste.isOf(side)) {
    throw new RangeError(`${action}: "taste" must be made by this model, got one of another`);
  }
}

function meanAndSpread(values: Float64Array): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / values.length) };
}

function shareBelow(values: Float64Array, own: number): number {
  const below = values.reduce((sum, value) => sum + (value < own ? 1 : value === own ? 0.5 : 0), 0);
  return below / values.length;
}
