import { CHAINS } from "../chain-kernels.ts";
import { DataError } from "../errors.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { GibbsSettings } from "./gibbs-options.ts";
import type { FilmPosterior } from "./posterior-films.ts";
import { PosteriorFilms } from "./posterior-films.ts";
import type { ViewSettings, ViewSums } from "./view-run.ts";

/** What the posterior says of the probe pairs. */
export interface PosteriorPredictions {
  /** Mean stars, each sample clipped to the scale (ordered probit: it cannot leave it). */
  readonly mean: Float32Array;
  /** SD of a rating to come, noise included, in stars. */
  readonly sd: Float32Array;
  /** Samples that the means are over. */
  readonly samples: number;
  /** What a model keeps; undefined where `keptFactors` is 0, or for another likelihood than gaussian. */
  readonly films: FilmPosterior | undefined;
}

/**
 * One view a number of hidden features, each with a seed of its own: what one finds does not depend
 * on the others, nor on where it is run.
 *
 * @throws {DataError} if there is no rating to learn from.
 */
export function viewsOf(ratings: Ratings, settings: GibbsSettings): ViewSettings[] {
  if (ratings.length === 0) throw new DataError("Cannot sample: there is no rating to learn from");
  const { factors, sweeps, burnIn, trust, likelihood, seed } = settings;
  const random = new Random(seed);
  const keptFactors = likelihood === "gaussian" ? settings.keptFactors : 0;
  return factors.map((count) => ({
    ...{ factors: count, seed: random.fork() },
    ...{ sweeps, burnIn, trust, likelihood, keptFactors },
  }));
}

/** Stars expected of each probe pair, summed over so many samples. */
export interface StarSums {
  readonly samples: number;
  readonly stars: Float64Array;
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
 * The mean over all samples of all views. Views that had not settled when sampling ended count only
 * where none had.
 *
 * @param views - in the order of {@link viewsOf}, which decides the last bits; at least one.
 */
export function posteriorOf(
  views: readonly ViewSums[],
  { movieCount }: Ratings,
  { keptFactors }: GibbsSettings,
): PosteriorPredictions {
  const settled = views.filter(({ isUnsettled }) => !isUnsettled);
  const parts = settled.length > 0 ? settled : views;
  const samples = parts.reduce((sum, { sweeps }) => sum + sweeps * CHAINS, 0);
  const stars = summed(parts.map((part) => part.stars));
  const squares = summed(parts.map((part) => part.squares));
  return {
    mean: Float32Array.from(stars, (sum) => sum / samples),
    sd: Float32Array.from(squares, (sum, n) =>
      Math.sqrt(Math.max(0, sum / samples - (stars[n]! / samples) ** 2)),
    ),
    samples,
    films: filmsOf(parts, movieCount, keptFactors),
  };
}

function filmsOf(
  parts: readonly ViewSums[],
  movieCount: number,
  keptFactors: number,
): FilmPosterior | undefined {
  const sums = parts.flatMap(({ films }) => films ?? []);
  if (sums.length === 0) return undefined;
  const films = new PosteriorFilms(movieCount, keptFactors);
  for (const part of sums) films.merge(part);
  return films.finish();
}

function summed(parts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(parts[0]!.length);
  for (const part of parts) for (let n = 0; n < sum.length; n++) sum[n]! += part[n]!;
  return sum;
}
