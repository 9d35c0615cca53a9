import type { Movie } from "../catalogue/movie.ts";
import { integerIn } from "../check.ts";
import type { IdMap } from "../ratings/id-map.ts";
import { encodeUtf8 } from "../utf8.ts";
import { filmBytes } from "./film-columns.ts";

/** The largest model file that is written and read: 2 GiB. */
export const MOST_MODEL_BYTES: number = 2 ** 31;

/** Names, shapes, options, checksum; measured at under 2 kB, the name of the data apart. */
const REST_BYTES = 4096;

/** How large the heads of a model are. */
export interface ModelSize {
  /** F of the stars head. Integer in [0, 1024]. */
  readonly factors: number;
  /** F of each view of the picks head. Integer in [0, 1024]. */
  readonly picksFactors: number;
  /** Views of it. Integer in [0, 1024]. */
  readonly picksViews: number;
  /** Whether the stars head was sampled. Default false. */
  readonly hasPosterior?: boolean;
}

/**
 * How many bytes a model will take as a file of full precision, told before training: to be compared with
 * {@link MOST_MODEL_BYTES}.
 *
 * @param films - the catalogue, of which only the movies count; borrowed.
 * @param users - those of the ratings; borrowed.
 * @returns a few kilobytes too many at most, never too few where the data set's name is short.
 * @throws {RangeError | TypeError} if a number of features is out of range or no number.
 *
 * Cost: O(I + U) time and memory, for the texts.
 *
 * @example
 * ```ts
 * const { ratings, catalogue } = synthesize();
 * const bytes = modelBytes(catalogue, ratings.users, { factors: 8, picksFactors: 32, picksViews: 3 });
 * const data = { name: "x", ratings, catalogue, superseded: 0 };
 * const model = await train(data, { method: "gradient-descent", factors: 8 });
 * assert.ok(bytes >= model.toBytes().length && bytes < MOST_MODEL_BYTES);
 * ```
 */
export function modelBytes(
  films: { readonly movies: readonly Movie[] },
  users: IdMap,
  { factors, picksFactors, picksViews, hasPosterior = false }: ModelSize,
): number {
  const action = "Cannot tell the size of the model";
  integerIn(action, "factors", factors, 0, 1024);
  integerIn(action, "picksFactors", picksFactors, 0, 1024);
  integerIn(action, "picksViews", picksViews, 0, 1024);
  const rows = films.movies.length;
  const posterior = hasPosterior ? rows * (factors + 2) + 2 * (factors + 1) : 0;
  const picks = picksViews * (2 * rows + picksFactors + 1) * picksFactors;
  const values = rows * (factors + 2) + users.size * (factors + 1) + posterior + picks;
  return 4 * values + filmBytes(films.movies) + textBytes(users.toArray()) + REST_BYTES;
}

/** JSON as a text within JSON, as it stands in the file's header. */
function textBytes(value: unknown): number {
  return encodeUtf8(JSON.stringify(JSON.stringify(value))).length;
}
