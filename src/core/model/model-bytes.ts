import type { Movie } from "../catalogue/movie.ts";
import { integerIn } from "../check.ts";
import type { IdMap } from "../ratings/id-map.ts";
import { encodeUtf8 } from "../utf8.ts";

/** The largest model file that is written and read: 2 GiB. */
export const MOST_MODEL_BYTES: number = 2 ** 31;

/** Names, shapes, options, checksum; measured at under 2 kB, the name of the data apart. */
const REST_BYTES = 4096;

/**
 * How many bytes a model will take as a file, told before training: to be compared with
 * {@link MOST_MODEL_BYTES}.
 *
 * @param films - the catalogue, of which only the movies count; borrowed.
 * @param users - those of the ratings; borrowed.
 * @param factors - F, hidden features a film. Integer in [0, 1024].
 * @param options - `hasPosterior`: whether it was sampled. Default false.
 * @returns a few kilobytes too many at most, never too few where the data set's name is short.
 * @throws {RangeError | TypeError} if `factors` is out of range or no number.
 *
 * Cost: O(I + U) time and memory, for the texts.
 *
 * @example
 * ```ts
 * const { ratings, catalogue } = synthesize();
 * const bytes = modelBytes(catalogue, ratings.users, 8);
 * const data = { name: "x", ratings, catalogue, superseded: 0 };
 * const model = await train(data, { method: "gradient-descent", factors: 8 });
 * assert.ok(bytes >= model.toBytes().length && bytes < MOST_MODEL_BYTES);
 * ```
 */
export function modelBytes(
  films: { readonly movies: readonly Movie[] },
  users: IdMap,
  factors: number,
  { hasPosterior = false }: { readonly hasPosterior?: boolean } = {},
): number {
  integerIn("Cannot tell the size of the model", "factors", factors, 0, 1024);
  const rows = films.movies.length;
  const posterior = hasPosterior ? rows * (factors + 2) + 2 * (factors + 1) : 0;
  const values = rows * (factors + 2) + users.size * (factors + 1) + posterior;
  return 4 * values + textBytes(films.movies) + textBytes(users.toArray()) + REST_BYTES;
}

/** JSON as a text within JSON, as it stands in the file's header. */
function textBytes(value: unknown): number {
  return encodeUtf8(JSON.stringify(JSON.stringify(value))).length;
}
