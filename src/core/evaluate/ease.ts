import { numberIn, oneOf, rejectUnknownKeys } from "../check.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { SparseRows } from "../ratings/sparse-rows.ts";
import { SymmetricInverse } from "../symmetric-inverse.ts";

/** What can be chosen about EASE. */
export interface EaseOptions {
  /** λ, added to how many people like a film. Above 0. Default .6 for each person who likes one. */
  readonly regularization?: number;
  /** A rating of so many stars or more means that someone likes a film. Default 4. */
  readonly likedFrom?: number;
  /** Which matrix is inverted: films × films or people × people. Default: the smaller one. */
  readonly side?: "films" | "people";
}

/** The values of {@link EaseOptions} where none is given; the others depend on the ratings. */
export const EASE_DEFAULTS: Readonly<{ likedFrom: number }> = Object.freeze({ likedFrom: 4 });

/**
 * Mean nDCG@10 of people drawn from the training side of draws (30 ratings given), by λ:
 * MovieLens 100K, 390 people left: .548 at 50, .569 at 100, .5745 at 200, .5749 at 250, .574 at 300,
 * .558 at 800. Latest small, 270 people: .492 at 100, .497 at 200, .496 at 400, .494 at 800. 1M, 5,540
 * people: .601 at 200, .614 at 400, .628 at 800, .640 at 1,600, .648 at 3,200, .650 at 4,800, .652 at 9,600.
 * One λ for all sets would make it weak where there are many people.
 */
const RIDGE_PER_PERSON = 0.6;

/** The larger a matrix, by the third power, the longer its inverse: a minute and a half and 512 MB here. */
const MOST_ROWS = 8000;

/** How much a person will like films, from which films they like and nothing else. */
export interface Ease {
  /**
   * @param liked - rows of the films that the person likes, each once.
   * @returns x·B, I scores; 0 for films that nobody likes.
   *
   * Cost: O(n²) for n films or people, whichever was inverted.
   */
  scores(liked: ArrayLike<number>): Float64Array;
}

/** Whether so many films and people can be learned from in reasonable time. Cost: O(N). */
export function easeFits(train: Ratings): boolean {
  const liked = likedRatings(train, EASE_DEFAULTS.likedFrom);
  const sizes = [liked.movieCounts(), liked.userCounts()].map(
    (counts) => rowsWithAny(counts).length,
  );
  return Math.min(...sizes) <= MOST_ROWS;
}

/**
 * EASE: films told from films by a linear map B whose diagonal is 0, in closed form. Simple, and on
 * MovieLens better than most that came after it: a ranking has to stand beside it.
 *
 * With X the people × films of what is liked and P = (XᵀX + λI)⁻¹, B_ij = −P_ij / P_jj. Where there
 * are fewer people than films, P = (I − Xᵀ(XXᵀ + λI)⁻¹X) / λ is never written out.
 *
 * @throws {RangeError | TypeError} for a wrong or unknown option.
 *
 * Cost: n³/3 multiplications and 8·n² bytes, n the smaller of how many films are liked and how many
 * people like one: 9 s and 100 MB for MovieLens 1M. Source: Steck 2019, arXiv 1905.03375.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 60, movies: 40, ratings: 900 });
 * const scores = learnEase(ratings).scores([0, 3]);
 * assert.equal(scores.length, 40);
 * ```
 */
export function learnEase(train: Ratings, options: EaseOptions = {}): Ease {
  const action = "Cannot learn EASE";
  rejectUnknownKeys(action, options, { ...EASE_DEFAULTS, regularization: 0, side: "" });
  const { likedFrom = EASE_DEFAULTS.likedFrom } = options;
  const liked = likedRatings(train, numberIn(action, "likedFrom", likedFrom, 0, Infinity));
  const people = rowsWithAny(liked.userCounts()).length;
  const { regularization = Math.max(1, RIDGE_PER_PERSON * people) } = options;
  const ridge = numberIn(action, "regularization", regularization, 1e-6, Infinity);
  const { side: wanted = filmsAreFewer(liked) ? "films" : "people" } = options;
  const side = oneOf(action, "side", wanted, ["films", "people"]);
  return side === "films" ? easeOfFilms(liked, ridge) : easeOfPeople(liked, ridge);
}

function easeOfFilms(liked: Ratings, ridge: number): Ease {
  const films = rowsWithAny(liked.movieCounts());
  const placeOf = placesOf(films, liked.movieCount);
  const inverse = new SymmetricInverse(
    gram(liked.byUser(), placeOf, films.length, ridge),
    films.length,
  );
  const diagonal = Float64Array.from(films.keys(), (k) => inverse.diagonalAt(k));
  return {
    scores: (own) => {
      const x = new Float64Array(films.length);
      for (const film of Array.from(own)) if (placeOf[film]! >= 0) x[placeOf[film]!] = 1;
      const xP = inverse.times(x);
      const scores = new Float64Array(liked.movieCount);
      for (const [k, film] of films.entries()) scores[film] = x[k]! - xP[k]! / diagonal[k]!;
      return scores;
    },
  };
}

function easeOfPeople(liked: Ratings, ridge: number): Ease {
  const people = rowsWithAny(liked.userCounts());
  const placeOf = placesOf(people, liked.userCount);
  const { rowStart, colIndex } = liked.byMovie();
  const inverse = new SymmetricInverse(
    gram(liked.byMovie(), placeOf, people.length, ridge),
    people.length,
  );
  const places = colIndex.map((user) => placeOf[user]!);
  const likers = (film: number): Uint32Array => places.subarray(rowStart[film], rowStart[film + 1]);
  const diagonal = Float64Array.from({ length: liked.movieCount }, (_, film) => {
    const column = new Float64Array(people.length);
    for (const k of likers(film)) column[k] = 1;
    return (1 - inverse.half(column).reduce((sum, value) => sum + value * value, 0)) / ridge;
  });
  return {
    scores: (own) => {
      const x = new Float64Array(liked.movieCount);
      const common = new Float64Array(people.length);
      for (const film of Array.from(own)) {
        x[film] = 1;
        for (const k of likers(film)) common[k]! += 1;
      }
      const weight = inverse.times(common);
      return x.map((owned, film) => {
        const told = likers(film).reduce((sum, k) => sum + weight[k]!, 0);
        return owned - (owned - told) / ridge / diagonal[film]!;
      });
    },
  };
}

/** Lower triangle of Xᵀ·X + λI, or of X·Xᵀ + λI, from the rows of the other side. */
function gram(
  { rowStart, colIndex }: SparseRows,
  placeOf: Int32Array,
  n: number,
  ridge: number,
): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let k = 0; k < n; k++) matrix[k * n + k] = ridge;
  for (let row = 0; row + 1 < rowStart.length; row++) {
    for (let a = rowStart[row]!; a < rowStart[row + 1]!; a++) {
      const start = placeOf[colIndex[a]!]! * n;
      for (let b = rowStart[row]!; b <= a; b++) matrix[start + placeOf[colIndex[b]!]!]! += 1;
    }
  }
  return matrix;
}

function likedRatings(train: Ratings, likedFrom: number): Ratings {
  const all = Uint32Array.from(train.value.keys());
  return train.select(all.filter((n) => train.value[n]! >= likedFrom));
}

function filmsAreFewer(liked: Ratings): boolean {
  return rowsWithAny(liked.movieCounts()).length <= rowsWithAny(liked.userCounts()).length;
}

function rowsWithAny(counts: Uint32Array): Uint32Array {
  return Uint32Array.from(counts.keys()).filter((row) => counts[row]! > 0);
}

/** Row → its place among `rows`, ascending; −1 for the others. */
function placesOf(rows: Uint32Array, size: number): Int32Array {
  const places = new Int32Array(size).fill(-1);
  for (const [k, row] of rows.entries()) places[row] = k;
  return places;
}
