import { Catalogue } from "../core/catalogue/catalogue.ts";
import type { DataSet } from "../core/catalogue/data-set.ts";
import type { Movie } from "../core/catalogue/movie.ts";
import { movieOfId } from "../core/catalogue/movie-of-id.ts";
import { DataError, throwIfAborted } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import { HALF_STARS, WHOLE_STARS } from "../core/ratings/rating-scale.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import { Ratings } from "../core/ratings/ratings.ts";
import type { Split } from "../core/ratings/split.ts";
import type { DataFiles } from "./data-files.ts";
import { expectedLines } from "./expected-lines.ts";
import { moviesOfCsv, moviesOfDat, moviesOfItems, withLinks } from "./movielens-movies.ts";
import type { ScannedRatings } from "./rating-collector.ts";
import type { RatingScannerOptions } from "./rating-scanner.ts";
import { RatingScanner } from "./rating-scanner.ts";
import { readAhead } from "./read-ahead.ts";
import { shown } from "./shown.ts";
import { textOfBytes } from "./text-of-bytes.ts";

/** What reading a data set may report and be stopped by. */
export interface LoadMovieLensOptions {
  /** Stops the reading at the next chunk. */
  readonly signal?: StopSignal | undefined;
  /** Called after each chunk with the ratings read so far. */
  readonly onProgress?: ((ratingsRead: number) => void) | undefined;
}

const ACTION = "Cannot read the data set";
/** Far above `movies.csv` of MovieLens 32M (4 MB), far below what a text may have in V8. */
const MAX_TEXT_BYTES = 256 * 2 ** 20;

/**
 * Reads a MovieLens data set of any size, told by the names of its files: `u.data` (100K),
 * `ratings.dat` (1M, 10M), `ratings.csv` with `movies.csv` (20M and later, latest). A `ratings.csv`
 * alone is a table of one's own: ids may be texts, and are the titles, `Fargo (1996)` with its year.
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
  if (files.names.includes("u.data")) return load100k(files, options);
  if (files.names.includes("ratings.dat")) return loadDat(files, options);
  if (files.names.includes("movies.csv") && files.names.includes("ratings.csv")) {
    return loadCsv(files, options);
  }
  if (files.names.includes("ratings.csv")) return loadOwn(files, options);
  throw new DataError(
    `${ACTION}: "u.data", "ratings.dat" or "ratings.csv" must be there, got ${listed(files.names)}`,
    { file: files.place },
  );
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

async function load100k(files: DataFiles, options: LoadMovieLensOptions): Promise<DataSet> {
  const movies = moviesOfItems(...(await textOf(files, "u.item", options)));
  const catalogue = new Catalogue(movies);
  const scanned = await scan(files, "u.data", options, {
    separator: "\t",
    scale: WHOLE_STARS,
    movies: { ids: catalogue.ids, from: "u.item" },
  });
  return dataSetOf("MovieLens 100K", catalogue, WHOLE_STARS, scanned);
}

async function loadDat(files: DataFiles, options: LoadMovieLensOptions): Promise<DataSet> {
  const movies = moviesOfDat(...(await textOf(files, "movies.dat", options)));
  const catalogue = new Catalogue(movies);
  const scanned = await scan(files, "ratings.dat", options, {
    separator: "::",
    scale: HALF_STARS,
    movies: { ids: catalogue.ids, from: "movies.dat" },
  });
  // Only 1M has users.dat, only 10M has tags.dat and half stars; part of either is told by these.
  const has = (name: string): boolean => files.names.includes(name);
  const is10m = scanned.fractions || (has("tags.dat") && !has("users.dat"));
  const name = is10m ? "MovieLens 10M" : "MovieLens 1M";
  return dataSetOf(name, catalogue, is10m ? HALF_STARS : WHOLE_STARS, scanned);
}

async function loadCsv(files: DataFiles, options: LoadMovieLensOptions): Promise<DataSet> {
  const movies = moviesOfCsv(...(await textOf(files, "movies.csv", options)));
  const catalogue = new Catalogue(await linked(movies, files, options));
  const scanned = await scan(files, "ratings.csv", options, {
    separator: ",",
    scale: HALF_STARS,
    textIds: movies.some(({ id }) => typeof id === "string"), // then it is not MovieLens's
    movies: { ids: catalogue.ids, from: "movies.csv" },
  });
  return dataSetOf(nameOf(files.place), catalogue, HALF_STARS, scanned);
}

async function loadOwn(files: DataFiles, options: LoadMovieLensOptions): Promise<DataSet> {
  const scanned = await scan(files, "ratings.csv", options, {
    separator: ",",
    scale: HALF_STARS,
    textIds: true,
  });
  const movies = scanned.movies.toArray().map(movieOfId);
  const catalogue = new Catalogue(await linked(movies, files, options));
  return dataSetOf(`Ratings in ${lastPart(files.place)}`, catalogue, HALF_STARS, scanned);
}

async function linked(
  movies: readonly Movie[],
  files: DataFiles,
  options: LoadMovieLensOptions,
): Promise<readonly Movie[]> {
  if (!files.names.includes("links.csv")) return movies;
  return withLinks(movies, ...(await textOf(files, "links.csv", options)));
}

function dataSetOf(
  name: string,
  catalogue: Catalogue,
  scale: RatingScale,
  { users, columns, superseded }: ScannedRatings,
): DataSet {
  const ratings = new Ratings(users, catalogue.ids, scale, columns, superseded);
  return { name, ratings, catalogue, superseded };
}

async function scan(
  files: DataFiles,
  name: string,
  { signal, onProgress }: LoadMovieLensOptions,
  options: Omit<RatingScannerOptions, "file">,
): Promise<ScannedRatings> {
  refuseAbsent(files, name);
  const file = await files.openAt?.(name);
  try {
    const scanner = new RatingScanner({ ...options, file: pathOf(files, name) });
    if (file !== undefined) scanner.collector.expect(await expectedLines(file));
    for await (const chunk of file === undefined ? files.open(name) : readAhead(file)) {
      throwIfAborted(ACTION, signal);
      scanner.push(chunk);
      onProgress?.(scanner.count);
    }
    throwIfAborted(ACTION, signal);
    return scanner.finish();
  } finally {
    await file?.close();
  }
}

/** The text of a file of names and titles, and what messages call the file. */
async function textOf(
  files: DataFiles,
  name: string,
  { signal }: LoadMovieLensOptions,
): Promise<[text: string, file: string]> {
  const file = pathOf(files, name);
  const chunks: Uint8Array[] = [];
  let length = 0;
  refuseAbsent(files, name);
  for await (const chunk of files.open(name)) {
    throwIfAborted(ACTION, signal);
    length += chunk.length;
    if (length > MAX_TEXT_BYTES) {
      throw new DataError(`${ACTION}: the file must have at most ${MAX_TEXT_BYTES} bytes`, {
        file,
      });
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return [textOfBytes(bytes, file, ACTION), file];
}

function refuseAbsent(files: DataFiles, name: string): void {
  if (files.names.includes(name)) return;
  throw new DataError(`${ACTION}: "${name}" must be there, got ${listed(files.names)}`, {
    file: files.place,
  });
}

function pathOf(files: DataFiles, name: string): string {
  return `${files.place.replace(/[/\\]+$/u, "")}/${name}`;
}

const LISTED_NAMES = 8;

function listed(names: readonly string[]): string {
  if (names.length === 0) return "no files";
  const some = names.slice(0, LISTED_NAMES).map(shown).join(", ");
  return names.length > LISTED_NAMES ? `${some} and ${names.length - LISTED_NAMES} more` : some;
}

/** Models carry the name of their data, and must not tell, nor depend on, where it lay. */
function lastPart(place: string): string {
  return place.split(/[/\\]/u).findLast((part) => part !== "") ?? place;
}

/** `/data/ml-25m.zip` tells the set. */
function nameOf(place: string): string {
  const last = lastPart(place);
  const found = /^ml-(20m|25m|32m|latest-small|latest)(?:\.zip)?$/iu.exec(last);
  if (found === null) return `Ratings in ${last}`;
  const size = found[1]!.toLowerCase();
  return `MovieLens ${size.startsWith("latest") ? size.replace("-", " ") : size.toUpperCase()}`;
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
