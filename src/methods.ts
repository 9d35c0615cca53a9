import { oneOf, rejectUnknownKeys } from "./core/check.ts";
import type { GibbsOptions, GibbsSettings } from "./core/learn/gibbs-options.ts";
import { GIBBS_DEFAULTS, resolveGibbsOptions } from "./core/learn/gibbs-options.ts";
import type { GradientDescentOptions } from "./core/learn/gradient-descent-options.ts";
import {
  GRADIENT_DESCENT_DEFAULTS,
  resolveGradientDescentOptions,
} from "./core/learn/gradient-descent-options.ts";
import type { WeightedAlsOptions } from "./core/learn/weighted-als-options.ts";
import {
  WEIGHTED_ALS_DEFAULTS,
  resolveWeightedAlsOptions,
} from "./core/learn/weighted-als-options.ts";
import type { ModelSize } from "./core/model/model-bytes.ts";

/** How to learn. */
export type Method = "bayesian" | "gradient-descent" | "weighted-als";

/** Every method that `train` and `evaluate` know; the first is the default. */
export const METHODS: readonly Method[] = Object.freeze([
  "bayesian",
  "gradient-descent",
  "weighted-als",
]);

/** What can be chosen about learning: the method, and the method's own options. */
export type TrainOptions = DescentOptions | BayesianOptions | AlsOptions;

/** The story's own algorithm for stars. */
export interface DescentOptions extends GradientDescentOptions {
  readonly method: "gradient-descent";
}

/** Gibbs sampling of the two-sided who-rated-what model for stars. */
export interface BayesianOptions extends GibbsOptions {
  /** This is the default. */
  readonly method?: "bayesian";
}

/** What picks are learned by, alone: stars then come from biases, without hidden features. */
export interface AlsOptions extends WeightedAlsOptions {
  readonly method: "weighted-als";
}

/** A method and its options, checked and with the defaults filled in. */
export type Learning =
  | { readonly method: "gradient-descent"; readonly settings: Required<GradientDescentOptions> }
  | { readonly method: "bayesian"; readonly settings: GibbsSettings }
  | { readonly method: "weighted-als"; readonly settings: Required<WeightedAlsOptions> };

/** @throws {TypeError | RangeError} for an unknown or wrong option. */
export function learningOf(action: string, options: TrainOptions): Learning {
  const method = oneOf(action, "method", options.method ?? METHODS[0]!, METHODS);
  if (options.method === "gradient-descent") {
    const { method: _, ...own } = options;
    rejectUnknownKeys(action, own, { ...GRADIENT_DESCENT_DEFAULTS, method });
    return { method: options.method, settings: resolveGradientDescentOptions(own) };
  }
  if (options.method === "weighted-als") {
    const { method: _, ...own } = options;
    rejectUnknownKeys(action, own, { ...WEIGHTED_ALS_DEFAULTS, method });
    return { method: options.method, settings: resolveWeightedAlsOptions(own) };
  }
  const { method: _, ...own } = options;
  rejectUnknownKeys(action, own, { ...GIBBS_DEFAULTS, method });
  return { method: "bayesian", settings: resolveGibbsOptions(own) };
}

/** How large a model will be. */
export function modelSizeOf(learning: Learning): ModelSize {
  const { factors: picksFactors, views: picksViews } = picksSettings(learning);
  return {
    ...{ factors: starsFactors(learning), picksFactors, picksViews },
    hasPosterior: learning.method === "bayesian",
  };
}

function starsFactors({ method, settings }: Learning): number {
  if (method === "weighted-als") return 0;
  return method === "bayesian" ? settings.keptFactors : settings.factors;
}

/** The options of the picks head beside a stars head learned so. */
export function picksSettings({ method, settings }: Learning): Required<WeightedAlsOptions> {
  return method === "weighted-als" ? settings : { ...WEIGHTED_ALS_DEFAULTS, seed: settings.seed };
}
