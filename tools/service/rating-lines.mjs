// @ts-check

/**
 * Ratings as a bulk request brings them.
 *
 * @param {import("../../dist/index.js").Ratings} ratings
 * @param {(place: number) => string} [personOf]
 * @param {number} [from]
 * @param {number} [to]
 */
export function linesOf(ratings, personOf = numbered, from = 0, to = ratings.length) {
  const { userIndex, movieIndex, value, movies } = ratings;
  let lines = "";
  for (let n = from; n < Math.min(to, ratings.length); n++) {
    const personId = personOf(userIndex[n] ?? 0);
    const movieId = String(movies.idAt(movieIndex[n] ?? 0));
    lines += `${JSON.stringify({ personId, movieId, rating: value[n] })}\n`;
  }
  return lines;
}

/** @param {number} place - from 0 */
function numbered(place) {
  return `person-${place}`;
}
