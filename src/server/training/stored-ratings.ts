import { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { DataSet } from "../../core/catalogue/data-set.ts";
import type { Movie } from "../../core/catalogue/movie.ts";
import { movieOfId } from "../../core/catalogue/movie-of-id.ts";
import { DataError } from "../../core/errors.ts";
import { IdMap } from "../../core/ratings/id-map.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import { clampToScale, onScale } from "../../core/ratings/rating-scale.ts";
import { Ratings } from "../../core/ratings/ratings.ts";
import type { RatingBlock } from "../../store/store.ts";

/** From fewer there is nothing to learn. */
export const LEAST_PEOPLE = 2;
export const LEAST_RATINGS = 20;

/** What is known of stored ratings besides themselves. */
export interface StoredRatingsOptions {
  readonly scale: RatingScale;
  /** What is known of movies; others are known by their id alone. Of two with one id the first counts. */
  readonly movies: readonly Movie[];
  readonly onRead: (ratings: number) => void;
}

/** Stored ratings as `train` takes them. */
export interface StoredRatings extends DataSet {
  /** Ratings that lie beyond the scale and count as its end: they are from before it was narrowed. */
  readonly offScale: number;
}

/**
 * All ratings of a store. People are numbers, which mean nothing outside; movies keep the ids that they have in
 * `movies`.
 *
 * @throws {DataError} if they are too few to learn from.
 *
 * Cost: O(N); 24 bytes a rating meanwhile, half of them for good.
 */
export async function readStoredRatings(
  blocks: AsyncIterable<RatingBlock>,
  { scale, movies, onRead }: StoredRatingsOptions,
): Promise<StoredRatings> {
  const read: RatingBlock[] = [];
  const movieIds: string[] = [];
  let count = 0;
  for await (const block of blocks) {
    read.push(block);
    for (const id of block.movieIds) movieIds.push(id);
    count += block.rating.length;
    onRead(count);
  }
  const userIndex = new Uint32Array(count);
  const movieIndex = new Uint32Array(count);
  const value = new Float32Array(count);
  let start = 0;
  for (const { person, movie, rating } of read) {
    userIndex.set(person, start);
    movieIndex.set(movie, start);
    value.set(rating, start);
    start += rating.length;
  }
  const people = userIndex.reduce((most, user) => Math.max(most, user + 1), 0);
  checkEnough(people, count);
  const offScale = putOnScale(value, scale);
  const known = moviesByText(movies);
  const catalogue = new Catalogue(movieIds.map((id) => known.get(id) ?? movieOfId(id)));
  const users = new IdMap(Array.from({ length: people }, (_, user) => user));
  const columns = { userIndex, movieIndex, value };
  const ratings = new Ratings(users, catalogue.ids, scale, columns);
  return { name: "stored ratings", ratings, catalogue, superseded: 0, offScale };
}

/** `"7"` means the id "7" before the id 7, as where ratings are taken. */
function moviesByText(movies: readonly Movie[]): Map<string, Movie> {
  const byText = new Map<string, Movie>();
  for (const movie of movies) {
    const text = String(movie.id);
    const before = byText.get(text);
    if (before === undefined || (typeof before.id === "number" && typeof movie.id === "string")) {
      byText.set(text, movie);
    }
  }
  return byText;
}

function putOnScale(value: Float32Array, scale: RatingScale): number {
  let offScale = 0;
  for (let n = 0; n < value.length; n++) {
    if (onScale(scale, value[n]!)) continue;
    value[n] = clampToScale(scale, value[n]!);
    offScale++;
  }
  return offScale;
}

/** @throws {DataError} */
function checkEnough(people: number, ratings: number): void {
  if (isEnough(people, ratings)) return;
  throw new DataError(`Cannot train: ${tooFew(people, ratings)}`);
}

export function isEnough(people: number, ratings: number): boolean {
  return people >= LEAST_PEOPLE && ratings >= LEAST_RATINGS;
}

/** What is missing, and how many there must be. */
export function tooFew(people: number, ratings: number): string {
  return (
    `the store has too few ratings to learn from: ${ratings} of ${people} people; ` +
    `store at least ${LEAST_RATINGS} of at least ${LEAST_PEOPLE}`
  );
}
