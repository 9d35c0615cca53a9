import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PicksHead, StarsHead } from "../learn/learning.ts";
import type { Id } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";

/** What a person's taste is solved against: the films' half of a model. Never changes. */
export interface FilmSide {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  /** How many stars someone will give. */
  readonly head: StarsHead;
  /** Which films someone will choose and like. */
  readonly picksHead: PicksHead;
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
  const best = new Int32Array(catalogue.size).fill(-1);
  for (let row = 0; row < catalogue.size; row++) {
    const film = catalogue.filmOf[row]!;
    const shown = best[film]!;
    if (shown < 0 || movieCounts[row]! > movieCounts[shown]!) best[film] = row;
  }
  return Uint32Array.from(best.filter((row) => row >= 0));
}
