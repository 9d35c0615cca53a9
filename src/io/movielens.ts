import type { DataSet } from "../core/catalogue/data-set.ts";
import { DataError } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import type { Split } from "../core/ratings/split.ts";
import type { DataFiles } from "./data-files.ts";
import { pathOf } from "./data-texts.ts";
import { catalogueOf, planOf } from "./movielens-plan.ts";
import type { ScannedRatings } from "./rating-collector.ts";
import { RatingCollector } from "./rating-collector.ts";
import type { RatingRules } from "./rating-rules.ts";
import { readRatings } from "./ratings-file.ts";
import { shown } from "./shown.ts";

/** What reading a data set may report and be stopped by. */
export interface LoadMovieLensOptions {
  /** Stops the reading at the next chunk. */
  readonly signal?: StopSignal | undefined;
  /** Called after each chunk with the ratings read so far. */
  readonly onProgress?: ((ratingsRead: number) => void) | undefined;
}

/**
 * Reads a MovieLens data set of any size, told by the names of its files: `u.data` (100K),
 * `ratings.dat` (1M, 10M), `ratings.csv` with `movies.csv` (20M and later, latest). A `ratings.csv`
 * alone is a table of one's own: ids may be texts, and are the titles, `Fargo (1996)` with its year.
 * In the place of `ratings.csv` may stand `ratings.parquet`, with columns of the same names.
 *
 * 100K and 1M are on whole stars from 1, all others on half stars from 0.5. Rows of films that
 * stand twice are kept apart (see `Catalogue.filmOf`).
 *
 * @param files - borrowed; not closed.
 * @throws {DataError} that names file, line and column and what was found there, if a file is
 * missing or damaged.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: one pass over the ratings, 16 bytes of memory each; the catalogue is held as one text
 * meanwhile.
 *
 * @example
 * ```ts
 * const table = "userId,movieId,rating\nann,Alien,4.5\nbob,Alien,3\n";
 * const { ratings, catalogue } = await loadMovieLens({
 *   place: "my table",
 *   names: ["ratings.csv"],
 *   async *open() {
 *     yield new TextEncoder().encode(table);
 *   },
 * });
 * assert.equal(ratings.mean(), 3.75);
 * assert.equal(catalogue.at(0).title, "Alien");
 * ```
 */
export async function loadMovieLens(
  files: DataFiles,
  options: LoadMovieLensOptions = {},
): Promise<DataSet> {
  const plan = await planOf(files, options.signal);
  const scanned = await scan(files, plan.ratingsFile, options, plan.rules);
  const { users, columns, superseded } = scanned;
  const { name, scale } = plan.nameAndScale(scanned.fractions);
  const catalogue = await catalogueOf(plan, scanned, files, options.signal);
  const ratings = new Ratings(users, catalogue.ids, scale, columns, superseded);
  return { name, ratings, catalogue, superseded };
}

/**
 * Reads a fold of MovieLens 100K as shipped, `u1.base` and `u1.test`, with the ids of the set.
 *
 * @param files - those that `dataSet` was read from; borrowed.
 * @throws {DataError} if a file is missing or damaged, knows a user or movie that the set has not,
 * or rates a pair twice, in one part or in both.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: as {@link loadMovieLens}.
 *
 * @example
 * ```ts
 * const texts: Record<string, string> = {
 *   "u.data": "1\t7\t5\t0\n2\t7\t4\t0\n",
 *   "u.item": `7|Heat (1995)||||${Array(19).fill("0").join("|")}\n`,
 *   "u1.base": "1\t7\t5\t0\n",
 *   "u1.test": "2\t7\t4\t0\n",
 * };
 * const files = {
 *   place: "a tiny 100K",
 *   names: Object.keys(texts),
 *   async *open(name: string) {
 *     yield new TextEncoder().encode(texts[name]);
 *   },
 * };
 * const { train, test } = await loadFold(files, 1, await loadMovieLens(files));
 * assert.deepEqual([train.length, test.length], [1, 1]);
 * ```
 */
export async function loadFold(
  files: DataFiles,
  fold: 1 | 2 | 3 | 4 | 5,
  dataSet: DataSet,
  options: Pick<LoadMovieLensOptions, "signal"> = {},
): Promise<Split> {
  const { users, movies, scale } = dataSet.ratings;
  const part = async (name: string): Promise<Ratings> => {
    const scanned = await scan(files, name, options, {
      separator: "\t",
      scale,
      users: { ids: users, from: "u.data" },
      movies: { ids: movies, from: "u.item" },
    });
    if (scanned.superseded === 0) return new Ratings(users, movies, scale, scanned.columns);
    throw new DataError(
      `Cannot read the fold: no pair may stand twice, got ${scanned.superseded} that do; get the set anew`,
      { file: pathOf(files, name) },
    );
  };
  const split = { train: await part(`u${fold}.base`), test: await part(`u${fold}.test`) };
  refuseOverlap(split, files, `u${fold}`);
  return split;
}

async function scan(
  files: DataFiles,
  name: string,
  { signal, onProgress }: LoadMovieLensOptions,
  rules: RatingRules,
): Promise<ScannedRatings> {
  const collector = new RatingCollector(rules);
  for await (const _ of readRatings(files, name, rules, collector, signal)) {
    onProgress?.(collector.count);
  }
  return collector.finish();
}

function refuseOverlap({ train, test }: Split, files: DataFiles, fold: string): void {
  const { rowStart, colIndex } = train.byUser();
  for (let n = 0; n < test.length; n++) {
    const user = test.userIndex[n]!;
    const rated = colIndex.subarray(rowStart[user], rowStart[user + 1]);
    if (!rated.includes(test.movieIndex[n]!)) continue;
    const userId = shown(String(test.users.idAt(user)));
    const movieId = shown(String(test.movies.idAt(test.movieIndex[n]!)));
    throw new DataError(
      `Cannot read the fold: no pair may stand in both ${fold}.base and ${fold}.test, got user ${userId} and movie ${movieId}; get the set anew`,
      { file: pathOf(files, `${fold}.test`) },
    );
  }
}
