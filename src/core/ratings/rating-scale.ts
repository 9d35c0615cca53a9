import { numberIn } from "../check.ts";

/** The lowest and highest rating, and the step between ratings, in stars. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** MovieLens 100K and 1M: whole stars. */
export const WHOLE_STARS: RatingScale = Object.freeze({ min: 1, max: 5, step: 1 });

/** MovieLens 10M and later, Letterboxd: half stars. */
export const HALF_STARS: RatingScale = Object.freeze({ min: 0.5, max: 5, step: 0.5 });

/** Whether `rating` lies on the scale, between two steps included; never for NaN. */
export function onScale(scale: RatingScale, rating: number): boolean {
  return rating >= scale.min && rating <= scale.max;
}

/** `rating`, or the end of the scale that it overshoots. */
export function clampToScale(scale: RatingScale, rating: number): number {
  return Math.min(scale.max, Math.max(scale.min, rating));
}

/** @throws {RangeError} where the ends are not finite, or in the wrong order, or the step is not above 0. */
export function checkScale(action: string, scale: RatingScale): RatingScale {
  numberIn(action, "scale.min", scale.min, -1e6, 1e6);
  numberIn(action, "scale.max", scale.max, scale.min, 1e6);
  numberIn(action, "scale.step", scale.step, Number.MIN_VALUE, Infinity);
  return scale;
}
