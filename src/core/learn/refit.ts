import { cholesky, solveCholesky } from "../cholesky.ts";
import type { Kernels } from "../kernels.ts";
import { jsKernels } from "../kernels.ts";
import { Random } from "../random.ts";
import { countingOrder } from "../ratings/sparse-rows.ts";
import type { AlsCells, AlsChunk, AlsData } from "./als-cells.ts";
import { filledRows } from "./als-plan.ts";
import type { PicksView } from "./learning.ts";
import type { GivenSide } from "./picks-equations.ts";
import { fillNormalMatrix } from "./picks-equations.ts";
import { ProductSums } from "./product-sums.ts";
import { worthOf } from "./worth.ts";

/** What is pretended of training users, and how films are solved against it. */
export interface RefitSettings {
  /** Ratings that someone is pretended to have given: this many, or this share where that is fewer. */
  readonly given: number;
  readonly givenShare: number;
  /** How often each user is asked, and the most that all are. */
  readonly rounds: number;
  readonly mostSamples: number;
  /** c of what is given, in stars. */
  readonly neutral: number;
  /** c of what is to be told from it: a rating that is worth nothing here is better not picked. */
  readonly neutralTold: number;
  /** Weight of a film that was not rated. */
  readonly unseenWeight: number;
  /** How strongly films are drawn to where they were. */
  readonly pull: number;
  /** Power of a film's ratings, and 20 more, that its features are divided by: below it, the best known win too often. */
  readonly flattening: number;
  readonly seed: number;
  /** How many can be asked, where the data holds a sample of them. Default: those of the data. */
  readonly people?: number | undefined;
}

/**
 * Tuned on inner splits of MovieLens 100K, 1M and latest-small (`docs/picks.md`).
 */
export const REFIT: Omit<RefitSettings, "neutral" | "seed" | "people"> = Object.freeze({
  given: 30,
  givenShare: 0.7,
  rounds: 2,
  mostSamples: 2000,
  neutralTold: 2,
  unseenWeight: 1,
  pull: 10,
  flattening: 0.2,
});

/** Features of pretended people, and the cells that films are solved from. */
interface Pretended {
  /** Rows×F. */
  readonly people: Float32Array;
  /** How much each of them counts. */
  readonly weight: Float64Array;
  /** Cells: row of `people`, film, stars, and whether it was among those given. */
  readonly personOf: Uint32Array;
  readonly movieOf: Uint32Array;
  readonly rating: Float32Array;
  readonly isGiven: Uint8Array;
}

/**
 * The films' features once more, for the one thing they are for: telling from a few ratings of
 * someone which other films they rate highly. Training users are folded in from some of their ratings,
 * and each film is solved anew, by least squares over all of these people, from what they said of it
 * when it was not among those given. Films are drawn to where they were.
 *
 * @param side - as learned; borrowed.
 * @returns the films, I×F, and the mean of the people.
 *
 * Cost: O(samples·(F³ + ratings of one·F²) + I·F³); a third of a second for 2 000 samples at F = 32, whatever the data.
 * Source: the task of Liang et al. 2018 (strong generalisation), solved in closed form; the pretence is
 * the dropout of denoising autoencoders (Steck 2020).
 */
export function refitFilms(
  data: AlsData,
  side: GivenSide,
  settings: RefitSettings,
  kernels: Kernels = jsKernels,
): Pick<PicksView, "movieFactors" | "crowd"> {
  const { users, movies } = data.rowStart;
  const pretended = pretend(data, side, filledRows(movies), settings);
  const { factors, givenFactors } = side;
  const { people, weight, personOf, rating, isGiven } = pretended;
  if (weight.length === 0) {
    // nobody has two ratings
    return { movieFactors: givenFactors.slice(), crowd: new Float32Array(factors) };
  }
  const rounds = weight.length / (settings.people ?? askable(users).length);
  const everyone = new Float64Array(factors * factors);
  const sums = new ProductSums(kernels, factors, weight.length);
  for (const [k, w] of weight.entries()) {
    sums.put(people, k * factors, Math.sqrt(settings.unseenWeight * w));
  }
  sums.addTo(everyone, 1);
  for (let f = 0; f < factors; f++) everyone[f * factors + f]! += settings.pull * rounds;
  const cells = cellsByFilm(pretended, movies.length - 1);
  const out = new Float32Array(givenFactors.length);
  const matrix = new Float64Array(factors * factors);
  const right = new Float64Array(factors);
  for (let film = 0; film < movies.length - 1; film++) {
    const at = film * factors;
    matrix.set(everyone);
    for (let f = 0; f < factors; f++) right[f] = settings.pull * rounds * givenFactors[at + f]!;
    const [begin, end] = [cells.start[film]!, cells.start[film + 1]!];
    for (let c = begin; c < end; c++) {
      const cell = cells.order[c]!;
      if (isGiven[cell] === 0) continue;
      const person = personOf[cell]!;
      sums.put(people, person * factors, Math.sqrt(settings.unseenWeight * weight[person]!));
    }
    sums.addTo(matrix, -1);
    for (let c = begin; c < end; c++) {
      const cell = cells.order[c]!;
      if (isGiven[cell] === 1) continue;
      const person = personOf[cell]!;
      const w = weight[person]!;
      sums.put(people, person * factors, Math.sqrt(w));
      const pull = (1 + settings.unseenWeight) * w * worthOf(rating[cell]!, settings.neutralTold);
      for (let f = 0; f < factors; f++) right[f]! += pull * people[person * factors + f]!;
    }
    sums.addTo(matrix, 1);
    cholesky(matrix, factors); // of a film that none of them rated too: it is not to stand above others
    out.set(solveCholesky(matrix, factors, right), at);
  }
  flatten(out, movies, factors, settings.flattening);
  return { movieFactors: out, crowd: meanRow(people, weight, factors) };
}

/** Ratings that a film is taken to have besides its own, where its features are scaled by how many it has. */
const FLATTENING_COUNT = 20;

function flatten(rows: Float32Array, starts: Uint32Array, factors: number, power: number): void {
  const counts = Uint32Array.from(starts.subarray(1), (end, film) => end - starts[film]!);
  const typical = counts.reduce((most, count) => Math.max(most, count), 0) + FLATTENING_COUNT;
  for (const [film, count] of counts.entries()) {
    const scale = (typical / (count + FLATTENING_COUNT)) ** power;
    for (let f = 0; f < factors; f++) rows[film * factors + f]! *= scale;
  }
}

function meanRow(people: Float32Array, weight: Float64Array, factors: number): Float32Array {
  const sum = new Float64Array(factors);
  let all = 0;
  for (const [k, w] of weight.entries()) {
    all += w;
    for (let f = 0; f < factors; f++) sum[f]! += w * people[k * factors + f]!;
  }
  return Float32Array.from(sum, (value) => value / all);
}

/** Whoever has fewer cannot be asked: one rating is given, one to be told. */
export const LEAST_RATINGS_TO_ASK = 2;

function askable(starts: Uint32Array): Uint32Array {
  return Uint32Array.from(starts.keys()).filter(
    (user) => starts[user + 1]! - starts[user]! >= LEAST_RATINGS_TO_ASK, // false beyond the last
  );
}

/** People out of training users, in random order until there are enough of them. */
function pretend(
  { rowStart: { users: starts }, cells: reader }: AlsData,
  side: GivenSide,
  films: number,
  settings: RefitSettings,
): Pretended {
  const random = new Random(settings.seed);
  const users = askable(starts);
  const rounds = Array.from({ length: settings.rounds }, () => random.shuffle(users.slice()));
  const asked = rounds.flatMap((round) => Array.from(round)).slice(0, settings.mostSamples);
  const counts = asked.map((user) => starts[user + 1]! - starts[user]!);
  const cells = counts.reduce((sum, count) => sum + count, 0);
  const { factors } = side;
  const out = {
    people: new Float32Array(asked.length * factors),
    weight: new Float64Array(asked.length),
    personOf: new Uint32Array(cells),
    movieOf: new Uint32Array(cells),
    rating: new Float32Array(cells),
    isGiven: new Uint8Array(cells),
  };
  const typical = cells / Math.max(1, asked.length);
  const all = cellsOf(reader, asked, counts);
  const matrix = new Float64Array(factors * factors);
  const features = new Float64Array(factors);
  let cell = 0;
  for (const person of asked.keys()) {
    const own = {
      otherOf: all.otherOf.subarray(cell, cell + counts[person]!),
      stars: all.stars.subarray(cell, cell + counts[person]!),
    };
    const order = random.shuffle(Uint32Array.from({ length: counts[person]! }, (_, k) => k));
    const given = order.subarray(0, givenOf(order.length, settings));
    features.fill(0);
    foldIn(features, matrix, side, films, { given, ...own, neutral: settings.neutral });
    out.people.set(features, person * factors);
    out.weight[person] = Math.sqrt(order.length / typical);
    for (const [k, n] of order.entries()) {
      out.personOf[cell] = person;
      out.movieOf[cell] = own.otherOf[n]!;
      out.rating[cell] = own.stars[n]!;
      out.isGiven[cell] = k < given.length ? 1 : 0;
      cell++;
    }
  }
  return out;
}

/** The cells of people, one behind the other; read in the order in which people lie. */
function cellsOf(reader: AlsCells, asked: readonly number[], counts: readonly number[]): AlsChunk {
  const starts = new Uint32Array(asked.length + 1);
  for (const [person, count] of counts.entries()) starts[person + 1] = starts[person]! + count;
  const cells = starts[asked.length]!;
  const all = { otherOf: new Uint32Array(cells), stars: new Float32Array(cells) };
  const order = Uint32Array.from(asked.keys()).sort((a, b) => asked[a]! - asked[b]!);
  for (const person of order) {
    const [from, to] = [starts[person]!, starts[person + 1]!];
    const own = { otherOf: all.otherOf.subarray(from, to), stars: all.stars.subarray(from, to) };
    reader.read("users", asked[person]!, asked[person]! + 1, own);
  }
  return all;
}

function givenOf(count: number, { given, givenShare }: RefitSettings): number {
  return Math.max(1, Math.min(given, Math.floor(count * givenShare)));
}

/** Someone's features from the ratings at the places given. */
function foldIn(
  features: Float64Array,
  matrix: Float64Array,
  side: GivenSide,
  films: number,
  own: AlsChunk & { readonly given: Uint32Array; readonly neutral: number },
): void {
  const { factors, givenFactors, unseenWeight } = side;
  const rows = own.given.map((n) => own.otherOf[n]!);
  fillNormalMatrix(matrix, side, films, rows);
  cholesky(matrix, factors);
  for (const [k, row] of rows.entries()) {
    const pull = (1 + unseenWeight) * worthOf(own.stars[own.given[k]!]!, own.neutral);
    for (let f = 0; f < factors; f++) features[f]! += pull * givenFactors[row * factors + f]!;
  }
  solveCholesky(matrix, factors, features);
}

function cellsByFilm(
  { movieOf }: Pretended,
  movies: number,
): { readonly order: Uint32Array; readonly start: Uint32Array } {
  const start = new Uint32Array(movies + 1);
  for (const movie of movieOf) start[movie + 1]!++;
  for (let movie = 0; movie < movies; movie++) start[movie + 1]! += start[movie]!;
  return { order: countingOrder(movieOf, undefined, movies), start };
}
