import { DataError } from "../core/errors.ts";
import { bytesOf } from "../core/check.ts";
import { isOlder } from "../core/catalogue/match-films.ts";
import { HALF_STARS, onScale } from "../core/ratings/rating-scale.ts";
import type { CsvRow } from "./csv.ts";
import { parseCsv } from "./csv.ts";
import { scaleHint } from "./rating-line.ts";
import { shown, shownList } from "./shown.ts";
import { textOfBytes } from "./text-of-bytes.ts";

/** A rating of a Letterboxd export. */
export interface LetterboxdRating {
  /** As it stands in the file. */
  readonly title: string;
  readonly year?: number | undefined;
  /** In stars, in [0.5, 5]. */
  readonly rating: number;
  /** Where it stands in the file, from 1. */
  readonly line: number;
  /** The day of the rating as `2024-05-01`, where the file tells it. */
  readonly date?: string | undefined;
}

/** The ratings of a person's own export. */
export interface LetterboxdRatings {
  /** One for each film (title and year), in the order of the file. */
  readonly ratings: LetterboxdRating[];
  /** Ratings of a film that a later one replaced. */
  readonly superseded: number;
}

const ACTION = "Cannot read the Letterboxd ratings";

/**
 * Reads `ratings.csv` of a Letterboxd export: `Date,Name,Year,Letterboxd URI,Rating`, also as a
 * spreadsheet saves it again (semicolons, decimal commas, dates as month/day/year, or as day/month/year
 * where one of them can be nothing else). Of a film that stands twice the rating of the latest date
 * counts, of the same date the lower one in the file.
 *
 * @param content - the whole file, as bytes (borrowed) or text.
 * @param file - its name, for messages.
 * @throws {DataError} that names line and column (the cell, from 1) and what was found there, if
 * the file is empty, no text, has other columns, a rating that is not in [0.5, 5], or none at all.
 * @throws {TypeError} if `content` is neither bytes nor text.
 *
 * Cost: O(bytes).
 *
 * @example
 * ```ts
 * const text = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Se7en,1995,https://boxd.it/2a,4.5\n";
 * const { ratings } = readLetterboxd(text, "ratings.csv");
 * const wanted = { title: "Se7en", year: 1995, rating: 4.5, line: 2, date: "2024-05-01" };
 * assert.deepEqual(ratings, [wanted]);
 * ```
 */
export function readLetterboxd(
  content: Uint8Array | ArrayBuffer | string,
  file: string,
): LetterboxdRatings {
  const { header, rows } = parseCsv(textOf(content, file), file);
  const columns = columnsOf(header, file);
  if (rows.length === 0) throw new DataError(`${ACTION}: the file holds no ratings`, { file });
  const dayFirst = rows.some(
    ({ cells }) => Number(SLASHED.exec(cells[columns.date] ?? "")?.[1]) > 12,
  );
  const latest = new Map<string, LetterboxdRating>();
  for (const row of rows) {
    const next = ratingOf(row, columns, dayFirst, file);
    const film = `${next.title}\n${next.year ?? ""}`;
    const before = latest.get(film);
    if (before === undefined || !isOlder(next, before)) latest.set(film, next);
  }
  const kept = [...latest.values()].sort((a, b) => a.line - b.line);
  return { ratings: kept, superseded: rows.length - kept.length };
}

interface Columns {
  readonly date: number;
  readonly name: number;
  readonly year: number;
  readonly rating: number;
}

/** `5/1/2024` as a spreadsheet writes it. */
const SLASHED = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})/u;

function textOf(content: Uint8Array | ArrayBuffer | string, file: string): string {
  const bytes =
    typeof content === "string"
      ? new TextEncoder().encode(content)
      : bytesOf(ACTION, "content", content);
  return textOfBytes(bytes, file, ACTION);
}

function columnsOf(header: readonly string[], file: string): Columns {
  const names = header.map((name) => name.toLowerCase());
  const [date, name, year, rating] = ["date", "name", "year", "rating"].map((wanted) =>
    names.indexOf(wanted),
  ) as [number, number, number, number];
  if (name >= 0 && rating >= 0) return { date, name, year, rating };
  if (name >= 0 && names.includes("letterboxd uri")) {
    throw new DataError(
      `${ACTION}: it holds no ratings, there is no column "Rating"; take "ratings.csv" of the same export`,
      { file, line: 1 },
    );
  }
  throw new DataError(
    `${ACTION}: a Letterboxd "ratings.csv" with the columns "Name" and "Rating" is expected, got the columns ${shownList(header)}`,
    { file, line: 1 },
  );
}

function ratingOf(
  { line, cells }: CsvRow,
  columns: Columns,
  dayFirst: boolean,
  file: string,
): LetterboxdRating {
  const wrong = (name: string, column: number, wanted: string, hint = ""): DataError =>
    new DataError(`${ACTION}: "${name}" must be ${wanted}, got ${shown(cells[column]!)}${hint}`, {
      file,
      ...{ line, column: column + 1 },
    });
  const title = cells[columns.name]!.trim();
  if (title === "") throw wrong("Name", columns.name, "a title that is not empty");
  const ratingText = cells[columns.rating]!.trim().replace(/^(\d+),(\d+)$/u, "$1.$2");
  const rating = /^\d*\.?\d+$/u.test(ratingText) ? Number(ratingText) : NaN;
  if (!onScale(HALF_STARS, rating)) {
    const wanted = `a number in [${HALF_STARS.min}, ${HALF_STARS.max}]`;
    throw wrong("Rating", columns.rating, wanted, scaleHint(HALF_STARS, rating));
  }
  const yearText = cells[columns.year]?.trim() ?? "";
  if (!/^(?:\d{4})?$/u.test(yearText)) {
    throw wrong("Year", columns.year, "a year of four digits or empty");
  }
  const year = yearText === "" ? {} : { year: Number(yearText) };
  const date = dateOf(cells[columns.date] ?? "", dayFirst);
  return { title, ...year, rating, line, ...(date === undefined ? {} : { date }) };
}

function dateOf(text: string, dayFirst: boolean): string | undefined {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(text);
  if (iso !== null) return isoDate(iso[1]!, iso[2]!, iso[3]!);
  const slashed = SLASHED.exec(text);
  if (slashed === null) return undefined;
  const [, first, second, year] = slashed as unknown as [string, string, string, string];
  return dayFirst ? isoDate(year, second, first) : isoDate(year, first, second);
}

function isoDate(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
