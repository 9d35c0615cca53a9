import { ProblemError } from "../http/problem-error.ts";
import type { ServedModel } from "../service.ts";

/**
 * Of whom nothing is stored.
 *
 * @param remedy - what may be done besides storing something.
 */
export function personUnknown(personId: string, remedy = ""): ProblemError {
  return new ProblemError("person-unknown", {
    detail: `Cannot answer for person ${JSON.stringify(personId)}: nothing is stored of them; store a rating first${remedy}`,
  });
}

/**
 * The row of a movie.
 *
 * @throws {ProblemError} `movie-unknown`.
 */
export function knownRow(served: ServedModel, movieId: string): number {
  const row = served.rowOf(movieId);
  if (row >= 0) return row;
  throw new ProblemError("movie-unknown", {
    detail: `Cannot find movie ${JSON.stringify(movieId)}: the model does not know it; GET /v1/movies?q= finds movies by title`,
  });
}
