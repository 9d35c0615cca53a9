import { DataError } from "../errors.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { GibbsSettings } from "./gibbs-options.ts";
import type { PartSettings, PartState, PartSums, StarSums } from "./part-run.ts";
import type { FilmPosterior } from "./posterior-films.ts";
import { PosteriorFilms } from "./posterior-films.ts";
import { raterBytes } from "./rater-model.ts";
import { MAX_LEVELS, levelCount } from "./rating-levels.ts";

/** What the posterior says of the probe pairs. */
export interface PosteriorPredictions {
  /** Mean stars, each sample clipped to the scale (ordered probit: it cannot leave it). */
  readonly mean: Float32Array;
  /** SD of a rating to come, noise included, in stars: as the views alone tell it. */
  readonly sd: Float32Array;
  /** Samples of the views that the means are over. */
  readonly samples: number;
  /** What a model keeps; undefined where `keptFactors` is 0, or for another likelihood than gaussian. */
  readonly films: FilmPosterior | undefined;
}

/** Of the raters' view: H and epochs. */
const RATERS = { width: 128, epochs: 40 };

/**
 * One view a number of hidden features, in two halves that follow each other, and the raters' view where
 * it has a weight; each part with a seed of its own: what one finds does not depend on the others, nor on
 * where it is run.
 *
 * @throws {DataError} if there is no rating to learn from.
 */
export function partsOf(ratings: Ratings, settings: GibbsSettings): PartSettings[] {
  if (ratings.length === 0) throw new DataError("Cannot sample: there is no rating to learn from");
  const { factors, sweeps, burnIn, trust, likelihood, seed, raterWeight } = settings;
  const random = new Random(seed);
  const keptFactors = likelihood === "gaussian" ? settings.keptFactors : 0;
  const views = factors.flatMap((count) =>
    [0, 1].map(() => ({
      kind: "view" as const,
      ...{ factors: count, seed: random.fork() },
      ...{ sweeps, burnIn, trust, likelihood, keptFactors },
    })),
  );
  if (raterWeight === 0 || !ratersFit(ratings)) return views;
  return [...views, { kind: "raters", ...RATERS, seed: random.fork() }];
}

/**
 * Which parts are best run together, by index: the halves of a view, which share what they load, unless one
 * of them has got further.
 */
export function partsTogether(
  parts: readonly PartSettings[],
  states: readonly (PartState | undefined)[] = [],
): number[][] {
  const groups: number[][] = [];
  for (let k = 0; k < parts.length; k++) {
    const isSecond = parts[k]!.kind === "view" && k % 2 === 1;
    const before = groups.at(-1);
    const isLevel = (states[k - 1]?.step ?? 0) === (states[k]?.step ?? 0);
    if (isSecond && isLevel) before!.push(k);
    else groups.push([k]);
  }
  return groups;
}

/** The states of the parts by their index, if there are any. */
export function statesOf(
  group: readonly number[],
  states: readonly (PartState | undefined)[] = [],
): PartState[] | undefined {
  const found = group.flatMap((k) => states[k] ?? []);
  return found.length === group.length ? found : undefined;
}

/** The most that the parameters of the raters' view may take, which every batch walks through. */
const MOST_RATER_BYTES = 2 ** 30;

/**
 * Whether the raters' view can be learned of these ratings: they have 2 to 20 levels, and users few
 * enough for its parameters to take 1 GiB at most (56 000 of five levels, 33 000 of ten).
 *
 * Cost: O(N).
 *
 * @example
 * ```ts
 * assert.ok(ratersFit(synthesize().ratings));
 * ```
 */
export function ratersFit(ratings: Ratings): boolean {
  const levels = levelCount(ratings);
  if (levels < 2 || levels > MAX_LEVELS) return false;
  return raterBytes(ratings.userCount, levels, RATERS.width) <= MOST_RATER_BYTES;
}

/** RMSE of the mean over all samples, in stars; NaN where there is no sample, or nothing to compare with. */
export function errorOfMean(parts: readonly StarSums[], actual: Float32Array | undefined): number {
  const samples = parts.reduce((sum, part) => sum + part.samples, 0);
  if (actual === undefined || actual.length === 0 || samples === 0) return NaN;
  let squares = 0;
  for (let n = 0; n < actual.length; n++) {
    let stars = 0;
    for (const part of parts) stars += part.stars[n]!;
    squares += (stars / samples - actual[n]!) ** 2;
  }
  return Math.sqrt(squares / actual.length);
}

/**
 * The mean over all samples of all views, and with its weight what the raters' view says. Parts that had
 * not settled when sampling ended count only where no view had.
 *
 * @param sums - by the place of their part, which decides the last bits; of one view at least.
 */
export function posteriorOf(
  parts: readonly PartSettings[],
  sums: readonly (PartSums | undefined)[],
  { movieCount }: Ratings,
  { keptFactors, raterWeight }: GibbsSettings,
): PosteriorPredictions {
  const views = sums.flatMap((part, k) => (parts[k]!.kind === "view" ? (part ?? []) : []));
  const settled = views.filter(({ isUnsettled }) => !isUnsettled);
  const used = settled.length > 0 ? settled : views;
  const raters = sums.find((part, k) => parts[k]!.kind === "raters" && part?.isUnsettled === false);
  const mean = meanOf(used, "stars");
  const square = meanOf(used, "squares");
  return {
    mean: Float32Array.from(raters === undefined ? mean : mixed(mean, raters, raterWeight)),
    sd: Float32Array.from(square, (value, n) => Math.sqrt(Math.max(0, value - mean[n]! ** 2))),
    samples: used.reduce((sum, { samples }) => sum + samples, 0),
    films: filmsOf(used, movieCount, keptFactors),
  };
}

/** Of each probe pair, over all samples of all parts. */
function meanOf(parts: readonly PartSums[], key: "stars" | "squares"): Float64Array {
  const samples = parts.reduce((sum, part) => sum + part.samples, 0);
  const total = new Float64Array(parts[0]![key].length);
  for (const part of parts) for (let n = 0; n < total.length; n++) total[n]! += part[key][n]!;
  return total.map((value) => value / samples);
}

function mixed(mean: Float64Array, raters: PartSums, weight: number): Float64Array {
  const other = meanOf([raters], "stars");
  return mean.map((stars, n) => stars + weight * (other[n]! - stars));
}

function filmsOf(
  parts: readonly PartSums[],
  movieCount: number,
  keptFactors: number,
): FilmPosterior | undefined {
  const sums = parts.flatMap(({ films }) => films ?? []);
  if (sums.length === 0) return undefined;
  const films = new PosteriorFilms(movieCount, keptFactors);
  for (const part of sums) films.merge(part);
  return films.finish();
}
