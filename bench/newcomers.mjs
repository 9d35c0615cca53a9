// @ts-check
// People who are new to a model of made-up ratings: each brings thirty.
import { leaveOutPeople, synthesize } from "../dist/index.js";

/** A user's ratings, about as in MovieLens 10M. */
const RATINGS_A_USER = 140;
const DRAW = { people: 1000, leastRatings: 60, given: [30] };

/**
 * @param {{ movies: number, ratings: number }} size
 * @returns {{ data: import("../dist/index.js").DataSet, people: { movieId: number, rating: number }[][] }}
 */
export function newcomers({ movies, ratings }) {
  const users = Math.round(ratings / RATINGS_A_USER);
  const data = synthesize({ users, movies, ratings });
  const { train, people } = leaveOutPeople(data.ratings, DRAW, 1);
  const own = people.map(({ given: { movieIndex, value } }) =>
    Array.from(value, (rating, k) => ({ movieId: (movieIndex[k] ?? NaN) + 1, rating })),
  );
  return { data: { ...data, ratings: train }, people: own };
}
