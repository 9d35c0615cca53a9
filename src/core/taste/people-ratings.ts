import { clampToScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { SparseRows } from "../ratings/sparse-rows.ts";
import type { FilmSide } from "./film-side.ts";
import type { OwnRating } from "./fold-in.ts";

/** Ratings of many people as a model knows them: rows of `colIndex`, which are rows of its catalogue. */
export interface PeopleRatings extends SparseRows {
  /** Ratings left out: of films that the model does not know. */
  readonly unknown: number;
  /** Ratings beyond the model's scale; they count as its end. */
  readonly clamped: number;
}

/** Cost: O(N + U + I); 8 bytes a rating. */
export function ratingsOfPeople(side: FilmSide, ratings: Ratings): PeopleRatings {
  const { scale, catalogue } = side;
  const rowOf = Int32Array.from({ length: ratings.movieCount }, (_, movie) =>
    catalogue.indexOf(ratings.movies.idAt(movie)),
  );
  const given = ratings.byUser();
  const rowStart = new Uint32Array(given.rowStart.length);
  const colIndex = new Uint32Array(given.colIndex.length);
  const value = new Float32Array(given.value.length);
  let kept = 0;
  let clamped = 0;
  for (let user = 0; user + 1 < rowStart.length; user++) {
    for (let k = given.rowStart[user]!; k < given.rowStart[user + 1]!; k++) {
      const row = rowOf[given.colIndex[k]!]!;
      if (row < 0) continue;
      const stars = given.value[k]!;
      if (stars < scale.min || stars > scale.max) clamped++;
      colIndex[kept] = row;
      value[kept++] = clampToScale(scale, stars);
    }
    rowStart[user + 1] = kept;
  }
  const unknown = colIndex.length - kept;
  return {
    ...{ rowStart, unknown, clamped },
    colIndex: colIndex.subarray(0, kept),
    value: value.subarray(0, kept),
  };
}

/** What one of them has rated. */
export function ratingsOfPerson(
  { rowStart, colIndex, value }: SparseRows,
  person: number,
): OwnRating[] {
  const own: OwnRating[] = [];
  for (let k = rowStart[person]!; k < rowStart[person + 1]!; k++) {
    own.push({ movieIndex: colIndex[k]!, rating: value[k]! });
  }
  return own;
}
