import type { ExportScale } from "./person-export.ts";

/** A scale's ends, and what one of its steps is worth in stars. */
interface ScaleEnds {
  readonly min: number;
  readonly max: number;
  readonly perStar: number;
}

const ENDS: Readonly<Record<ExportScale, ScaleEnds>> = Object.freeze({
  "0.5-5": { min: 0.5, max: 5, perStar: 1 },
  "1-10": { min: 1, max: 10, perStar: 2 },
  "0-10": { min: 0, max: 10, perStar: 2 },
  "0-100": { min: 0, max: 100, perStar: 20 },
});

/** The narrowest first. */
export const EXPORT_SCALES: readonly ExportScale[] = ["0.5-5", "1-10", "0-10", "0-100"];

const LEAST_STARS = 0.5;

/**
 * One value in so many may lie outside: a slip of the finger is no scale. People who use a wider scale
 * go beyond the narrower one much more often.
 */
const VALUES_PER_SLIP = 50;
/** From here on one slip is always allowed; of fewer values each may be meant. */
const LEAST_FOR_A_SLIP = 10;

/** A rating in stars, or `undefined` where the scale does not have it. */
export function starsOf(value: number, scale: ExportScale): number | undefined {
  const { min, max, perStar } = ENDS[scale];
  if (!(value >= min && value <= max)) return undefined;
  return Math.max(LEAST_STARS, value / perStar);
}

/** `a number in [1, 10]`, for a value that is none; that 0 is no star surprises people. */
export function scaleText(scale: ExportScale, value: number | undefined): string {
  const range = `a number in [${ENDS[scale].min}, ${ENDS[scale].max}]`;
  return scale === "0.5-5" && value === 0 ? `${range} (0 is no rating in stars)` : range;
}

/**
 * The narrowest scale that has the values, but for slips; NaN is none. Where nothing is above 5 they are
 * stars: a 0 there is more often a film without a rating than the lowest of ten.
 */
export function scaleOfValues(values: readonly number[]): ExportScale {
  const numbers = values.filter((value) => value >= 0 && value <= ENDS["0-100"].max);
  const slips = slipsAllowed(numbers.length);
  const holds = (scale: ExportScale): boolean => {
    const { min, max } = ENDS[scale];
    const least = scale === "0.5-5" ? 0 : min;
    const outside = numbers.filter((value) => value < least || value > max).length;
    return outside <= slips;
  };
  return EXPORT_SCALES.find(holds) ?? "0-100";
}

function slipsAllowed(values: number): number {
  return values < LEAST_FOR_A_SLIP ? 0 : Math.max(1, Math.floor(values / VALUES_PER_SLIP));
}
