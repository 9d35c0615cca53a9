import type { AlsLoops } from "../als-kernels.ts";
import { throwIfAborted } from "../errors.ts";
import type { Kernels } from "../kernels.ts";
import { jsKernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { AlsData } from "./als-cells.ts";
import type { AlsPlan } from "./als-plan.ts";
import { fillStartingRows, planOf } from "./als-plan.ts";
import { SHARDS } from "./als-room.ts";
import type { AlsShared } from "./als-shared.ts";
import { makeRoom } from "./als-shared.ts";
import type { HalfSweep } from "./als-solver.ts";
import { AlsSolver, addShardGram } from "./als-solver.ts";
import { alsDataOf } from "./als-tables.ts";
import type { LearnContext } from "./descent-steps.ts";
import type { PicksHead, PicksView } from "./learning.ts";
import { REFIT, refitFilms } from "./refit.ts";
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
  context: LearnContext = {},
): Generator<AlsReport, PicksHead> {
  const settings = resolveWeightedAlsOptions(options);
  return yield* learnFromCells(alsDataOf(ratings), settings, context);
}

/** As {@link learnByWeightedAls}, of cells that need not be in memory. */
export function* learnFromCells(
  data: AlsData,
  settings: Required<WeightedAlsOptions>,
  { kernels = jsKernels, signal }: LearnContext = {},
): Generator<AlsReport, PicksHead> {
  const plan = planOf(data, settings);
  const { shared, workspace } = makeRoom(plan, 1, (bytes) => kernels.workspace(bytes));
  const solver = new AlsSolver(shared, 0, data.cells, workspace);
  const views: PicksView[] = [];
  for (const seed of plan.seeds) {
    for (const half of alsHalves(plan, shared, workspace, views.length)) {
      throwIfAborted("Cannot finish training", signal);
      solver.solve(half);
      if (half.report !== undefined) yield half.report;
    }
    views.push(viewOf(plan, shared, seed, kernels));
  }
  return headOf(views, plan);
}

/**
 * Which half of a view's sweeps is to be solved next; gets ready for it what solvers share.
 *
 * The features that are solved first take what could be anyone's, so films begin at the other end; and
 * the third sweep goes through all of them twice. (What five sweeps minimise at F = 32 is then, over six
 * and ten seeds, .00 % more on MovieLens 1M and .06 % more on 100K than with blocks of eight, always from
 * first to last, which take twice the time; without the second pass it is .14 % and .10 %, with neither
 * .45 % and .54 %. A second pass in the first sweep harms.)
 *
 * @param view - how many views are done.
 */
export function* alsHalves(
  plan: AlsPlan,
  shared: AlsShared,
  loops: AlsLoops,
  view: number,
): Generator<AlsHalf, void> {
  const { sweeps, views } = plan.settings;
  fillStartingRows(shared.sides.movies.rows, plan, plan.seeds[view]!);
  for (let shard = 0; shard < SHARDS; shard++) addShardGram(shared, "movies", shard, loops);
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    getReady(shared, plan.unseenWeight);
    const passes = sweep === 3 ? 2 : 1;
    yield { side: "users", isFirst: sweep === 1, course: { backward: false, passes } };
    getReady(shared, plan.unseenWeight);
    const report = { sweep: view * sweeps + sweep, sweeps: views * sweeps };
    yield { side: "movies", isFirst: false, course: { backward: true, passes }, report };
  }
}

/** What shards add up to becomes what the other side is solved against. */
function getReady({ gram, grams, width, next }: AlsShared, unseenWeight: number): void {
  const total = new Float64Array(width * width);
  for (let from = 0; from < grams.length; from += total.length) {
    for (let k = 0; k < total.length; k++) total[k]! += grams[from + k]!;
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      const upper = i < j ? i * width + j : j * width + i;
      gram[i * width + j] = total[upper]! * unseenWeight;
    }
  }
  next[0] = 0;
}

/** The view of the films' features as they stand in the end. */
export function viewOf(
  plan: AlsPlan,
  { width, sides }: AlsShared,
  seed: number,
  kernels: Kernels,
): PicksView {
  const { factors } = plan.settings;
  const { rows } = sides.movies;
  const givenFactors = new Float32Array((rows.length / width) * factors);
  for (let row = 0; row < rows.length / width; row++) {
    givenFactors.set(rows.subarray(row * width, row * width + factors), row * factors);
  }
  return viewOfFilms(givenFactors, plan, { seed }, kernels);
}

/**
 * The view of films that were learned here or elsewhere: what they are given for is solved from people's ratings.
 *
 * @param givenFactors - I×F; kept.
 * @param people - how many the people of `data` stand for, where it holds a sample of them.
 */
export function viewOfFilms(
  givenFactors: Float32Array,
  { data, settings, unseenWeight }: Pick<AlsPlan, "data" | "settings" | "unseenWeight">,
  { seed, people }: { readonly seed: number; readonly people?: number | undefined },
  kernels: Kernels,
): PicksView {
  const { factors, regularization, neutral } = settings;
  const view = { factors, givenFactors, gram: gramOf(givenFactors, factors) };
  const side = { ...view, regularization, unseenWeight };
  return { ...view, ...refitFilms(data, side, { ...REFIT, neutral, seed, people }, kernels) };
}

/** The head of all views. */
export function headOf(
  views: readonly PicksView[],
  {
    settings: { regularization, neutral },
    unseenWeight,
  }: Pick<AlsPlan, "settings" | "unseenWeight">,
): PicksHead {
  return { views, regularization, unseenWeight, neutral };
}

/** Σ q·qᵀ over rows, F×F. Cost: O(rows·F²). */
function gramOf(rows: Float32Array, width: number): Float32Array {
  const gram = new Float64Array(width * width);
  for (let at = 0; at < rows.length; at += width) {
    for (let i = 0; i < width; i++) {
      const left = rows[at + i]!;
      for (let j = i; j < width; j++) gram[i * width + j]! += left * rows[at + j]!;
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) gram[i * width + j] = gram[j * width + i]!;
  }
  return Float32Array.from(gram);
}
