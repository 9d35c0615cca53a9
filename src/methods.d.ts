import type { GibbsOptions, GibbsSettings } from "./core/learn/gibbs-options.ts";
import type { GradientDescentOptions } from "./core/learn/gradient-descent-options.ts";
import type { WeightedAlsOptions } from "./core/learn/weighted-als-options.ts";
/** How to learn. */
export type Method = "bayesian" | "gradient-descent" | "weighted-als";
/** Every method that `train` and `evaluate` know; the first is the default. */
export declare const METHODS: readonly Method[];
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
export type Learning = {
    readonly method: "gradient-descent";
    readonly settings: Required<GradientDescentOptions>;
} | {
    readonly method: "bayesian";
    readonly settings: GibbsSettings;
} | {
    readonly method: "weighted-als";
    readonly settings: Required<WeightedAlsOptions>;
};
/** @throws {TypeError | RangeError} for an unknown or wrong option. */
export declare function learningOf(action: string, options: TrainOptions): Learning;
/** The options of the picks head beside a stars head learned so. */
export declare function picksSettings({ method, settings }: Learning): Required<WeightedAlsOptions>;
