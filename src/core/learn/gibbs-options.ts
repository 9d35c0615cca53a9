import { integerIn, numberIn, oneOf, rejectUnknownKeys } from "../check.ts";

/** How ratings come from predictions. */
export type Likelihood = "gaussian" | "ordered-probit";

/** The likelihoods there are. */
export const LIKELIHOODS: readonly Likelihood[] = Object.freeze(["gaussian", "ordered-probit"]);

/** What can be chosen about Gibbs sampling. Plain data. */
export interface GibbsOptions {
  /**
   * F, the number of hidden features, or several whose predictions are averaged. Integers in
   * [1, 256]. Default 16, 32, 64: three views err less than any one made larger.
   */
  readonly factors?: number | readonly number[];
  /** Passes over everything, the first ones included. Integer in [1, 100 000]. Default 150. */
  readonly sweeps?: number;
  /** First sweeps that are not averaged. Integer in [0, sweeps). Default 50. */
  readonly burnIn?: number;
  /**
   * Power of the likelihood: below 1 the priors count for more. In [0.1, 1]. Default 0.9. With ordered
   * probit, power of that of the cut points and precision of the latent numbers.
   */
  readonly trust?: number;
  /**
   * How many hidden features a model keeps of all that were sampled. Integer in [0, 256]; 0 keeps
   * none. Default 32: on an inner split (a fifth of u2.base) 48 gain .0001, 16 lose .0004.
   */
  readonly keptFactors?: number;
  /**
   * Share of the ratings that training keeps apart to tell how far off it is. In [0, 0.5]. Default
   * 0.01. Evaluations, which have a test part, keep none apart.
   */
  readonly heldOutShare?: number;
  /**
   * Share of the predictions that comes from the raters' view ({@link RaterModel}), which errs
   * differently. In [0, 1]; 0 leaves it out. Default 0.33. In evaluations only, since a model keeps what
   * was sampled; and only where ratings have 2 to 20 levels, and users are few enough for its parameters
   * to take 1 GiB (56 000 where there are five levels).
   */
  readonly raterWeight?: number;
  /**
   * `gaussian`: stars are a prediction plus normal noise. `ordered-probit`: stars are ordered levels,
   * between which a latent number is cut; for 2 to 20 levels, in evaluations: a model keeps a
   * gaussian one. Default gaussian.
   */
  readonly likelihood?: Likelihood;
  /** Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
}

/** Options with the defaults filled in; `factors` is always a list. */
export type GibbsSettings = Readonly<Required<Omit<GibbsOptions, "factors">>> & {
  readonly factors: readonly number[];
};

/**
 * The one place of the defaults. Tuned on inner splits of MovieLens 100K (a fifth of u2.base, of
 * u4.base): RMSE at F = 16 with trust 1 .892, .9 .886, .8 .887, .6 .898; with trust .9 at F = 8, 16,
 * 32 together .8848 and .8774, 12, 24, 48 .8843 and .8768, 16, 32, 64 .8840 and .8767, 32 and 64
 * .8844 and .8772, 64 twice .8849 and .8780. With a share of the raters' view of .25 .8813 and .8738, of
 * .33 .8810 and .8734, of .4 .8809 and .8733; on one of MovieLens 1M, of .25 .8173, of .33 .8173, of .4 .8179.
 */
export const GIBBS_DEFAULTS: GibbsSettings = Object.freeze({
  factors: Object.freeze([16, 32, 64]),
  sweeps: 150,
  burnIn: 50,
  trust: 0.9,
  keptFactors: 32,
  heldOutShare: 0.01,
  raterWeight: 0.33,
  likelihood: "gaussian",
  seed: 1,
});

/**
 * Fills in the defaults.
 *
 * @throws {TypeError | RangeError} for an unknown option, one of the wrong type, or out of range.
 */
export function resolveGibbsOptions(given: GibbsOptions = {}): GibbsSettings {
  const action = "Cannot sample";
  const defaults = GIBBS_DEFAULTS;
  rejectUnknownKeys(action, given, defaults);
  const factors = [given.factors ?? defaults.factors].flat();
  if (factors.length === 0) {
    throw new RangeError(
      `${action}: "factors" must be a number or a list of them, got an empty list`,
    );
  }
  const sweeps = integerIn(action, "sweeps", given.sweeps ?? defaults.sweeps, 1, 100_000);
  const burnIn = given.burnIn ?? Math.min(defaults.burnIn, Math.floor(sweeps / 3));
  return {
    factors: factors.map((count) => integerIn(action, "factors", count, 1, 256)),
    sweeps,
    burnIn: integerIn(action, "burnIn", burnIn, 0, sweeps - 1),
    trust: numberIn(action, "trust", given.trust ?? defaults.trust, 0.1, 1),
    keptFactors: integerIn(
      action,
      "keptFactors",
      given.keptFactors ?? defaults.keptFactors,
      0,
      256,
    ),
    heldOutShare: numberIn(
      action,
      "heldOutShare",
      given.heldOutShare ?? defaults.heldOutShare,
      0,
      0.5,
    ),
    raterWeight: numberIn(action, "raterWeight", given.raterWeight ?? defaults.raterWeight, 0, 1),
    likelihood: oneOf(action, "likelihood", given.likelihood ?? defaults.likelihood, LIKELIHOODS),
    seed: integerIn(action, "seed", given.seed ?? defaults.seed, 0, 2 ** 32 - 1),
  };
}
