import { DataError } from "../core/errors.ts";
import { shown } from "./shown.ts";

/** What stands between two columns: `u.data`, `ratings.dat`, `ratings.csv`. */
export type RatingSeparator = "\t" | "::" | ",";

/** Where the columns that count stand, from 0; the others are skipped. */
export interface RatingLayout {
  readonly user: number;
  readonly movie: number;
  readonly rating: number;
  /** −1 where there is none. */
  readonly timestamp: number;
  /** How many columns every line has; a file without a header may leave out the time. */
  readonly columns: readonly number[];
}

/** User, movie, rating, and perhaps the time: all MovieLens files. */
export const PLAIN_LAYOUT: RatingLayout = Object.freeze({
  user: 0,
  movie: 1,
  rating: 2,
  timestamp: 3,
  columns: Object.freeze([3, 4]),
});

const USER = new Set(["user", "userid", "person", "personid", "uid"]);
const MOVIE = new Set(["movie", "movieid", "film", "filmid", "item", "itemid", "title", "iid"]);
const RATING = new Set(["rating", "stars", "score"]);
const TIMESTAMP = new Set(["timestamp", "time", "unixtime"]);

/** For people: `separated by commas`. */
export function separatedBy(separator: RatingSeparator): string {
  if (separator === "::") return 'separated by "::"';
  return separator === "," ? "separated by commas" : "separated by tabs";
}

/** Where the columns that count stand by their names, from 0; −1 for what has none. */
export function columnsByName(cells: readonly string[]): Omit<RatingLayout, "columns"> {
  const names = cells.map((cell) => cell.toLowerCase().replace(/[\s_-]/gu, ""));
  return {
    user: names.findIndex((name) => USER.has(name)),
    movie: names.findIndex((name) => MOVIE.has(name)),
    rating: names.findIndex((name) => RATING.has(name)),
    timestamp: names.findIndex((name) => TIMESTAMP.has(name)),
  };
}

/**
 * Reads the header of a table of ratings. A header none of whose names is known is taken for
 * user, movie, rating, and perhaps the time, in this order.
 *
 * @throws {DataError} if the line is no header but a rating, or a column is missing.
 */
export function layoutOfHeader(cells: readonly string[], file: string): RatingLayout {
  const { timestamp, ...found } = columnsByName(cells);
  const known = Object.values(found).filter((column) => column >= 0).length;
  if (known === 3) return { ...found, timestamp, columns: [cells.length] };
  const plain = known === 0 && PLAIN_LAYOUT.columns.includes(cells.length);
  if (plain && !isNumber(cells[PLAIN_LAYOUT.rating]!)) {
    return { ...PLAIN_LAYOUT, columns: [cells.length] };
  }
  throw new DataError(
    `Cannot read the ratings: the first line must be a header with the columns "userId", "movieId" and "rating" ${separatedBy(",")}, got ${shown(cells.join(","))}`,
    { file, line: 1 },
  );
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
