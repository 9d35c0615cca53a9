import type { Id } from "../core/ratings/id-map.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { withoutDuplicates } from "../core/ratings/ratings.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";
import { GrowingColumns } from "./growing-columns.ts";

/** Ids that are known beforehand: no other may stand in the file. */
export interface KnownIds {
  readonly ids: IdMap;
  /** Where they are from, for messages, e.g. `movies.csv`. */
  readonly from: string;
}

/** Whose ids a file may hold. */
export interface CollectorOptions {
  /** Absent: the file makes the users known. */
  readonly users?: KnownIds | undefined;
  /** Absent: the file makes the movies known. */
  readonly movies?: KnownIds | undefined;
  /** Whether ratings are taken as they come, so that there is never to be room for all. Default false. */
  readonly inBatches?: boolean | undefined;
}

/** All ratings of a file. */
export interface ScannedRatings {
  readonly users: IdMap;
  readonly movies: IdMap;
  /** Each user–movie pair once, in the order of the file. */
  readonly columns: RatingColumns;
  /** Ratings left out because a later line of the file rates the same pair. */
  readonly superseded: number;
  /** Whether any of the ratings is not a whole number. */
  readonly fractions: boolean;
}

/** Ratings with whole numbers as ids, as they come from a file; borrowed. */
export interface NumberedRatings {
  readonly userId: Float64Array;
  readonly movieId: Float64Array;
  readonly value: Float32Array;
  /** In seconds since 1970, 0 where it is not known; absent where none is. */
  readonly timestamp?: Uint32Array | undefined;
}

/**
 * What a file of ratings becomes: ids to indices, rows to columns. Rows are given all at the end, or
 * bit by bit.
 *
 * Cost: 16 bytes a rating, up to twice that while the columns grow or are finished.
 */
export class RatingCollector {
  readonly users: IdMap;
  readonly movies: IdMap;
  readonly knownUsers: KnownIds | undefined;
  readonly knownMovies: KnownIds | undefined;
  readonly #isInBatches: boolean;
  readonly #columns = new GrowingColumns();
  #taken = 0;

  constructor({ users, movies, inBatches }: CollectorOptions = {}) {
    this.#isInBatches = inBatches ?? false;
    this.knownUsers = users;
    this.knownMovies = movies;
    this.users = users?.ids ?? new IdMap();
    this.movies = movies?.ids ?? new IdMap();
  }

  /** Ratings so far, those to be superseded and those taken included. */
  get count(): number {
    return this.#taken + this.#columns.length;
  }

  /** Makes room for so many ratings in all, so that the columns need not grow; none for batches. */
  expect(rows: number): void {
    if (!this.#isInBatches) this.#columns.reserve(rows - this.#columns.length);
  }

  /** The index of a user, −1 for one that is not known and may not become so. */
  userIndexOf(id: Id): number {
    return this.knownUsers === undefined ? this.users.add(id) : this.users.indexOf(id);
  }

  /** The index of a movie, −1 for one that is not known and may not become so. */
  movieIndexOf(id: Id): number {
    return this.knownMovies === undefined ? this.movies.add(id) : this.movies.indexOf(id);
  }

  /** @param timestamp - in seconds since 1970, below 2³²; 0 where it is not known. */
  add(userIndex: number, movieIndex: number, value: number, timestamp: number): void {
    this.#columns.push(userIndex, movieIndex, value, timestamp);
  }

  /**
   * Adds the first `count` of these rows.
   *
   * @returns `count`, or the number from 0 of the first that has an id which is not known, and which
   * is not added, nor any after it.
   */
  addNumbered(rows: NumberedRatings, count: number): number {
    const columns = this.#columns;
    columns.reserve(count);
    const { userIndex, movieIndex, length } = columns;
    const { userId, movieId, value, timestamp } = rows;
    const isUsersOpen = this.knownUsers === undefined;
    const isMoviesOpen = this.knownMovies === undefined;
    const known = this.movies.translate(movieId, count, movieIndex, length, isMoviesOpen);
    const added = this.users.translate(userId, known, userIndex, length, isUsersOpen);
    columns.value.set(value.subarray(0, added), length);
    if (timestamp !== undefined) columns.setTimes(timestamp.subarray(0, added));
    columns.length += added;
    return added;
  }

  /** Adds rows whose indices are known; the columns are borrowed. */
  addColumns({ userIndex, movieIndex, value, timestamp }: RatingColumns): void {
    const columns = this.#columns;
    columns.reserve(value.length);
    columns.userIndex.set(userIndex, columns.length);
    columns.movieIndex.set(movieIndex, columns.length);
    columns.value.set(value, columns.length);
    if (timestamp !== undefined) columns.setTimes(timestamp);
    columns.length += value.length;
  }

  /**
   * The ratings since the last call, repeated pairs as they stand, in arrays that are given. Who takes
   * them has no use for `finish()`.
   */
  take(): RatingColumns {
    this.#taken += this.#columns.length;
    return this.#columns.take();
  }

  /** All ratings, each pair once; it is of no use afterwards. */
  finish(): ScannedRatings {
    const all = this.#columns.finish();
    const columns = withoutDuplicates(all, this.users.size, this.movies.size);
    return {
      users: this.users,
      movies: this.movies,
      columns,
      superseded: all.value.length - columns.value.length,
      fractions: columns.value.some((rating) => rating % 1 !== 0),
    };
  }
}
