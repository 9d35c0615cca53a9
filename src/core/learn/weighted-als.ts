import { DataError, throwIfAborted } from "../errors.ts";
import { STRIDE_UNIT, jsKernels } from "../kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { HalfSweep } from "./als-solver.ts";
import { AlsSolver } from "./als-solver.ts";
import type { AlsTables } from "./als-tables.ts";
import { SHARDS, alsTables } from "./als-tables.ts";
import type { LearnContext } from "./descent-steps.ts";
import type { PicksHead, PicksView } from "./learning.ts";
import { REFIT, refitFilms } from "./refit.ts";
import { worthOf } from "./worth.ts";
import type { WeightedAlsOptions } from "./weighted-als-options.ts";
import { resolveWeightedAlsOptions } from "./weighted-als-options.ts";

/** Where weighted factorisation stands after a sweep. */
export interface AlsReport {
  /** From 1, over all views. */
  readonly sweep: number;
  readonly sweeps: number;
}

/** Half a sweep, as it is to be done next. */
export interface AlsHalf extends HalfSweep {
  /** Set after the second half of a sweep. */
  readonly report?: AlsReport;
}

/** SD of the features that films start with, times √F. */
const START = 0.3;

/**
 * Learns to rank films by weighted factorisation over all cells: what people have not rated says
 * something too. Minimises Σ_rated (1 + w₀)·(t(r_ui) − p_u·q_i)² + w₀·Σ_others (p_u·q_i)² + Σ ridge·|row|²
 * with t(r) = max(0, (r − c)/2) and ridge λ·(n + w₀·rows of the other side), by alternating over both
 * sides, eight features at a time. A generator: it gives way after every sweep.
 *
 * @param ratings - N ≥ 1; borrowed. Films without a rating get zeros.
 * @returns (as the generator's return value) the picks head, the same bits for the same seed.
 * @throws {DataError} if there is no rating.
 * @throws {AbortedError} if the signal was set between two halves of a sweep.
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(N·F + (U + I)·F²) a sweep; 16 N + 4 (U + I)·F bytes. Source: Hu, Koren and Volinsky 2008;
 * Rendle et al. 2021 (iALS++). Differs: targets are graded, and as for Steck 2010 unseen ones are 0.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 60, movies: 40, ratings: 900 });
 * const run = learnByWeightedAls(ratings, { factors: 8 });
 * let step = run.next();
 * while (!step.done) step = run.next(); // step.value is an AlsReport
 * const [view] = step.value.views;
 * assert.equal(view.movieFactors.length, 40 * 8);
 * ```
 */
export function* learnByWeightedAls(
  ratings: Ratings,
  options: WeightedAlsOptions = {},
  { kernels = jsKernels, signal }: LearnContext = {},
): Generator<AlsReport, PicksHead> {
  const plan = planOf(ratings, resolveWeightedAlsOptions(options));
  const solver = new AlsSolver(plan.tables, { first: 0, end: SHARDS }, plan.width, kernels);
  const { movies } = solver.factors;
  const views: PicksView[] = [];
  for (const seed of plan.seeds) {
    movies.set(startingRows(plan, seed));
    const halves = alsHalves(movies, plan, views.length);
    let half = halves.next();
    while (half.done !== true) {
      throwIfAborted("Cannot finish training", signal);
      const grams = solver.solve(half.value);
      if (half.value.report !== undefined) yield half.value.report;
      half = halves.next(grams);
    }
    views.push(viewOf(ratings, movies, plan, seed));
  }
  return headOf(views, plan);
}

/** What a run works with. */
export interface AlsPlan {
  readonly settings: Required<WeightedAlsOptions>;
  readonly tables: AlsTables;
  /** F with padding: what the loops work on. */
  readonly width: number;
  /** w₀. */
  readonly unseenWeight: number;
  /** One a view. */
  readonly seeds: readonly number[];
}

/** @throws {DataError} if there is no rating. */
export function planOf(ratings: Ratings, settings: Required<WeightedAlsOptions>): AlsPlan {
  if (ratings.length === 0) throw new DataError("Cannot train: there is no rating to learn from");
  const { regularization, unseenRatio, neutral, factors, views, seed } = settings;
  const random = new Random(seed);
  const cells = filledCount(ratings.userCounts()) * filledCount(ratings.movieCounts());
  const unseenWeight = Math.fround((unseenRatio * ratings.length) / cells);
  const worth = (rating: number): number => worthOf(rating, neutral);
  return {
    settings,
    tables: alsTables(ratings, { regularization, unseenWeight, worth }),
    width: Math.ceil(factors / STRIDE_UNIT) * STRIDE_UNIT,
    unseenWeight,
    seeds: Array.from({ length: views }, () => random.fork()),
  };
}

function filledCount(counts: Uint32Array): number {
  return counts.reduce((filled, count) => filled + (count > 0 ? 1 : 0), 0);
}

/** Random features of the films, I×width; 0 for films without a rating. */
export function startingRows({ tables, settings, width }: AlsPlan, seed: number): Float32Array {
  const { rowStart } = tables.movies;
  const { factors } = settings;
  const rows = new Float32Array((rowStart.length - 1) * width);
  const random = new Random(seed);
  const own = new Float32Array(factors);
  for (let row = 0; row < rowStart.length - 1; row++) {
    random.fillNormal(own);
    if (rowStart[row] === rowStart[row + 1]) continue;
    rows.set(
      own.map((value) => (value * START) / Math.sqrt(factors)),
      row * width,
    );
  }
  return rows;
}

/**
 * Which half is to be solved next; takes what its shards add up to, shard by shard.
 *
 * @param movies - the films' features at the start, I×width; read before the first half alone.
 * @param view - how many views are done.
 */
export function* alsHalves(
  movies: Float32Array,
  { settings, width, unseenWeight }: AlsPlan,
  view: number,
): Generator<AlsHalf, void, Float32Array> {
  const { sweeps, views } = settings;
  let gram = weighted(gramOf(movies, width), unseenWeight);
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    const users = yield { side: "users", gram, isFirst: sweep === 1 };
    const between = weighted(totalGram(users, width), unseenWeight);
    const report = { sweep: view * sweeps + sweep, sweeps: views * sweeps };
    const films = yield { side: "movies", gram: between, isFirst: false, report };
    gram = weighted(totalGram(films, width), unseenWeight);
  }
}

/** The view of the films' features, I×width, as they stand in the end. */
export function viewOf(
  ratings: Ratings,
  rows: Float32Array,
  { settings, width, unseenWeight }: AlsPlan,
  seed: number,
): PicksView {
  const { factors, regularization, neutral } = settings;
  const givenFactors = new Float32Array((rows.length / width) * factors);
  for (let row = 0; row < rows.length / width; row++) {
    givenFactors.set(rows.subarray(row * width, row * width + factors), row * factors);
  }
  const view = { factors, givenFactors, gram: Float32Array.from(gramOf(givenFactors, factors)) };
  const side = { ...view, regularization, unseenWeight };
  return { ...view, ...refitFilms(ratings, side, { ...REFIT, neutral, seed }) };
}

/** The head of all views. */
export function headOf(
  views: readonly PicksView[],
  { settings: { regularization, neutral }, unseenWeight }: AlsPlan,
): PicksHead {
  return { views, regularization, unseenWeight, neutral };
}

/** Σ q·qᵀ over rows, F×F. Cost: O(rows·F²). */
function gramOf(rows: Float32Array, width: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let at = 0; at < rows.length; at += width) {
    for (let i = 0; i < width; i++) {
      const left = rows[at + i]!;
      for (let j = i; j < width; j++) gram[i * width + j]! += left * rows[at + j]!;
    }
  }
  return mirrored(gram, width);
}

function totalGram(grams: Float32Array, width: number): Float64Array {
  const total = new Float64Array(width * width);
  for (let k = 0; k < grams.length; k++) total[k % total.length]! += grams[k]!;
  return mirrored(total, width);
}

function mirrored(gram: Float64Array, width: number): Float64Array {
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) gram[i * width + j] = gram[j * width + i]!;
  }
  return gram;
}

function weighted(gram: Float64Array, weight: number): Float32Array {
  return Float32Array.from(gram, (value) => value * weight);
}
