import { Catalogue } from "./core/catalogue/catalogue.ts";
import type { DataSet } from "./core/catalogue/data-set.ts";
import { movieOfId } from "./core/catalogue/movie-of-id.ts";
import { rejectUnknownKeys } from "./core/check.ts";
import type { StopSignal } from "./core/errors.ts";
import type { SplitResult } from "./core/evaluate/evaluate-split.ts";
import {
  checkTestPart,
  evaluateBiases,
  measureDescent,
  measurePosterior,
} from "./core/evaluate/evaluate-split.ts";
import { starErrors } from "./core/evaluate/metrics.ts";
import type { Kernels } from "./core/kernels.ts";
import { checkAlsRoom } from "./core/learn/als-room.ts";
import { biasHead } from "./core/learn/bias-head.ts";
import type { GibbsSettings } from "./core/learn/gibbs-options.ts";
import type { Probe, Sampled, SweepReport } from "./core/learn/gibbs.ts";
import { sampleByGibbs } from "./core/learn/gibbs.ts";
import type { LearnContext } from "./core/learn/descent-steps.ts";
import type { GradientDescentOptions } from "./core/learn/gradient-descent-options.ts";
import { learnByGradientDescent } from "./core/learn/gradient-descent.ts";
import type { EpochReport, FeaturesSoFar, Learned, PicksHead } from "./core/learn/learning.ts";
import type { PartState } from "./core/learn/part-run.ts";
import type { StreamedRatings } from "./core/learn/streamed-ratings.ts";
import type { WeightedAlsOptions } from "./core/learn/weighted-als-options.ts";
import type { AlsReport } from "./core/learn/weighted-als.ts";
import { learnByWeightedAls } from "./core/learn/weighted-als.ts";
import { checkKeepable, keptApart, starsHeadOf } from "./core/model/bayesian-model.ts";
import { checksumOf } from "./core/model/crc32.ts";
import { MOST_MODEL_BYTES, modelBytes } from "./core/model/model-bytes.ts";
import { Model } from "./core/model/model.ts";
import type { Ratings } from "./core/ratings/ratings.ts";
import { Ratings as RatingsTable } from "./core/ratings/ratings.ts";
import type { Split } from "./core/ratings/split.ts";
import { drain } from "./drain.ts";
import { fastestKernels } from "./kernels/wasm-kernels.ts";
import type { Learning, TrainOptions } from "./methods.ts";
import { learningOf, modelSizeOf, picksSettings } from "./methods.ts";
import { alsInThreads } from "./parallel/als-in-threads.ts";
import { descendInThreads } from "./parallel/descend-in-threads.ts";
import { sampleInThreads } from "./parallel/sample-in-threads.ts";
import type { Threads } from "./parallel/threads.ts";
import { learnStreamed, learnStreamedPicks } from "./train-streamed.ts";

/** What a run needs besides its options; nothing of it is stored in the model. */
export interface TrainContext {
  /** Default: {@link fastestKernels}. */
  readonly kernels?: Kernels | undefined;
  /** Stops training between two epochs or sweeps; nothing is returned. */
  readonly signal?: StopSignal | undefined;
  /** Ends sampling after the sweep at hand: the model is made of what was found until then. */
  readonly enough?: StopSignal | undefined;
  /**
   * Threads for learning, of much data or by sampling, as of `nodeThreads()` of
   * `matinee/node`, or `webThreads()` in a browser. Default: the caller's own. The result is the same,
   * bit for bit.
   */
  readonly threads?: Threads | undefined;
  /** Where sampling stood and is kept from time to time, as of `openCheckpoint` of `matinee/node`. */
  readonly checkpoint?: SamplingCheckpoint | undefined;
  /**
   * Called by gradient descent with the random numbers it begins with and after every epoch, before
   * `onEpoch`: for whoever wants to watch features form. The result does not depend on it.
   */
  readonly onFeatures?: ((soFar: FeaturesSoFar) => void) | undefined;
  /** Called after every epoch of gradient descent. */
  readonly onEpoch?: ((report: EpochReport) => void) | undefined;
  /** Called after every sweep of sampling. */
  readonly onSweep?: ((report: SweepReport) => void) | undefined;
  /** Called after every sweep of the picks head, which is learned last. */
  readonly onPicksSweep?: ((report: AlsReport) => void) | undefined;
}

/** One run of sampling that can be taken up again. */
export interface SamplingCheckpoint {
  /**
   * Where each part stood; empty for a new run.
   *
   * @param of - what is sampled: a checksum of ratings, pairs and options.
   * @throws {CheckpointError} if it is kept of something else.
   */
  resume(of: string): readonly (PartState | undefined)[];
  /** Takes a newer one; called often, so it should return at once. */
  keep(part: number, state: PartState): void;
}

const CONTEXT_KEYS: Required<Record<keyof TrainContext, true>> = Object.freeze({
  kernels: true,
  signal: true,
  enough: true,
  threads: true,
  checkpoint: true,
  onFeatures: true,
  onEpoch: true,
  onSweep: true,
  onPicksSweep: true,
});

/**
 * Learns hidden features and returns the model. Gives way to the event loop between epochs, so
 * that progress is drawn and interrupts are heard.
 *
 * @param data - a data set, or bare ratings (then each film's id is its title, `Fargo (1996)` with
 *   its year); kept in part. Or a pack, as of `streamPack` of `matinee/node`, whose ratings are read
 *   block by block.
 * @returns the same model, bit for bit, for the same data, options and seed, on every machine.
 * @throws {DataError} if there is no rating, `data` is a pack and the method bayesian, or what picks are
 *   learned in would take more than 4 GiB.
 * @throws {TrainingDivergedError} if the error grows without bound; its message names the option to change.
 * @throws {AbortedError} if `context.signal` was set.
 * @throws {TypeError | RangeError} for an unknown or wrong option, or data of another kind.
 *
 * Cost: O(N·F) an epoch or sweep: MovieLens 100K in 15 s, by gradient descent in a tenth of one.
 *
 * @example
 * ```ts
 * const ratings = Ratings.fromRows([
 *   { userId: "ann", movieId: "Alien", rating: 5 },
 *   { userId: "ann", movieId: "Big", rating: 2 },
 *   { userId: "bob", movieId: "Alien", rating: 4 },
 * ]);
 * const model = await train(ratings, { factors: 2, sweeps: 40 });
 * assert.ok(model.predict("bob", "Alien") > model.predict("bob", "Big"));
 * ```
 */
export async function train(
  data: DataSet | Ratings | StreamedRatings,
  options: TrainOptions = {},
  context: TrainContext = {},
): Promise<Model> {
  rejectUnknownKeys("Cannot train", context, CONTEXT_KEYS);
  const learning = keptByModels(learningOf("Cannot train", options));
  const picks = picksSettings(learning);
  if (isStreamed(data)) {
    checkContext(context);
    checkSize(data.catalogue, data, learning);
    checkAlsRoom({ users: data.userCounts, movies: data.movieCounts }, picks);
    const { threads, onEpoch, onPicksSweep } = context;
    const around = { ...watched(context), threads, onEpoch, onPicksSweep };
    const learned = await learnStreamed(learning, data, around);
    const picksHead = await learnStreamedPicks(data, picks, around);
    return modelOf(data, { learning, learned, picks, picksHead });
  }
  const { name, ratings, catalogue } = dataSetOf(data);
  checkSize(catalogue, ratings, learning);
  const movieCounts = ratings.movieCounts();
  checkAlsRoom({ users: ratings.userCounts(), movies: movieCounts }, picks);
  const learned = await learn(learning, ratings, context);
  const picksHead = await learnPicks(ratings, picks, context);
  const { users, scale, length } = ratings;
  const told = { name, catalogue, users, scale, length, movieCounts };
  return modelOf(told, { learning, learned, picks, picksHead });
}

function isStreamed(data: DataSet | Ratings | StreamedRatings): data is StreamedRatings {
  return data !== null && typeof data === "object" && "kind" in data && data.kind === "streamed";
}

/** What was learned, and how. */
interface AllLearned {
  readonly learning: Learning;
  readonly learned: Pick<Learned, "head" | "epochs" | "heldOutError" | "halfWidth80">;
  readonly picks: Required<WeightedAlsOptions>;
  readonly picksHead: PicksHead;
}

function modelOf(
  {
    name,
    catalogue,
    users,
    scale,
    length,
    movieCounts,
  }: Pick<StreamedRatings, "name" | "catalogue" | "users" | "scale" | "length" | "movieCounts">,
  { learning, learned, picks, picksHead }: AllLearned,
): Model {
  return new Model({
    ...{ catalogue, scale, picksHead, movieCounts, users },
    head: learned.head,
    halfWidth80: learned.halfWidth80,
    provenance: {
      data: name,
      users: users.size,
      movies: catalogue.filmCount,
      ratings: length,
      method: learning.method,
      options: learning.settings,
      picks,
      epochs: learned.epochs,
      heldOutError: Number.isNaN(learned.heldOutError) ? null : learned.heldOutError,
    },
  });
}

/** A model does not keep the raters' view, so its options do not speak of one. */
function keptByModels(learning: Learning): Learning {
  if (learning.method !== "bayesian") return learning;
  return { ...learning, settings: { ...learning.settings, raterWeight: 0 } };
}

async function learn(
  { method, settings }: Learning,
  ratings: Ratings,
  context: TrainContext,
): Promise<Pick<Learned, "head" | "epochs" | "heldOutError" | "halfWidth80">> {
  if (method === "gradient-descent") {
    return descend(ratings, settings, context);
  }
  if (method === "weighted-als") {
    return { ...biasHead(ratings, settings.seed), epochs: settings.sweeps };
  }
  checkKeepable(settings);
  const { train: known, test: apart } = keptApart(ratings, settings);
  const { mean, films, sweeps: epochs } = await sample(known, apart, settings, context);
  if (films === undefined) throw new Error("sampling kept no films");
  const head = starsHeadOf(films, ratings);
  const heldOutError = starErrors(mean, apart.value).rmse;
  return { head, heldOutError, epochs, halfWidth80: NaN };
}

/** Gradient descent, in threads where there are several and it is worth it. */
async function descend(
  ratings: Ratings,
  settings: Required<GradientDescentOptions>,
  context: TrainContext,
): Promise<Learned> {
  const { threads, onEpoch } = context;
  checkContext(context);
  return threads !== undefined && threads.count > 1 && ratings.length >= LEAST_RATINGS_FOR_THREADS
    ? descendInThreads(ratings, settings, { ...watched(context), threads, onEpoch })
    : drain(learnByGradientDescent(ratings, settings, watched(context)), onEpoch);
}

/** Of fewer ratings, threads take longer to start than they save (measured: even at about 300 000). */
const LEAST_RATINGS_FOR_THREADS = 400_000;

/** The picks head, in threads where there are several and it is worth it. */
async function learnPicks(
  ratings: Ratings,
  settings: Required<WeightedAlsOptions>,
  context: TrainContext,
): Promise<PicksHead> {
  const { threads, onPicksSweep: onSweep } = context;
  const around = withKernels(context);
  checkContext(context);
  return threads !== undefined && threads.count > 1 && ratings.length >= LEAST_RATINGS_FOR_THREADS
    ? alsInThreads(ratings, settings, { ...around, threads, onSweep })
    : drain(learnByWeightedAls(ratings, settings, around), onSweep);
}

/** Samples in threads where there are several, else here. */
async function sample(
  ratings: Ratings,
  probe: Probe,
  settings: GibbsSettings,
  context: TrainContext,
): Promise<Sampled> {
  const { threads, checkpoint, enough, onSweep } = context;
  checkContext(context);
  const around = {
    ...withKernels(context),
    enough,
    resume: checkpoint?.resume(fingerprint(ratings, probe, settings)),
    onState: checkpoint && ((part: number, state: PartState) => checkpoint.keep(part, state)),
  };
  return threads !== undefined && threads.count > 1
    ? sampleInThreads(ratings, probe, settings, { ...around, threads, onSweep })
    : drain(sampleByGibbs(ratings, probe, settings, around), onSweep);
}

/** @throws {TypeError} for threads or a checkpoint that are none. */
function checkContext({ threads, checkpoint }: TrainContext): void {
  if (threads !== undefined && !(threads.count >= 1 && typeof threads.start === "function")) {
    throw new TypeError(
      'Cannot sample: "threads" must be what nodeThreads() or webThreads() returns',
    );
  }
  const isCheckpoint = checkpoint === undefined || typeof checkpoint.resume === "function";
  if (isCheckpoint) return;
  throw new TypeError('Cannot sample: "checkpoint" must be a run of what openCheckpoint() returns');
}

/** What a state is of: it fits nothing else. */
function fingerprint(
  { userIndex, movieIndex, value }: Ratings,
  probe: Probe,
  settings: GibbsSettings,
): string {
  const checksum = checksumOf(userIndex, movieIndex, value, probe.userIndex, probe.movieIndex);
  return `${checksum} ${JSON.stringify(settings)}`;
}

/**
 * Learns from one part of a split and measures on the other; the same options and errors as
 * {@link train}.
 *
 * @throws {DataError} if a part is empty.
 * @throws as {@link train}.
 *
 * Cost: that of training.
 *
 * @example
 * ```ts
 * const split = splitAtRandom(synthesize().ratings, 0.2, 1);
 * const { rmse, baselines } = await evaluate(split, { method: "gradient-descent" });
 * assert.ok(rmse < baselines.biasOnly.rmse);
 * ```
 */
export async function evaluate(
  split: Split,
  options: TrainOptions = {},
  context: TrainContext = {},
): Promise<SplitResult> {
  rejectUnknownKeys("Cannot evaluate", context, CONTEXT_KEYS);
  const { method, settings } = learningOf("Cannot evaluate", options);
  if (method === "weighted-als") return evaluateBiases(split);
  if (method === "gradient-descent") {
    checkTestPart(split.test);
    return measureDescent(split, await descend(split.train, settings, context));
  }
  const { train: known, test: asked } = split;
  checkTestPart(asked);
  const { userIndex, movieIndex } = asked; // its stars are nobody's business until the end
  const pairs = { userIndex, movieIndex };
  const predictions = await sample(known, pairs, { ...settings, keptFactors: 0 }, context);
  return measurePosterior(split, predictions, predictions.sweeps);
}

function withKernels({ kernels, signal }: TrainContext): {
  kernels: Kernels;
  signal: StopSignal | undefined;
} {
  return { kernels: kernels ?? fastestKernels(), signal };
}

function watched(
  context: TrainContext,
): LearnContext & { kernels: Kernels; signal: StopSignal | undefined } {
  return { ...withKernels(context), onFeatures: context.onFeatures };
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
function checkSize(
  catalogue: Catalogue,
  { users }: Pick<Ratings, "users">,
  learning: Learning,
): void {
  const size = modelSizeOf(learning);
  const bytes = modelBytes(catalogue, users, size);
  if (bytes <= MOST_MODEL_BYTES) return;
  throw new RangeError(
    `Cannot train: "factors" must be lower for so many users and films: ${size.factors} for stars and ${size.picksViews} times ${size.picksFactors} for picks make a model of ` +
      `${(bytes / 2 ** 30).toFixed(1)} GiB, and ${MOST_MODEL_BYTES / 2 ** 30} GiB is the most`,
  );
}
