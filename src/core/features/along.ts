import type { FilmSide } from "../taste/film-side.ts";
import type { HiddenFeature } from "./hidden-features.ts";

/** Where a row of features lies along a hidden feature, in the model's own units. */
export function along(
  { direction }: Pick<HiddenFeature, "direction">,
  rows: Float32Array,
  at: number,
): number {
  return direction.reduce((sum, weight, f) => sum + weight * rows[at + f]!, 0);
}

/** How far out, in the model's own units, the well-known film at ±1 lies. */
export function outermost({ head }: Pick<FilmSide, "head">, feature: HiddenFeature): number {
  const ends = [...feature.low.slice(0, 1), ...feature.high.slice(0, 1)];
  return ends.reduce((most, { movieIndex }) => {
    return Math.max(most, Math.abs(along(feature, head.movieFactors, movieIndex * head.factors)));
  }, 0);
}
