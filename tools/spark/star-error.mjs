// @ts-check
/** @typedef {import("./reference-als.mjs").Ratings & { scale: { min: number, max: number } }} Ratings */

/**
 * RMSE of stars predicted by rows of `test`, each held within its scale.
 *
 * @param {Ratings} test
 * @param {(user: number, movie: number) => number} predict
 */
export function rmseOf(test, predict) {
  const { scale, userIndex, movieIndex, value } = test;
  let squares = 0;
  for (const [n, stars] of value.entries()) {
    const user = userIndex[n] ?? NaN;
    const movie = movieIndex[n] ?? NaN;
    const guess = Math.min(scale.max, Math.max(scale.min, predict(user, movie)));
    squares += (guess - stars) ** 2;
  }
  return Math.sqrt(squares / value.length);
}

/**
 * The same of a model, whose rows are other ones: people and films are found by their ids.
 *
 * @param {Ratings} test
 * @param {{ predict(userId: number | string, movieId: number | string): number }} model
 */
export function rmseOfModel(test, model) {
  return rmseOf(test, (user, movie) =>
    model.predict(test.users.idAt(user), test.movies.idAt(movie)),
  );
}
