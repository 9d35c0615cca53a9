// @ts-check
/**
 * How far apart what two models say of the same ratings is, at most, in stars. Their rows may be others.
 *
 * @param {import("./star-error.mjs").Ratings} ratings
 * @param {any} one
 * @param {any} other
 */
export function mostApart(ratings, one, other) {
  let most = 0;
  for (let n = 0; n < ratings.length; n++) {
    const user = ratings.users.idAt(ratings.userIndex[n] ?? NaN);
    const movie = ratings.movies.idAt(ratings.movieIndex[n] ?? NaN);
    most = Math.max(most, Math.abs(one.predict(user, movie) - other.predict(user, movie)));
  }
  return most;
}
