import { integerIn, rejectUnknownKeys } from "../check.ts";
import type { FilmSide } from "../taste/film-side.ts";
import type { FoundFeature } from "./find-features.ts";
import { foundFeaturesOf } from "./find-features.ts";

/** A film's place along a hidden feature. */
export interface Placed {
  readonly movieIndex: number;
  /** −1 … 1: 0 in the middle of the well-known films, the one furthest out at −1 or 1. */
  readonly place: number;
}

/** A hidden feature: a direction among what was learned, named by what it tells apart, or unnamed. */
export interface HiddenFeature {
  /** A genre of the catalogue, "mass appeal", "acclaim", "newer films"; undefined: nobody named it. */
  readonly name: string | undefined;
  readonly kind: "genre" | "appeal" | "acclaim" | "year" | "unnamed";
  /**
   * Of two films that finding it left out, one of the genre and one not, how often it puts the right one
   * higher, 0 … 1; for the other kinds of two that differ. Undefined for an unnamed one.
   */
  readonly auc: number | undefined;
  /** Mean correlation of its places as found in views that began from other random numbers; NaN of a single view. */
  readonly stability: number;
  /** Share of what tells the well-known films apart, 0 … 1; over all features at most 1. */
  readonly share: number;
  /**
   * A value in −1 … 1 for each row of the catalogue; NaN for a film with too few ratings. Of a named
   * feature the place of a film is told by other films alone. Kept: do not change it.
   */
  readonly places: Float32Array;
  /** Well-known films at the −1 end and at the +1 end, outermost first. */
  readonly low: readonly Placed[];
  readonly high: readonly Placed[];
}

/** What can be chosen about the list of hidden features. */
export interface HiddenFeaturesOptions {
  /** How many at most. Integer in [1, 1024]. Default 1024: all. */
  readonly count?: number;
  /** How many without a name at most. Integer in [0, 6]. Default 3. */
  readonly unnamed?: number;
  /** Films listed at each end. Integer in [1, 100]. Default 4. */
  readonly films?: number;
}

/** All with a name and three without, four films at each end. */
export const HIDDEN_FEATURES_DEFAULTS: Readonly<Required<HiddenFeaturesOptions>> = Object.freeze({
  count: 1024,
  unnamed: 3,
  films: 4,
});

/**
 * The directions that what was learned of films has a name for, the best told first, then what they leave
 * over, the widest first. Nobody told learning of genres, years or fame: names are found afterwards, and
 * each was checked on films that finding it left out.
 *
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(films·D² + D³) for a model's first call, then O(features·films).
 */
export function hiddenFeatures(
  side: FilmSide,
  options: HiddenFeaturesOptions = {},
): HiddenFeature[] {
  const action = "Cannot show the hidden features";
  const defaults = HIDDEN_FEATURES_DEFAULTS;
  rejectUnknownKeys(action, options, defaults);
  const integer = (name: keyof HiddenFeaturesOptions, least: number, most: number): number =>
    integerIn(action, name, options[name] ?? defaults[name], least, most);
  const count = integer("count", 1, 1024);
  const unnamed = integer("unnamed", 0, 6);
  const films = integer("films", 1, 100);
  const { rows, features } = foundFeaturesOf(side);
  const named = features.filter(({ kind }) => kind !== "unnamed").length;
  return features
    .slice(0, Math.min(count, named + unnamed))
    .map((feature) => withEnds(feature, rows, films));
}

function withEnds(feature: FoundFeature, rows: Uint32Array, films: number): HiddenFeature {
  const placed = placedAlong(feature, rows);
  return { ...feature, low: placed.slice(-films).reverse(), high: placed.slice(0, films) };
}

const PLACED = new WeakMap<FoundFeature, readonly Placed[]>();

/** The well-known films from the +1 end to the −1 end; sorted once, since each match asks. */
function placedAlong(feature: FoundFeature, rows: Uint32Array): readonly Placed[] {
  const known = PLACED.get(feature);
  if (known !== undefined) return known;
  const placed = Array.from(rows, (movieIndex) => ({
    movieIndex,
    place: feature.places[movieIndex]!,
  }));
  placed.sort((a, b) => b.place - a.place || a.movieIndex - b.movieIndex);
  PLACED.set(feature, placed);
  return placed;
}
