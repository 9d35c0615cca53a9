import { integerIn } from "../check.ts";
import { Random } from "../random.ts";
import type { Id } from "../ratings/id-map.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { ListableFilms, ListedSide } from "./listable-films.ts";

/** A rating of a film that the model has learned something of, by the row that stands for the film. */
export interface KnownRating extends PersonRating {
  readonly row: number;
}

/** A person's ratings, parted by what can be measured. */
export interface KnownRatings {
  /** One a film, by id. */
  readonly known: readonly KnownRating[];
  /** Ratings of films that the model does not know, or of which it has no training rating. */
  readonly unknown: number;
  /** Ratings that a later one of the same film replaced. */
  readonly repeated: number;
}

/** Parts a person's ratings; their order matters for films rated twice alone: the last counts, as in a taste. */
export function knownRatings(
  { catalogue }: ListedSide,
  films: ListableFilms,
  ratings: readonly PersonRating[],
): KnownRatings {
  const byRow = new Map<number, KnownRating>();
  let unknown = 0;
  for (const { movieId, rating } of ratings) {
    const found = catalogue.indexOf(movieId);
    const row = found < 0 ? -1 : films.listedAs(found);
    if (row < 0 || films.counts[row] === 0) unknown++;
    else byRow.set(row, { movieId: catalogue.at(row).id, rating, row });
  }
  const known = [...byRow.values()].sort((a, b) => compareIds(a.movieId, b.movieId));
  return { known, unknown, repeated: ratings.length - unknown - known.length };
}

/** Numbers before texts, so that the order is the same wherever the films come from. */
function compareIds(a: Id, b: Id): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : 1;
}

/** In which fold each of `count` ratings is hidden: drawn, of sizes that differ by one at most. */
export function drawFolds(count: number, folds: number, seed: number): Uint32Array {
  integerIn("Cannot draw folds", "count", count, folds, 2 ** 32 - 1);
  return new Random(seed).shuffle(Uint32Array.from({ length: count }, (_, k) => k % folds));
}
