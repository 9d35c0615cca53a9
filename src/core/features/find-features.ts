import type { FilmSide } from "../taste/film-side.ts";
import { concordance } from "./concordance.ts";
import type { Measured } from "./directions.ts";
import { findDirections, told } from "./directions.ts";
import { picksVectors } from "./film-vectors.ts";
import type { HiddenFeature } from "./hidden-features.ts";
import type { KnownFilms } from "./known-films.ts";
import { knownFilms } from "./known-films.ts";
import { leftoverAxes } from "./leftover-axes.ts";
import { measuredFilms } from "./measured-films.ts";
import { sharesOf } from "./shares.ts";
import { stabilitiesOf } from "./stability.ts";
import type { Trait } from "./traits.ts";
import { traitsOf } from "./traits.ts";

/** A hidden feature without the films at its ends. */
export type FoundFeature = Omit<HiddenFeature, "low" | "high">;

/** What is found once for each model. */
export interface FoundFeatures {
  /** The well-known films, most rated first. */
  readonly rows: Uint32Array;
  /** Named ones first. */
  readonly features: readonly FoundFeature[];
}

/** A direction that tells less than this well is no name for it. */
const LEAST_AUC = 0.75;

/** An axis that other starts do not find again says more of chance than of films. */
const LEAST_STABLE = 0.4;

const FOUND = new WeakMap<FilmSide, FoundFeatures>();

/** Cost: O(films·landmarks·(D + landmarks) + D³) the first time, then O(1). */
export function foundFeaturesOf(side: FilmSide): FoundFeatures {
  const before = FOUND.get(side);
  if (before !== undefined) return before;
  const found = findFeatures(side);
  FOUND.set(side, found);
  return found;
}

/** A trait, and what a direction says of each film. */
export interface ToldTrait {
  readonly trait: Trait;
  /** Of two well-known films that differ, how often what is said has the right order. */
  readonly auc: number;
  /** One value a row: of known films by directions found without them. */
  readonly said: Float64Array;
}

/** What {@link foundFeaturesOf} keeps, found anew. */
export function findFeatures(side: FilmSide): FoundFeatures {
  const known = knownFilms(side);
  const { wellKnown } = known;
  const rows = withAllPlaced(side, known);
  const ofKnown = (values: Float64Array): Float64Array => values.subarray(0, wellKnown);
  const named = toldTraits(side, known, measuredFilms(side, rows, wellKnown)).filter(
    ({ auc }) => auc >= LEAST_AUC,
  );
  const said = named.map((feature) => feature.said);
  const vectors = picksVectors(side, rows);
  const axes = leftoverAxes(vectors, wellKnown, said).map(towardsTheBestKnown);
  const traits = named.map(({ trait }) => trait.values);
  const stability = stabilitiesOf(side, known, traits, axes.map(ofKnown));
  const shares = sharesOf(vectors, [...said, ...axes].map(ofKnown));
  const placesOf = (values: Float64Array): Float32Array =>
    placesFrom(values, rows, wellKnown, side.movieCounts.length);
  const unnamed = axes.map((axis, k) => ({
    ...{ name: undefined, kind: "unnamed" as const, auc: undefined },
    ...{ stability: stability.unnamed[k]!, share: shares[named.length + k]! },
    places: placesOf(axis),
  }));
  return {
    rows: known.rows.subarray(0, wellKnown),
    features: [
      ...named.map(({ trait: { name, kind }, auc, said: own }, k) => ({
        ...{ name, kind, auc, stability: stability.named[k]!, share: shares[k]! },
        places: placesOf(own),
      })),
      ...unnamed.filter((axis) => !(axis.stability < LEAST_STABLE)), // not-a-number: nothing to compare
    ],
  };
}

/** The known films, and after them all other rows with enough ratings for a place. */
function withAllPlaced({ movieCounts }: FilmSide, { rows, floor }: KnownFilms): Uint32Array {
  const isKnown = new Set(rows);
  const others = Uint32Array.from(movieCounts.keys()).filter(
    (row) => movieCounts[row]! >= floor && !isKnown.has(row),
  );
  const all = new Uint32Array(rows.length + others.length);
  all.set(rows);
  all.set(others, rows.length);
  return all;
}

/** All traits that films could be told by, the best told first. */
export function toldTraits(
  side: FilmSide,
  { rows, wellKnown }: KnownFilms,
  { width, values, penalty }: Measured,
): ToldTrait[] {
  const traits = traitsOf(side, rows, wellKnown);
  const known = { width, values: values.subarray(0, rows.length * width), penalty };
  const directions = findDirections(
    known,
    traits.map((trait) => trait.values),
  );
  return traits
    .map((trait, t) => {
      const { leftOut, weights } = directions[t]!;
      const said = Float64Array.from({ length: values.length / width }, (_, k) =>
        k < leftOut.length ? leftOut[k]! : told(weights, values, k),
      );
      const actual = trait.values.subarray(0, wellKnown);
      return { trait, said, auc: concordance(said.subarray(0, wellKnown), actual) };
    })
    .sort((a, b) => b.auc - a.auc);
}

function towardsTheBestKnown(axis: Float64Array): Float64Array {
  return axis[0]! < 0 ? axis.map((value) => -value) : axis;
}

/** Scaled so that the well-known films have 0 in the middle and the one furthest out at −1 or 1. */
function placesFrom(
  values: Float64Array,
  rows: Uint32Array,
  wellKnown: number,
  size: number,
): Float32Array {
  const known = values.subarray(0, wellKnown);
  const middle = known.reduce((sum, value) => sum + value, 0) / wellKnown;
  const reach = known.reduce((most, value) => Math.max(most, Math.abs(value - middle)), 0) || 1;
  const places = new Float32Array(size).fill(NaN);
  for (const [k, row] of rows.entries()) {
    places[row] = Math.max(-1, Math.min(1, (values[k]! - middle) / reach));
  }
  return places;
}
