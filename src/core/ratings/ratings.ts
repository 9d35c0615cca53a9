import { checkLength, describe } from "../check.ts";
import { DataError } from "../errors.ts";
import type { Id } from "./id-map.ts";
import { IdMap, isId } from "./id-map.ts";
import type { RatingScale } from "./rating-scale.ts";
import { WHOLE_STARS, checkScale, onScale } from "./rating-scale.ts";
import type { SparseRows } from "./sparse-rows.ts";
import { countingOrder, countsOf, sparseRows } from "./sparse-rows.ts";

/** One rating as people write it down. */
export interface RatingRow {
  readonly userId: Id;
  readonly movieId: Id;
  /** In stars, on the scale of the table. */
  readonly rating: number;
}

/** Columns of equal length N; `userIndex[n]` gave `movieIndex[n]` `value[n]` stars. */
export interface RatingColumns {
  readonly userIndex: Uint32Array;
  readonly movieIndex: Uint32Array;
  readonly value: Float32Array;
  /** When each rating was given, in seconds since 1970, 0 where that is not known; absent for all alike. */
  readonly timestamp?: Uint32Array | undefined;
}

/**
 * A table of ratings: who gave which movie how many stars. Each user–movie pair stands once.
 * Never changes; the arrays are borrowed by everything that reads it, so do not write to them.
 *
 * Memory: 12 bytes a rating, 4 more with timestamps, and 8 more for each orientation asked for.
 *
 * @example
 * ```ts
 * const ratings = Ratings.fromRows([
 *   { userId: "ann", movieId: 1, rating: 5 },
 *   { userId: "bob", movieId: 1, rating: 3 },
 * ]);
 * assert.equal(ratings.length, 2);
 * assert.equal(ratings.mean(), 4);
 * assert.deepEqual([...ratings.byMovie().value], [5, 3]);
 * ```
 */
export class Ratings implements RatingColumns {
  readonly users: IdMap;
  readonly movies: IdMap;
  readonly scale: RatingScale;
  readonly userIndex: Uint32Array;
  readonly movieIndex: Uint32Array;
  readonly value: Float32Array;
  /** Seconds since 1970, N values, 0 where not known; undefined where no rating has one. */
  readonly timestamp: Uint32Array | undefined;
  /** Ratings that were left out because a later one of the same pair replaced them. */
  readonly superseded: number;
  #byUser: SparseRows | undefined;
  #byMovie: SparseRows | undefined;

  /**
   * @param columns - kept; pairs must not repeat (see {@link withoutDuplicates}).
   * @param superseded - how many ratings were left out as repeated; for the record only.
   * @throws {RangeError} if the columns differ in length.
   */
  constructor(
    users: IdMap,
    movies: IdMap,
    scale: RatingScale,
    columns: RatingColumns,
    superseded = 0,
  ) {
    const action = "Cannot make ratings";
    checkLength(action, "movieIndex", columns.movieIndex, columns.userIndex.length, "N");
    checkLength(action, "value", columns.value, columns.userIndex.length, "N");
    const { timestamp } = columns;
    if (timestamp !== undefined) {
      checkLength(action, "timestamp", timestamp, columns.userIndex.length, "N");
    }
    this.users = users;
    this.movies = movies;
    this.scale = checkScale(action, scale);
    this.userIndex = columns.userIndex;
    this.movieIndex = columns.movieIndex;
    this.value = columns.value;
    this.timestamp = timestamp;
    this.superseded = superseded;
  }

  /**
   * From rows of a table. Of a pair that stands twice the last rating counts, and `superseded`
   * tells how many were left out.
   *
   * @throws {DataError} with the row (from 1) if a rating is not on the scale.
   * @throws {TypeError} with the row if an id is no finite number or text, or a rating no number.
   *
   * Cost: O(N) time and memory.
   *
   * @example
   * ```ts
   * const ratings = Ratings.fromRows([{ userId: 1, movieId: "alien", rating: 4.5 }], HALF_STARS);
   * assert.equal(ratings.value[0], 4.5);
   * ```
   */
  static fromRows(rows: Iterable<RatingRow>, scale: RatingScale = WHOLE_STARS): Ratings {
    const users = new IdMap();
    const movies = new IdMap();
    const userIndex: number[] = [];
    const movieIndex: number[] = [];
    const value: number[] = [];
    for (const row of rows) {
      checkRow(row, value.length + 1, ROW_FIELDS);
      const { userId, movieId, rating } = row;
      if (!onScale(scale, rating)) throw offScale(scale, rating, value.length + 1);
      userIndex.push(users.add(userId));
      movieIndex.push(movies.add(movieId));
      value.push(rating);
    }
    const columns = {
      userIndex: Uint32Array.from(userIndex),
      movieIndex: Uint32Array.from(movieIndex),
      value: Float32Array.from(value),
    };
    const kept = withoutDuplicates(columns, users.size, movies.size);
    return new Ratings(users, movies, scale, kept, value.length - kept.value.length);
  }

  /** N, the number of ratings. */
  get length(): number {
    return this.value.length;
  }

  /** U, users without a rating included. */
  get userCount(): number {
    return this.users.size;
  }

  /** I, movies without a rating included. */
  get movieCount(): number {
    return this.movies.size;
  }

  /** The mean rating in stars; NaN where there is no rating. */
  mean(): number {
    let sum = 0;
    for (let n = 0; n < this.length; n++) sum += this.value[n]!;
    return sum / this.length;
  }

  /** U rows of movie indices. Computed once, O(N + U + I). */
  byUser(): SparseRows {
    const { userIndex, movieIndex, value, userCount, movieCount } = this;
    this.#byUser ??= sparseRows(userIndex, movieIndex, value, userCount, movieCount);
    return this.#byUser;
  }

  /** I rows of user indices. Computed once, O(N + U + I). */
  byMovie(): SparseRows {
    const { userIndex, movieIndex, value, userCount, movieCount } = this;
    this.#byMovie ??= sparseRows(movieIndex, userIndex, value, movieCount, userCount);
    return this.#byMovie;
  }

  /** How many ratings each movie has, by movie index. */
  movieCounts(): Uint32Array {
    return countsOf(this.movieIndex, this.movieCount);
  }

  /** How many ratings each user gave, by user index. */
  userCounts(): Uint32Array {
    return countsOf(this.userIndex, this.userCount);
  }

  /** How many ratings lie between two steps of the scale, e.g. 4.25 on half stars. O(N). */
  offStepCount(): number {
    const { min, step } = this.scale;
    let count = 0;
    for (let n = 0; n < this.length; n++) {
      const steps = (this.value[n]! - min) / step;
      // 0.1 and its like are not exact, least of all in 32 bits.
      if (Math.abs(steps - Math.round(steps)) > 1e-4) count++;
    }
    return count;
  }

  /** The ratings at these positions, in this order, with the same users, movies and scale. */
  select(positions: Uint32Array): Ratings {
    return new Ratings(this.users, this.movies, this.scale, selected(this, positions));
  }

  /**
   * These ratings and one more user's. The new user has the last user index.
   *
   * @param ratings - of movies known here; the last rating of a movie counts.
   * @throws {RangeError} if `userId` is here already or a movie is not.
   * @throws {DataError} if a rating is not on the scale.
   * @throws {TypeError} if an id is no finite number or text, or a rating no number.
   */
  withUser(userId: Id, ratings: Iterable<Omit<RatingRow, "userId">>): Ratings {
    const action = "Cannot add a user";
    if (!isId(userId)) throw new TypeError(`${action}: ${wrongId("userId", userId)}`);
    if (this.users.indexOf(userId) >= 0) {
      throw new RangeError(`${action}: "userId" must be new, got ${JSON.stringify(userId)}`);
    }
    const own = new Map<number, number>();
    let count = 0;
    for (const row of ratings) {
      checkRow(row, ++count, ["movieId", "rating"]);
      const { movieId, rating } = row;
      const index = this.movies.indexOf(movieId);
      if (index < 0) {
        throw new RangeError(`${action}: "movieId" must be known, got ${JSON.stringify(movieId)}`);
      }
      if (!onScale(this.scale, rating)) throw offScale(this.scale, rating, count);
      own.set(index, rating);
    }
    const users = this.users.clone();
    const user = users.add(userId);
    const columns = {
      userIndex: appended(Uint32Array, this.userIndex, [...own.keys()].fill(user)),
      movieIndex: appended(Uint32Array, this.movieIndex, [...own.keys()]),
      value: appended(Float32Array, this.value, [...own.values()]),
      timestamp: this.timestamp && appended(Uint32Array, this.timestamp, [...own.keys()].fill(0)),
    };
    const superseded = this.superseded + count - own.size;
    return new Ratings(users, this.movies, this.scale, columns, superseded);
  }
}

/**
 * The same ratings, each user–movie pair once: the last one given counts, in the place of the last.
 * Returns `columns` itself where nothing repeats.
 *
 * Cost: O(N + U + I) time; 4 bytes a movie meanwhile, and 4 a rating where users do not ascend, as they
 * do in files of MovieLens.
 */
export function withoutDuplicates(
  columns: RatingColumns,
  userCount: number,
  movieCount: number,
): RatingColumns {
  const { userIndex, movieIndex, value, timestamp } = columns;
  const order = ascends(userIndex) ? undefined : countingOrder(userIndex, undefined, userCount);
  const superseded = supersededBy(userIndex, movieIndex, order, movieCount);
  if (superseded === undefined) return columns;
  return {
    userIndex: leaving(superseded, userIndex),
    movieIndex: leaving(superseded, movieIndex),
    value: leaving(superseded, value),
    timestamp: timestamp && leaving(superseded, timestamp),
  };
}

function ascends(index: Uint32Array): boolean {
  for (let n = 1; n < index.length; n++) if (index[n]! < index[n - 1]!) return false;
  return true;
}

/**
 * 1 for each rating that a later one of its pair replaces; undefined where there is none.
 *
 * @param order - positions, each user's together and in their order; undefined: as they stand.
 */
function supersededBy(
  userIndex: Uint32Array,
  movieIndex: Uint32Array,
  order: Uint32Array | undefined,
  movieCount: number,
): Uint8Array | undefined {
  const lastOf = new Uint32Array(movieCount); // counted from 1, and never reset: 0 is before all
  let superseded: Uint8Array | undefined;
  let user = -1;
  let first = 0;
  for (let k = 0; k < userIndex.length; k++) {
    const n = order === undefined ? k : order[k]!;
    if (userIndex[n] !== user) {
      user = userIndex[n]!;
      first = k;
    }
    const movie = movieIndex[n]!;
    const before = lastOf[movie]!;
    lastOf[movie] = k + 1;
    if (before <= first) continue; // another user's
    superseded ??= new Uint8Array(userIndex.length);
    superseded[order === undefined ? before - 1 : order[before - 1]!] = 1;
  }
  return superseded;
}

/** A copy of those values whose mark is 0. */
function leaving<T extends Uint32Array | Float32Array>(marks: Uint8Array, values: T): T {
  let count = 0;
  for (let n = 0; n < marks.length; n++) count += 1 - marks[n]!;
  const kept = new (values.constructor as new (length: number) => T)(count);
  let to = 0;
  for (let n = 0; n < marks.length; n++) if (marks[n] === 0) kept[to++] = values[n]!;
  return kept;
}

function selected(columns: RatingColumns, positions: Uint32Array): RatingColumns {
  const { userIndex, movieIndex, value, timestamp } = columns;
  return {
    userIndex: Uint32Array.from(positions, (n) => userIndex[n]!),
    movieIndex: Uint32Array.from(positions, (n) => movieIndex[n]!),
    value: Float32Array.from(positions, (n) => value[n]!),
    timestamp: timestamp && Uint32Array.from(positions, (n) => timestamp[n]!),
  };
}

const ROW_FIELDS: readonly (keyof RatingRow)[] = ["userId", "movieId", "rating"];

/** Rows come from parsers and JSON too, which the compiler has not seen. */
function checkRow(row: object, number: number, fields: readonly (keyof RatingRow)[]): void {
  const action = `Cannot use row ${number}`;
  if (typeof row !== "object" || row === null) {
    throw new TypeError(`${action}: it must be an object, got ${describe(row)}`);
  }
  for (const name of fields) {
    const value: unknown = (row as Partial<RatingRow>)[name];
    if (name === "rating" ? typeof value === "number" : isId(value)) continue;
    const wrong =
      name === "rating"
        ? `"rating" must be a number, got ${describe(value)}`
        : wrongId(name, value);
    throw new TypeError(`${action}: ${wrong}; the row has ${keysOf(row)}`);
  }
}

function wrongId(name: string, value: unknown): string {
  return `"${name}" must be a number or a text, got ${describe(value)}`;
}

const SHOWN_KEYS = 8;

function keysOf(row: object): string {
  const keys = Object.keys(row);
  if (keys.length === 0) return "no fields";
  const some = keys.slice(0, SHOWN_KEYS).map((key) => JSON.stringify(key.slice(0, 40)));
  const more = keys.length - some.length;
  return some.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function offScale(scale: RatingScale, rating: number, row: number): DataError {
  return new DataError(
    `Cannot use row ${row}: "rating" must be in [${scale.min}, ${scale.max}], got ${rating}`,
  );
}

function appended<T extends Uint32Array | Float32Array>(
  make: new (length: number) => T,
  head: T,
  tail: readonly number[],
): T {
  const all = new make(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
