import { Catalogue } from "./core/catalogue/catalogue.ts";
import type { DataSet } from "./core/catalogue/data-set.ts";
import { movieOfId } from "./core/catalogue/movie-of-id.ts";
import { oneOf, rejectUnknownKeys } from "./core/check.ts";
import type { StopSignal } from "./core/errors.ts";
import type { SplitResult } from "./core/evaluate/evaluate-split.ts";
import { evaluatePosterior, evaluateSplit } from "./core/evaluate/evaluate-split.ts";
import type { GibbsOptions } from "./core/learn/gibbs-options.ts";
import type { SweepReport } from "./core/learn/gibbs.ts";
import { learnByGradientDescent } from "./core/learn/gradient-descent.ts";
import type { GradientDescentOptions } from "./core/learn/gradient-descent-options.ts";
import {
  GRADIENT_DESCENT_DEFAULTS,
  resolveGradientDescentOptions,
} from "./core/learn/gradient-descent-options.ts";
import type { EpochReport } from "./core/learn/learning.ts";
import type { Kernels } from "./core/kernels.ts";
import { MOST_MODEL_BYTES, modelBytes } from "./core/model/model-bytes.ts";
import { Model } from "./core/model/model.ts";
import type { Ratings } from "./core/ratings/ratings.ts";
import { Ratings as RatingsTable } from "./core/ratings/ratings.ts";
import type { Split } from "./core/ratings/split.ts";
import { fastestKernels } from "./kernels/wasm-kernels.ts";

/** How to learn. */
export type Method = "gradient-descent";

/** Every method that `train` and `evaluate` know. */
export const METHODS: readonly Method[] = Object.freeze(["gradient-descent"]);

/** What can be chosen about training: the method, and the method's own options. */
export interface TrainOptions extends GradientDescentOptions {
  /** Default `gradient-descent`. */
  readonly method?: Method;
}

/** Every method that `evaluate` knows: Bayesian predictions are measured, not yet kept in models. */
export const EVALUATION_METHODS: readonly EvaluationMethod[] = Object.freeze([
  "gradient-descent",
  "bayesian",
]);

/** How predictions that are to be measured are made. */
export type EvaluationMethod = Method | "bayesian";

/** What can be chosen about an evaluation: the method, and the method's own options. */
export type EvaluateOptions = TrainOptions | BayesianOptions;

/** Gibbs sampling of the two-sided who-rated-what model. */
export interface BayesianOptions extends GibbsOptions {
  readonly method: "bayesian";
}

/** What a run needs besides its options; nothing of it is stored in the model. */
export interface TrainContext {
  /** Default: {@link fastestKernels}. */
  readonly kernels?: Kernels | undefined;
  /** Stops training between two epochs. */
  readonly signal?: StopSignal | undefined;
  /** Called after every epoch of gradient descent. */
  readonly onEpoch?: ((report: EpochReport) => void) | undefined;
  /** Called after every sweep of sampling. */
  readonly onSweep?: ((report: SweepReport) => void) | undefined;
}

const CONTEXT_KEYS: Required<Record<keyof TrainContext, true>> = Object.freeze({
  kernels: true,
  signal: true,
  onEpoch: true,
  onSweep: true,
});

/** The most that training holds up the event loop, beyond an epoch. */
const GIVE_WAY_AFTER_MS = 30;

/**
 * Learns hidden features and returns the model. Gives way to the event loop between epochs, so
 * that progress is drawn and interrupts are heard.
 *
 * @param data - a data set, or bare ratings (then each film's id is its title, `Fargo (1996)` with
 *   its year); kept in part.
 * @returns the same model, bit for bit, for the same data, options and seed, on every machine.
 * @throws {DataError} if there is no rating.
 * @throws {TrainingDivergedError} if the error grows without bound; its message names the option to change.
 * @throws {AbortedError} if `context.signal` was set.
 * @throws {TypeError | RangeError} for an unknown or wrong option, or data of another kind.
 *
 * Cost: O(N·F) an epoch: MovieLens 100K in well under a second.
 *
 * @example
 * ```ts
 * const ratings = Ratings.fromRows([
 *   { userId: "ann", movieId: "Alien", rating: 5 },
 *   { userId: "ann", movieId: "Big", rating: 2 },
 *   { userId: "bob", movieId: "Alien", rating: 4 },
 * ]);
 * const model = await train(ratings, { factors: 2, epochs: 5, heldOutShare: 0 });
 * assert.ok(model.predict("bob", "Alien") > model.predict("bob", "Big"));
 * ```
 */
export async function train(
  data: DataSet | Ratings,
  options: TrainOptions = {},
  context: TrainContext = {},
): Promise<Model> {
  const { method, ...own } = splitMethod("Cannot train", options);
  rejectUnknownKeys("Cannot train", context, CONTEXT_KEYS);
  const { name, ratings, catalogue } = dataSetOf(data);
  const settings = resolveGradientDescentOptions(own);
  checkSize(catalogue, ratings, settings.factors);
  const run = learnByGradientDescent(ratings, settings, withKernels(context));
  const learned = await drain(run, context.onEpoch);
  return new Model({
    catalogue,
    scale: ratings.scale,
    head: learned.head,
    movieCounts: ratings.movieCounts(),
    halfWidth80: learned.halfWidth80,
    users: ratings.users,
    provenance: {
      data: name,
      users: ratings.userCount,
      movies: catalogue.filmCount,
      ratings: ratings.length,
      method,
      options: settings,
      epochs: learned.epochs,
      heldOutError: Number.isNaN(learned.heldOutError) ? null : learned.heldOutError,
    },
  });
}

/**
 * Learns from one part of a split and measures on the other; the same options and errors as
 * {@link train}, and the method `bayesian` with options of its own.
 *
 * @throws {DataError} if a part is empty.
 * @throws as {@link train}.
 *
 * Cost: that of training.
 *
 * @example
 * ```ts
 * const split = splitAtRandom(synthesize().ratings, 0.2, 1);
 * const { rmse, baselines } = await evaluate(split, { factors: 8 });
 * assert.ok(rmse < baselines.biasOnly.rmse);
 * ```
 */
export async function evaluate(
  split: Split,
  options: EvaluateOptions = {},
  context: TrainContext = {},
): Promise<SplitResult> {
  rejectUnknownKeys("Cannot evaluate", context, CONTEXT_KEYS);
  if (options.method === "bayesian") {
    const { method: _, ...own } = options;
    return drain(evaluatePosterior(split, own, withKernels(context)), context.onSweep);
  }
  const { method: _, ...own } = splitMethod("Cannot evaluate", options);
  return drain(evaluateSplit(split, own, withKernels(context)), context.onEpoch);
}

function splitMethod(
  action: string,
  { method, ...own }: TrainOptions,
): GradientDescentOptions & { method: Method } {
  rejectUnknownKeys(action, own, { ...GRADIENT_DESCENT_DEFAULTS, method: "" });
  return { ...own, method: oneOf(action, "method", method ?? "gradient-descent", METHODS) };
}

function withKernels({ kernels, signal }: TrainContext): {
  kernels: Kernels;
  signal: StopSignal | undefined;
} {
  return { kernels: kernels ?? fastestKernels(), signal };
}

async function drain<Report, T>(
  run: Generator<Report, T>,
  onReport: ((report: Report) => void) | undefined,
): Promise<T> {
  let gaveWay = performance.now();
  for (;;) {
    const step = run.next();
    if (step.done === true) return step.value;
    onReport?.(step.value);
    if (performance.now() - gaveWay < GIVE_WAY_AFTER_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    gaveWay = performance.now();
  }
}

function dataSetOf(data: DataSet | Ratings): Pick<DataSet, "name" | "ratings" | "catalogue"> {
  if (data instanceof RatingsTable) return bareDataSet(data);
  if (data?.ratings instanceof RatingsTable && data.catalogue instanceof Catalogue) return data;
  throw new TypeError(
    'Cannot train: "data" must be a data set or Ratings (Ratings.fromRows makes them of rows)',
  );
}

function bareDataSet(ratings: Ratings): Pick<DataSet, "name" | "ratings" | "catalogue"> {
  return {
    name: "Ratings",
    ratings,
    catalogue: new Catalogue(ratings.movies.toArray().map(movieOfId)),
  };
}

/** A model that no file could hold is refused before an hour of training, not after. */
function checkSize(catalogue: Catalogue, ratings: Ratings, factors: number): void {
  const bytes = modelBytes(catalogue, ratings.users, factors);
  if (bytes <= MOST_MODEL_BYTES) return;
  throw new RangeError(
    `Cannot train: "factors" must be lower for so many users and films: ${factors} make a model of ` +
      `${(bytes / 2 ** 30).toFixed(1)} GiB, and ${MOST_MODEL_BYTES / 2 ** 30} GiB is the most`,
  );
}
