import type { StarsPosterior } from "./learning.ts";
import { PAIR } from "../chain-kernels.ts";
import { symmetricEigen } from "../symmetric-eigen.ts";
import type { Chains } from "./chains.ts";

/** What samples say of the films: the film half of a stars head, and how sure it is. */
export interface FilmPosterior {
  readonly factors: number;
  /** I values, in stars: what someone of whom nothing is known gives each film. */
  readonly level: Float32Array;
  /** I×F, row-major, along principal axes; a person's features are standard normal before any rating. */
  readonly movieFactors: Float32Array;
  readonly posterior: Omit<StarsPosterior, "typicalRatings" | "ratedMean" | "ratedVariance">;
}

/** The sums behind a {@link FilmPosterior}. Plain data: what a thread sends, or a file keeps. */
export interface FilmSums {
  /** Samples. */
  readonly samples: number;
  readonly noise: number;
  readonly strictness: number;
  /** I values each. */
  readonly level: Float64Array;
  readonly levelSquares: Float64Array;
  readonly diagonal: Float64Array;
  readonly ratedBias: Float64Array;
  /** I×width, row-major. */
  readonly own: Float64Array;
  readonly rated: Float64Array;
}

/**
 * Averages samples of the films into one set of hidden features. Features of two samples cannot be
 * averaged, since each chain turns them its own way; what they say of two films' likeness can:
 * K = mean of S·Λ⁻¹·Sᵀ over samples, S the films' features, Λ the precision of people's. K is kept
 * as Q·Qᵀ of rank F plus its diagonal's rest, which is each film's own uncertainty. What having
 * rated a film tells, mean of S·Yᵀ, follows along the same axes.
 *
 * Memory: 16 I (F + 2 of the widest sample) bytes. Cost of two samples: O(I·(F + 2·their F)²).
 * Source: merging of principal subspaces, Levy and Lindenbaum 2000; own application.
 */
export class PosteriorFilms {
  readonly #rows: number;
  readonly #rank: number;
  readonly #level: Float64Array;
  readonly #levelSquares: Float64Array;
  readonly #diagonal: Float64Array;
  readonly #ratedBias: Float64Array;
  #films: Columns;
  #strictness: number;
  #noise: number;
  #samples: number;

  /**
   * @param rank - F, the most hidden features that are kept.
   * @param sums - where to go on; kept.
   */
  constructor(movieCount: number, rank: number, sums: FilmSums = noSums(movieCount)) {
    this.#rows = movieCount;
    this.#rank = rank;
    this.#level = sums.level;
    this.#levelSquares = sums.levelSquares;
    this.#diagonal = sums.diagonal;
    this.#ratedBias = sums.ratedBias;
    this.#films = { width: sums.own.length / movieCount, own: sums.own, rated: sums.rated };
    this.#strictness = sums.strictness;
    this.#noise = sums.noise;
    this.#samples = sums.samples;
  }

  /** How many were added. */
  get samples(): number {
    return this.#samples;
  }

  /** What has been added; a copy. */
  sums(): FilmSums {
    return {
      samples: this.#samples,
      noise: this.#noise,
      strictness: this.#strictness,
      level: this.#level.slice(),
      levelSquares: this.#levelSquares.slice(),
      diagonal: this.#diagonal.slice(),
      ratedBias: this.#ratedBias.slice(),
      own: this.#films.own.slice(),
      rated: this.#films.rated.slice(),
    };
  }

  /** Adds the two samples that a pair of the chains stands at. */
  add(chains: Chains, pair: number): void {
    const { features, linear } = chains;
    const fresh = emptyColumns(this.#rows, features.length * PAIR);
    for (let at = 0; at < PAIR; at++) {
      const lane = pair * PAIR + at;
      const levels = this.#linearPart(chains, lane);
      for (const f of features.keys()) this.#addFeature(chains, f, lane, fresh, levels);
      for (let row = 0; row < this.#rows; row++) {
        this.#level[row]! += levels[row]!;
        this.#levelSquares[row]! += levels[row]! ** 2;
      }
      this.#strictness += linear.user.own.expectedPrior(lane).variance;
      this.#noise += chains.noiseVariance(lane);
    }
    this.#samples += PAIR;
    this.#films = compressed(joined(this.#films, fresh, this.#rows), this.#rows, this.#rank);
  }

  /** One feature of one chain into a column of `fresh`, and its mean into `levels`. */
  #addFeature(
    { features, lanes }: Chains,
    f: number,
    lane: number,
    fresh: Columns,
    levels: Float64Array,
  ): void {
    const { user, movie } = features[f]!;
    const column = f * PAIR + (lane % PAIR);
    const prior = user.own.expectedPrior(lane);
    const spread = Math.sqrt(prior.variance);
    for (let row = 0; row < this.#rows; row++) {
      const feature = movie.total[row * lanes + lane]!;
      const scaled = feature * spread;
      fresh.own[row * fresh.width + column] = scaled;
      fresh.rated[row * fresh.width + column] = user.shared.values[row * lanes + lane]! / spread;
      levels[row]! += prior.mean * feature;
      this.#diagonal[row]! += scaled * scaled;
    }
  }

  /** Adds the sums of another one over the same films. */
  merge(other: FilmSums): void {
    addTo(this.#level, other.level);
    addTo(this.#levelSquares, other.levelSquares);
    addTo(this.#diagonal, other.diagonal);
    addTo(this.#ratedBias, other.ratedBias);
    this.#strictness += other.strictness;
    this.#noise += other.noise;
    this.#samples += other.samples;
    const films = { width: other.own.length / this.#rows, own: other.own, rated: other.rated };
    this.#films = compressed(joined(this.#films, films, this.#rows), this.#rows, this.#rank);
  }

  /** The mean of everything added. */
  finish(): FilmPosterior {
    const samples = this.#samples;
    const { width, own, rated } = this.#films;
    const scale = 1 / Math.sqrt(samples);
    const movieVariance = Float32Array.from(this.#level, (sum, row) => {
      let kept = 0;
      for (let f = 0; f < width; f++) kept += own[row * width + f]! ** 2;
      const ofLevel = this.#levelSquares[row]! / samples - (sum / samples) ** 2;
      return Math.max(0, ofLevel) + Math.max(0, this.#diagonal[row]! - kept) / samples;
    });
    return {
      factors: width,
      level: Float32Array.from(this.#level, (sum) => sum / samples),
      movieFactors: Float32Array.from(own, (value) => value * scale),
      posterior: {
        noise: this.#noise / samples,
        strictnessVariance: this.#strictness / samples,
        movieVariance,
        ratedBias: Float32Array.from(this.#ratedBias, (sum) => sum / samples),
        ratedFactors: Float32Array.from(rated, (value) => value * scale),
      },
    };
  }

  #linearPart({ level, linear: { user, movie }, lanes }: Chains, lane: number): Float64Array {
    const levels = new Float64Array(this.#rows);
    const base = level[lane]! + user.own.expectedPrior(lane).mean;
    for (let row = 0; row < this.#rows; row++) {
      levels[row] = base + movie.total[row * lanes + lane]!;
      this.#ratedBias[row]! += user.shared.values[row * lanes + lane]!;
    }
    return levels;
  }
}

function noSums(movieCount: number): FilmSums {
  const zeros = (): Float64Array => new Float64Array(movieCount);
  return {
    ...{ samples: 0, noise: 0, strictness: 0 },
    ...{ level: zeros(), levelSquares: zeros(), diagonal: zeros(), ratedBias: zeros() },
    ...{ own: new Float64Array(0), rated: new Float64Array(0) },
  };
}

/** Σ own·ownᵀ is kept, and Σ own·ratedᵀ; both I×width, row-major. */
interface Columns {
  readonly width: number;
  readonly own: Float64Array;
  readonly rated: Float64Array;
}

function emptyColumns(rows: number, width: number): Columns {
  return { width, own: new Float64Array(rows * width), rated: new Float64Array(rows * width) };
}

function joined(a: Columns, b: Columns, rows: number): Columns {
  const out = emptyColumns(rows, a.width + b.width);
  for (let row = 0; row < rows; row++) {
    for (const key of ["own", "rated"] as const) {
      out[key].set(a[key].subarray(row * a.width, (row + 1) * a.width), row * out.width);
      out[key].set(b[key].subarray(row * b.width, (row + 1) * b.width), row * out.width + a.width);
    }
  }
  return out;
}

/** Turned to the principal axes of `own`, of which at most `rank` stay. */
function compressed({ width, own, rated }: Columns, rows: number, rank: number): Columns {
  const { vectors } = symmetricEigen(gram(own, rows, width), width);
  const out = emptyColumns(rows, Math.min(rank, width));
  turn(out.own, own, vectors, rows, width, out.width);
  turn(out.rated, rated, vectors, rows, width, out.width);
  return out;
}

function gram(columns: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const at = row * width;
    for (let a = 0; a < width; a++) {
      const left = columns[at + a]!;
      for (let b = 0; b <= a; b++) out[a * width + b]! += left * columns[at + b]!;
    }
  }
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < a; b++) out[b * width + a] = out[a * width + b]!;
  }
  return out;
}

/** out = columns·vectorsᵀ, the first `kept` vectors. */
function turn(
  out: Float64Array,
  columns: Float64Array,
  vectors: Float64Array,
  rows: number,
  width: number,
  kept: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < kept; k++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += columns[row * width + c]! * vectors[k * width + c]!;
      out[row * kept + k] = sum;
    }
  }
}

function addTo(sum: Float64Array, values: Float64Array): void {
  for (let k = 0; k < sum.length; k++) sum[k]! += values[k]!;
}
