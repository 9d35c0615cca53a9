import { oneOf, rejectUnknownKeys } from "./core/check.js";
import { GIBBS_DEFAULTS, resolveGibbsOptions } from "./core/learn/gibbs-options.js";
import { GRADIENT_DESCENT_DEFAULTS, resolveGradientDescentOptions, } from "./core/learn/gradient-descent-options.js";
import { WEIGHTED_ALS_DEFAULTS, resolveWeightedAlsOptions, } from "./core/learn/weighted-als-options.js";
/** Every method that `train` and `evaluate` know; the first is the default. */
export const METHODS = Object.freeze([
    "bayesian",
    "gradient-descent",
    "weighted-als",
]);
/** @throws {TypeError | RangeError} for an unknown or wrong option. */
export function learningOf(action, options) {
    const method = oneOf(action, "method", options.method ?? METHODS[0], METHODS);
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
/** The options of the picks head beside a stars head learned so. */
export function picksSettings({ method, settings }) {
    return method === "weighted-als" ? settings : { ...WEIGHTED_ALS_DEFAULTS, seed: settings.seed };
}
