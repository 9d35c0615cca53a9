import type { Catalogue } from "../catalogue/catalogue.ts";
import type { StarsHead } from "../learn/learning.ts";
import type { Id } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";

/** What a person's taste is solved against: the films' half of a model. */
export interface FilmSide {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly head: StarsHead;
  /** Training ratings of each row, I values. */
  readonly movieCounts: Uint32Array;
  /** Half the width of the 80 % interval, in stars; NaN where it was not measured. */
  readonly halfWidth80: number;
}

/** @throws {RangeError} if the model does not know the movie; `action` as in "Cannot predict". */
export function rowOf({ catalogue }: FilmSide, action: string, movieId: Id): number {
  const row = catalogue.indexOf(movieId);
  if (row >= 0) return row;
  throw new RangeError(
    `${action}: "movieId" must be in the model's catalogue, got ${JSON.stringify(movieId)}`,
  );
}

/** The row with the most ratings of each film: a film that stands twice is shown once. */
export function representativeRows({
  catalogue,
  movieCounts,
}: Pick<FilmSide, "catalogue" | "movieCounts">): Uint32Array {
  const best = new Map<number, number>();
  for (let row = 0; row < catalogue.size; row++) {
    const film = catalogue.filmOf[row]!;
    const shown = best.get(film);
    if (shown === undefined || movieCounts[row]! > movieCounts[shown]!) best.set(film, row);
  }
  return Uint32Array.from(best.values());
}
