import type { FeatureName, FilmMap } from "../../messages.ts";
import type { Point } from "./camera.ts";

/** A part of the map where films of one feature stand together. */
export interface Region extends Point {
  readonly name: string;
}

/** So many films, those farthest out, say where a feature is at home. */
const FILMS = 30;
/** A place beyond this says that a film has it. */
const HAS_IT = 0.35;
const NEIGHBOURS = 10;
/** Films spread over more than this, as the map goes, have no home. */
const WIDEST = 0.3;
/** Homes nearer than this would be one name over the other. */
const APART = 0.16;

/**
 * Where named features are at home: the place among the films farthest out where they stand closest
 * together. Features scattered over the map have none.
 *
 * Cost: O(features·FILMS²).
 */
export function regionsOf(films: FilmMap["films"], features: readonly FeatureName[]): Region[] {
  const regions: (Region & { readonly spread: number })[] = [];
  for (const [k, { name, isNamed }] of features.entries()) {
    if (!isNamed) continue;
    const strongest = films
      .filter(({ print }) => print[k]! >= HAS_IT)
      .sort((a, b) => b.print[k]! - a.print[k]!)
      .slice(0, FILMS);
    const home = closest(strongest);
    if (home !== undefined && home.spread <= WIDEST) regions.push({ name, ...home });
  }
  regions.sort((a, b) => a.spread - b.spread);
  const kept: Region[] = [];
  for (const { name, x, y } of regions) {
    const isFree = kept.every((other) => Math.hypot(other.x - x, other.y - y) >= APART);
    if (isFree) kept.push({ name, x, y });
  }
  return kept;
}

function closest(places: readonly Point[]): (Point & { readonly spread: number }) | undefined {
  let best: (Point & { readonly spread: number }) | undefined;
  for (const place of places) {
    const near = places
      .map((other) => ({ other, distance: Math.hypot(other.x - place.x, other.y - place.y) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, NEIGHBOURS + 1);
    if (near.length <= NEIGHBOURS) return undefined; // too few to be at home anywhere
    const spread = near.at(-1)!.distance;
    if (best !== undefined && spread >= best.spread) continue;
    const middle = (of: (point: Point) => number): number =>
      near.reduce((sum, { other }) => sum + of(other), 0) / near.length;
    best = { x: middle((point) => point.x), y: middle((point) => point.y), spread };
  }
  return best;
}
