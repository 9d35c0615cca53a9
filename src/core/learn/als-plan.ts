import { DataError } from "../errors.ts";
import { STRIDE_UNIT } from "../kernels.ts";
import { Random } from "../random.ts";
import type { AlsData } from "./als-cells.ts";
import type { WeightedAlsOptions } from "./weighted-als-options.ts";

/** What a run of weighted factorisation works with. */
export interface AlsPlan {
  readonly settings: Required<WeightedAlsOptions>;
  readonly data: AlsData;
  /** F with padding: what the loops work on. */
  readonly width: number;
  /** w₀. */
  readonly unseenWeight: number;
  /** One a view. */
  readonly seeds: readonly number[];
}

/** SD of the features that films start with, times √F. */
const START = 0.3;

/** @throws {DataError} if there is no rating. */
export function planOf(data: AlsData, settings: Required<WeightedAlsOptions>): AlsPlan {
  const { users, movies } = data.rowStart;
  const ratings = users[users.length - 1]!;
  if (ratings === 0) throw new DataError("Cannot train: there is no rating to learn from");
  const { unseenRatio, factors, views, seed } = settings;
  const random = new Random(seed);
  const cells = filledRows(users) * filledRows(movies);
  return {
    settings,
    data,
    width: widthOf(factors),
    unseenWeight: Math.fround((unseenRatio * ratings) / cells),
    seeds: Array.from({ length: views }, () => random.fork()),
  };
}

/** F with padding. */
export function widthOf(factors: number): number {
  return Math.ceil(factors / STRIDE_UNIT) * STRIDE_UNIT;
}

/** How many rows have a cell. */
export function filledRows(rowStart: Uint32Array): number {
  let filled = 0;
  for (let row = 1; row < rowStart.length; row++) if (rowStart[row]! > rowStart[row - 1]!) filled++;
  return filled;
}

/** Fills in random features of the films, I×width; 0 for films without a rating. */
export function fillStartingRows(
  rows: Float32Array,
  { data, settings, width }: AlsPlan,
  seed: number,
): void {
  const { movies } = data.rowStart;
  const { factors } = settings;
  const random = new Random(seed);
  const own = new Float32Array(factors);
  rows.fill(0);
  for (let row = 0; row < movies.length - 1; row++) {
    random.fillNormal(own);
    if (movies[row] === movies[row + 1]) continue;
    for (let f = 0; f < factors; f++)
      rows[row * width + f] = (own[f]! * START) / Math.sqrt(factors);
  }
}
