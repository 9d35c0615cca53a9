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
 * Cost: that of {@link hiddenFeatures}, and O(U·F) a feature the first time, then O(F + log U).
 */
export function profileOf(
  side: FilmSide,
  taste: Taste,
  options: HiddenFeaturesOptions = {},
): ProfileFeature[] {
  checkOwnTaste("Cannot make a profile", side, taste);
  const weights = starWeightsOf(side);
  return hiddenFeatures(side, options).map((feature, k) => {
    const you = starsAtEnd(weights[k]!, taste.features, 0);
    const { mean, sd, ascending } = crowdOf(side, weights[k]!);
    return { feature, you, crowd: { mean, sd }, above: shareBelow(ascending, you) };
  });
}

/** What every profile asks of the training users, found in a step a feature: none is long. */
export function* crowdSteps(side: FilmSide): Generator<void, void> {
  for (const weights of starWeightsOf(side)) {
    crowdOf(side, weights);
    yield;
  }
}

/** Training users along a feature. */
interface Crowd {
  readonly mean: number;
  readonly sd: number;
  readonly ascending: Float64Array;
}

/** By the weights of the feature, of which there is one array a model. */
const CROWDS = new WeakMap<Float64Array, Crowd>();

function crowdOf({ head: { factors, userFactors } }: FilmSide, weights: Float64Array): Crowd {
  const known = CROWDS.get(weights);
  if (known !== undefined) return known;
  const users = factors === 0 ? 0 : userFactors.length / factors;
  const values = new Float64Array(users);
  for (let user = 0; user < users; user++) {
    values[user] = starsAtEnd(weights, userFactors, user * factors);
  }
  const crowd = { ...meanAndSpread(values), ascending: values.sort() };
  CROWDS.set(weights, crowd);
  return crowd;
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

function shareBelow(ascending: Float64Array, own: number): number {
  const below = countWhile(ascending, (value) => value < own);
  const upTo = countWhile(ascending, (value) => value <= own);
  return (below + upTo) / 2 / ascending.length;
}

/** How many values there are before the first that does not pass. */
function countWhile(ascending: Float64Array, passes: (value: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(ascending[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
