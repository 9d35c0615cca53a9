import { cholesky, solveCholesky } from "../cholesky.ts";
import { Random } from "../random.ts";
import type { FilmVectors } from "./film-vectors.ts";

/** A direction that tells a trait from where films lie. */
export interface Direction {
  /** Of each film what a direction says that was found without it and the others of its fold. */
  readonly leftOut: Float64Array;
  /** Found from all films: D weights, and what is added. */
  readonly weights: Float64Array;
  readonly level: number;
}

/** Films are left out a tenth at a time. */
export const FOLDS = 10;

/** What keeps a direction from fitting single films, per film. */
const RIDGE = 1 / 300;

/**
 * For each trait the direction that tells it best: ridge regression on where films lie, and ten times
 * more without a tenth of the films, of whom nothing is then told.
 *
 * @param traits - one value a film each.
 * @returns in the order of the traits.
 *
 * Cost: O(films·D² + D³ + traits·films·D). Source: Hoerl and Kennard 1970.
 */
export function findDirections(vectors: FilmVectors, traits: readonly Float64Array[]): Direction[] {
  const films = traits[0]?.length ?? 0;
  const foldOf = foldsOf(films);
  const scaled = traits.map(standardised);
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    equationsOf(vectors, scaled, (k) => foldOf[k] === fold),
  );
  const all = folds.reduce((sum, fold) => combined(sum, fold, 1), emptyEquations(vectors, traits));
  const whole = solved(all, films);
  const leftOut = traits.map(() => new Float64Array(films));
  for (const [fold, own] of folds.entries()) {
    const found = solved(combined(all, own, -1), films);
    for (let k = 0; k < films; k++) {
      if (foldOf[k] !== fold) continue;
      for (const [t, direction] of found.entries())
        leftOut[t]![k] = placeAlong(direction, vectors, k);
    }
  }
  return whole.map((direction, t) => ({ ...direction, leftOut: leftOut[t]! }));
}

/** What a direction says of film k of these. */
export function placeAlong(
  { weights, level }: Omit<Direction, "leftOut">,
  { width, values }: FilmVectors,
  k: number,
): number {
  let sum = level;
  for (let f = 0; f < width; f++) sum += weights[f]! * values[k * width + f]!;
  return sum;
}

/** The least squares of some films: (D + 1)² products, lower triangle, and a right side a trait. */
interface Equations {
  readonly matrix: Float64Array;
  readonly sides: readonly Float64Array[];
}

/** The same for every call: chance decides only who is left out with whom. */
function foldsOf(films: number): Uint8Array {
  const random = new Random(1);
  const order = Array.from({ length: films }, (_, k) => k);
  for (let k = films - 1; k > 0; k--) {
    const other = random.below(k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  const foldOf = new Uint8Array(films);
  for (const [place, film] of order.entries()) foldOf[film] = place % FOLDS;
  return foldOf;
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length) || 1;
  return values.map((value) => (value - mean) / deviation);
}

function emptyEquations({ width }: FilmVectors, traits: readonly Float64Array[]): Equations {
  const size = width + 1;
  return {
    matrix: new Float64Array(size * size),
    sides: traits.map(() => new Float64Array(size)),
  };
}

function equationsOf(
  vectors: FilmVectors,
  traits: readonly Float64Array[],
  isIn: (k: number) => boolean,
): Equations {
  const { width, values } = vectors;
  const { matrix, sides } = emptyEquations(vectors, traits);
  const size = width + 1;
  const film = new Float64Array(size).fill(1);
  for (let k = 0; k * width < values.length; k++) {
    if (!isIn(k)) continue;
    film.set(values.subarray(k * width, (k + 1) * width));
    for (let i = 0; i < size; i++) {
      const left = film[i]!;
      for (let j = 0; j <= i; j++) matrix[i * size + j]! += left * film[j]!;
    }
    for (const [t, side] of sides.entries()) {
      const value = traits[t]![k]!;
      for (let i = 0; i < size; i++) side[i]! += value * film[i]!;
    }
  }
  return { matrix, sides };
}

function combined(a: Equations, b: Equations, sign: 1 | -1): Equations {
  const add = (x: Float64Array, y: Float64Array): Float64Array =>
    x.map((value, k) => value + sign * y[k]!);
  return {
    matrix: add(a.matrix, b.matrix),
    sides: a.sides.map((side, t) => add(side, b.sides[t]!)),
  };
}

/** Overwrites nothing. A ridge on all but the level, which only has to stay above 0. */
function solved({ matrix, sides }: Equations, films: number): Omit<Direction, "leftOut">[] {
  const factor = matrix.slice();
  const size = Math.round(Math.sqrt(matrix.length));
  for (let f = 0; f < size - 1; f++) factor[f * size + f]! += RIDGE * films;
  factor[factor.length - 1]! += 1e-9;
  cholesky(factor, size);
  return sides.map((side) => {
    const solution = solveCholesky(factor, size, side.slice());
    return { weights: solution.subarray(0, size - 1), level: solution[size - 1]! };
  });
}
