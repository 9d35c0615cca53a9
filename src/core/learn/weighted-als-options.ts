import { integerIn, numberIn, rejectUnknownKeys } from "../check.ts";

/** What can be chosen about weighted factorisation. Plain data: it is stored in the model file. */
export interface WeightedAlsOptions {
  /** F, the number of hidden features of each view. Integer in [1, 512]. Default 32. */
  readonly factors?: number;
  /** Views whose scores are added: three from three starts err less than one made larger. Integer in [1, 16]. Default 3. */
  readonly views?: number;
  /** Passes over both sides, of each view. Integer in [1, 1000]. Default 5. */
  readonly sweeps?: number;
  /** λ: a row with n ratings has the ridge λ·(n + w₀·rows of the other side). In [1e-6, 100]. Default 0.03. */
  readonly regularization?: number;
  /**
   * How much all films that people have not rated weigh together, as films of no worth to them, those
   * rated weighing 1: w₀ = unseenRatio·N/(U·I). In [1e-3, 1000]. Default 3.
   */
  readonly unseenRatio?: number;
  /** c, in stars: a rating up to here says as little for a film as none; above, it counts (r − c)/2. In [0, 100]. Default 1.5. */
  readonly neutral?: number;
  /** Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
}

/** The one place of the defaults. */
export const WEIGHTED_ALS_DEFAULTS: Readonly<Required<WeightedAlsOptions>> = Object.freeze({
  factors: 32,
  views: 3,
  sweeps: 5,
  regularization: 0.03,
  unseenRatio: 3,
  neutral: 1.5,
  seed: 1,
});

/**
 * Fills in the defaults.
 *
 * @throws {TypeError | RangeError} for an unknown option, one of the wrong type, or out of range.
 */
export function resolveWeightedAlsOptions(
  given: WeightedAlsOptions = {},
): Required<WeightedAlsOptions> {
  const action = "Cannot train";
  const defaults = WEIGHTED_ALS_DEFAULTS;
  rejectUnknownKeys(action, given, defaults);
  const number = (name: keyof WeightedAlsOptions, min: number, max: number): number =>
    numberIn(action, name, given[name] ?? defaults[name], min, max);
  const integer = (name: keyof WeightedAlsOptions, min: number, max: number): number =>
    integerIn(action, name, given[name] ?? defaults[name], min, max);
  return {
    factors: integer("factors", 1, 512),
    views: integer("views", 1, 16),
    sweeps: integer("sweeps", 1, 1000),
    regularization: number("regularization", 1e-6, 100),
    unseenRatio: number("unseenRatio", 1e-3, 1000),
    neutral: number("neutral", 0, 100),
    seed: integer("seed", 0, 2 ** 32 - 1),
  };
}
