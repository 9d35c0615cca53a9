// @ts-check
import { parquetWriteFile } from "hyparquet-writer";

/** @typedef {{ userIndex: Uint32Array, movieIndex: Uint32Array, value: Float32Array, users: Ids, movies: Ids }} RatingTable - a `Ratings` */
/** @typedef {{ idAt(index: number): number | string }} Ids */

/**
 * Writes ratings as a cluster would have them: `user` and `item` as INT, `rating` as DOUBLE.
 *
 * @param {string} file
 * @param {RatingTable} ratings - whose ids are numbers.
 */
export function writeRatings(file, { userIndex, movieIndex, value, users, movies }) {
  const idsOf = (/** @type {Uint32Array} */ rows, /** @type {Ids} */ ids) =>
    Int32Array.from(rows, (row) => Number(ids.idAt(row)));
  parquetWriteFile({
    filename: file,
    columnData: [
      { name: "user", data: idsOf(userIndex, users), type: "INT32", nullable: false },
      { name: "item", data: idsOf(movieIndex, movies), type: "INT32", nullable: false },
      { name: "rating", data: Float64Array.from(value), type: "DOUBLE", nullable: false },
    ],
  });
}

/**
 * Writes films with titles, years and genres.
 *
 * @param {string} file
 * @param {readonly { id: number | string, title: string, year?: number | undefined, genres: readonly string[] }[]} films
 */
export function writeFilms(file, films) {
  parquetWriteFile({
    filename: file,
    columnData: [
      { name: "item", data: Int32Array.from(films, ({ id }) => Number(id)), type: "INT32" },
      { name: "title", data: films.map(({ title }) => title), type: "STRING" },
      { name: "year", data: Int32Array.from(films, ({ year }) => year ?? 0), type: "INT32" },
      { name: "genres", data: films.map(({ genres }) => genres.join("|")), type: "STRING" },
    ],
  });
}
