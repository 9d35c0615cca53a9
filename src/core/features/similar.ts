import { integerIn, rejectUnknownKeys } from "../check.ts";
import type { FilmSide } from "../taste/film-side.ts";
import { representativeRows } from "../taste/film-side.ts";

/** A film whose hidden features point the same way. */
export interface Neighbour {
  readonly movieIndex: number;
  /** Cosine of the two rows of hidden features, shrunk by how few ratings the film has; −1 … 1. */
  readonly similarity: number;
}

/** What can be chosen about neighbours. */
export interface SimilarOptions {
  /** How many at most. Integer in [1, 10 000]. Default 10. */
  readonly count?: number;
  /** Films with fewer training ratings are left out. Integer in [0, 2³² − 1]. Default 20. */
  readonly leastRatings?: number;
}

/** Films with fewer ratings than the floor are told apart by noise. */
export const SIMILAR_DEFAULTS: Readonly<Required<SimilarOptions>> = Object.freeze({
  count: 10,
  leastRatings: 20,
});

/** A film with this many ratings keeps half of its cosine: with few, the direction is mostly noise. */
const HALF_TRUST = 25;

/**
 * Films most like one film, by the angle between their hidden features. Bare cosines put films with
 * a handful of ratings on top, different ones for every seed; hence a floor and shrinkage.
 *
 * @param row - of the catalogue.
 * @returns most alike first; never the film itself, in none of its rows.
 * @throws {RangeError | TypeError} if there is no such row, or for a wrong option.
 *
 * Cost: O(I·F + I log I).
 */
export function similar(side: FilmSide, row: number, options: SimilarOptions = {}): Neighbour[] {
  const action = "Cannot find similar films";
  rejectUnknownKeys(action, options, SIMILAR_DEFAULTS);
  const count = integerIn(action, "count", options.count ?? SIMILAR_DEFAULTS.count, 1, 10_000);
  const least = options.leastRatings ?? SIMILAR_DEFAULTS.leastRatings;
  integerIn(action, "leastRatings", least, 0, 2 ** 32 - 1);
  const { catalogue, movieCounts } = side;
  const film = catalogue.filmOf[integerIn(action, "row", row, 0, catalogue.size - 1)];
  return Array.from(representativeRows(side))
    .filter(
      (other) => movieCounts[other]! >= Math.max(1, least) && catalogue.filmOf[other] !== film,
    )
    .map((other) => {
      const trust = movieCounts[other]! / (movieCounts[other]! + HALF_TRUST);
      return { movieIndex: other, similarity: trust * cosine(side, row, other) };
    })
    .sort((a, b) => b.similarity - a.similarity || a.movieIndex - b.movieIndex)
    .slice(0, count);
}

function cosine({ head }: FilmSide, a: number, b: number): number {
  const { factors, movieFactors } = head;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let f = 0; f < factors; f++) {
    const x = movieFactors[a * factors + f]!;
    const y = movieFactors[b * factors + f]!;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
