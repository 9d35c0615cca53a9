import type { FilmSide } from "../taste/film-side.ts";
import { atOnce } from "./at-once.ts";
import { concordance } from "./concordance.ts";
import type { Direction } from "./directions.ts";
import { directionSteps } from "./directions.ts";
import { picksVectors } from "./film-vectors.ts";
import type { HiddenFeature } from "./hidden-features.ts";
import type { KnownFilms } from "./known-films.ts";
import { knownFilms } from "./known-films.ts";
import { leftoverSteps } from "./leftover-axes.ts";
import { measuringSteps, tellingSteps } from "./measured-films.ts";
import { sharesOf } from "./shares.ts";
import { stabilitySteps } from "./stability.ts";
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
  return atOnce(featureSteps(side));
}

/**
 * The same in some hundred steps of a few milliseconds, for a thread that has others to answer meanwhile; none
 * where they were found before.
 */
export function* featureSteps(side: FilmSide): Generator<void, FoundFeatures> {
  const before = FOUND.get(side);
  if (before !== undefined) return before;
  const found = yield* findingSteps(side);
  FOUND.set(side, found);
  return found;
}

/** A trait, and the direction that tells it. */
export interface ToldTrait {
  readonly trait: Trait;
  readonly direction: Direction;
  /** Of two well-known films that differ, how often directions found without them have the right order. */
  readonly auc: number;
}

/** What {@link foundFeaturesOf} keeps, found anew. */
export function findFeatures(side: FilmSide): FoundFeatures {
  return atOnce(findingSteps(side));
}

function* findingSteps(side: FilmSide): Generator<void, FoundFeatures> {
  const known = knownFilms(side);
  const { wellKnown } = known;
  const others = otherPlaced(side, known);
  const rows = Uint32Array.from([...known.rows, ...others]);
  yield;
  const told = yield* traitSteps(side, known);
  const named = told.filter(({ auc }) => auc >= LEAST_AUC);
  const directions = named.map(({ direction }) => direction);
  const ofOthers = yield* tellingSteps(side, known, others, directions);
  const said = directions.map(({ leftOut }, k) => Float64Array.from([...leftOut, ...ofOthers[k]!]));
  yield;
  const vectors = picksVectors(side, rows);
  yield;
  const axes = (yield* leftoverSteps(vectors, wellKnown, said)).map(towardsTheBestKnown);
  const ofKnown = [...said, ...axes].map((values) => values.subarray(0, wellKnown));
  const traits = named.map(({ trait }) => trait.values);
  yield;
  const stability = yield* stabilitySteps(side, known, traits, ofKnown.slice(named.length));
  const shares = sharesOf(vectors, ofKnown);
  const features = [...said, ...axes].map((values, k): FoundFeature => ({
    name: named[k]?.trait.name,
    kind: named[k]?.trait.kind ?? "unnamed",
    auc: named[k]?.auc,
    stability: [...stability.named, ...stability.unnamed][k]!,
    share: shares[k]!,
    places: placesFrom(values, rows, wellKnown, side.movieCounts.length),
  }));
  return { rows: known.rows.subarray(0, wellKnown), features: features.filter(isFoundAgain) };
}

/** A stability that is no number has nothing to compare with. */
function isFoundAgain({ kind, stability }: FoundFeature): boolean {
  return kind !== "unnamed" || !(stability < LEAST_STABLE);
}

/** All other rows with enough ratings for a place. */
function otherPlaced({ movieCounts }: FilmSide, { rows, floor }: KnownFilms): Uint32Array {
  const isKnown = new Set(rows);
  return Uint32Array.from(movieCounts.keys()).filter(
    (row) => movieCounts[row]! >= floor && !isKnown.has(row),
  );
}

/** All traits that films could be told by, the best told first. */
export function toldTraits(side: FilmSide, known: KnownFilms): ToldTrait[] {
  return atOnce(traitSteps(side, known));
}

function* traitSteps(side: FilmSide, known: KnownFilms): Generator<void, ToldTrait[]> {
  const { rows, wellKnown } = known;
  const traits = traitsOf(side, rows, wellKnown);
  yield;
  const measured = yield* measuringSteps(side, known);
  const directions = yield* directionSteps(
    measured,
    traits.map(({ values }) => values),
  );
  const told: ToldTrait[] = [];
  for (const [t, trait] of traits.entries()) {
    const direction = directions[t]!;
    const [said, actual] = [direction.leftOut, trait.values].map((values) =>
      values.subarray(0, wellKnown),
    );
    told.push({ trait, direction, auc: concordance(said!, actual!) });
    yield;
  }
  return told.sort((a, b) => b.auc - a.auc);
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
