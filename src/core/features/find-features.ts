import type { FilmSide } from "../taste/film-side.ts";
import { concordance } from "./concordance.ts";
import type { Direction } from "./directions.ts";
import { findDirections, placeAlong } from "./directions.ts";
import type { FilmVectors } from "./film-vectors.ts";
import { filmVectors } from "./film-vectors.ts";
import type { HiddenFeature } from "./hidden-features.ts";
import type { KnownFilms } from "./known-films.ts";
import { knownFilms } from "./known-films.ts";
import { leftoverAxes } from "./leftover-axes.ts";
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

const FOUND = new WeakMap<FilmSide, FoundFeatures>();

/** Cost: O(films·D² + D³) the first time, then O(1). */
export function foundFeaturesOf(side: FilmSide): FoundFeatures {
  const known = FOUND.get(side);
  if (known !== undefined) return known;
  const found = findFeatures(side);
  FOUND.set(side, found);
  return found;
}

interface Named {
  readonly trait: Trait;
  readonly auc: number;
  readonly direction: Direction;
}

function findFeatures(side: FilmSide): FoundFeatures {
  const known = knownFilms(side);
  const { rows } = known;
  const vectors = filmVectors(side, rows);
  if (vectors.width === 0 || rows.length < 2) return { rows, features: [] };
  const named = namedDirections(side, rows, vectors);
  const own = named.map(({ direction }) => direction.leftOut);
  const axes = leftoverAxes(vectors, own).map(towardsTheBestKnown);
  const stability = stabilitiesOf(
    side,
    rows,
    named.map(({ trait }) => trait.values),
    axes,
  );
  const shares = sharesOf(vectors, [...own, ...axes]);
  const placesOf = placing(side, known);
  return {
    rows,
    features: [
      ...named.map(({ trait: { name, kind }, auc, direction }, k) => ({
        ...{ name, kind, auc, stability: stability.named[k]!, share: shares[k]! },
        places: placesOf(direction.leftOut, direction),
      })),
      ...axes.map((axis, k) => ({
        ...{ name: undefined, kind: "unnamed" as const, auc: undefined },
        ...{ stability: stability.unnamed[k]!, share: shares[named.length + k]! },
        places: placesOf(axis),
      })),
    ],
  };
}

/** The best told first. */
function namedDirections(side: FilmSide, rows: Uint32Array, vectors: FilmVectors): Named[] {
  const traits = traitsOf(side, rows);
  const directions = findDirections(
    vectors,
    traits.map(({ values }) => values),
  );
  return traits
    .map((trait, k) => {
      const direction = directions[k]!;
      return { trait, direction, auc: concordance(direction.leftOut, trait.values) };
    })
    .filter(({ auc }) => auc >= LEAST_AUC)
    .sort((a, b) => b.auc - a.auc);
}

function towardsTheBestKnown(axis: Float64Array): Float64Array {
  return axis[0]! < 0 ? axis.map((value) => -value) : axis;
}

/**
 * Scales what is said of the well-known films to −1 … 1, and places all others with enough ratings.
 */
function placing(
  side: FilmSide,
  { rows, floor }: KnownFilms,
): (own: Float64Array, direction?: Omit<Direction, "leftOut">) => Float32Array {
  const { movieCounts } = side;
  const isKnown = new Set(rows);
  const others = Uint32Array.from(movieCounts.keys()).filter(
    (row) => movieCounts[row]! >= floor && !isKnown.has(row),
  );
  const vectors = filmVectors(side, others);
  return (own, direction) => {
    const places = new Float32Array(movieCounts.length).fill(NaN);
    const middle = own.reduce((sum, value) => sum + value, 0) / own.length;
    const reach = own.reduce((most, value) => Math.max(most, Math.abs(value - middle)), 0) || 1;
    const place = (value: number): number => Math.max(-1, Math.min(1, (value - middle) / reach));
    for (const [k, row] of rows.entries()) places[row] = place(own[k]!);
    if (direction === undefined) return places;
    for (const [k, row] of others.entries()) {
      places[row] = place(placeAlong(direction, vectors, k));
    }
    return places;
  };
}
