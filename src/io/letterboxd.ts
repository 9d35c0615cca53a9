import { DataError } from "../core/errors.ts";
import { HALF_STARS, onScale } from "../core/ratings/rating-scale.ts";
import type { CsvRow } from "./csv.ts";
import { parseCsv } from "./csv.ts";
import type { ExportedRating } from "./match-ratings.ts";
import { shown } from "./shown.ts";
import { textOfBytes } from "./text-of-bytes.ts";

/** The ratings of a person's own export. */
export interface LetterboxdRatings {
  /** One for each film (title and year), in the order of the file. */
  readonly ratings: ExportedRating[];
  /** Ratings of a film that a later one replaced. */
  readonly superseded: number;
}

const ACTION = "Cannot read the Letterboxd ratings";

/**
 * Reads `ratings.csv` of a Letterboxd export: `Date,Name,Year,Letterboxd URI,Rating`, also as a
 * spreadsheet saves it again (semicolons, decimal commas, dates as month/day/year). Of a film that
 * stands twice the rating of the latest date counts, of the same date the lower one in the file.
 *
 * @param bytes - the whole file; borrowed.
 * @param file - its name, for messages.
 * @throws {DataError} that names line and column (the cell, from 1) and what was found there, if
 * the file is empty, no text, has other columns, a rating that is not in [0.5, 5], or none at all.
 *
 * Cost: O(bytes).
 *
 * @example
 * ```ts
 * const text = "Date,Name,Year,Letterboxd URI,Rating\n2024-05-01,Se7en,1995,https://boxd.it/2a,4.5\n";
 * const { ratings } = readLetterboxd(new TextEncoder().encode(text), "ratings.csv");
 * assert.deepEqual(ratings, [{ title: "Se7en", year: 1995, rating: 4.5, line: 2 }]);
 * ```
 */
export function readLetterboxd(bytes: Uint8Array, file: string): LetterboxdRatings {
  const { header, rows } = parseCsv(textOfBytes(bytes, file, ACTION), file);
  const columns = columnsOf(header, file);
  if (rows.length === 0) throw new DataError(`${ACTION}: the file holds no ratings`, { file });
  const latest = new Map<string, DatedRating>();
  for (const row of rows) {
    const next = ratingOf(row, columns, file);
    const film = `${next.rating.title}\n${next.rating.year ?? ""}`;
    const before = latest.get(film);
    if (before === undefined || next.day >= before.day) latest.set(film, next);
  }
  const kept = [...latest.values()].map(({ rating }) => rating).sort((a, b) => a.line - b.line);
  return { ratings: kept, superseded: rows.length - kept.length };
}

interface Columns {
  readonly date: number;
  readonly name: number;
  readonly year: number;
  readonly rating: number;
}

interface DatedRating {
  readonly rating: ExportedRating;
  /** Comparable; −∞ where there is no date that can be read. */
  readonly day: number;
}

function columnsOf(header: readonly string[], file: string): Columns {
  const names = header.map((name) => name.toLowerCase());
  const [date, name, year, rating] = ["date", "name", "year", "rating"].map((wanted) =>
    names.indexOf(wanted),
  ) as [number, number, number, number];
  if (name >= 0 && rating >= 0) return { date, name, year, rating };
  throw new DataError(
    `${ACTION}: a Letterboxd "ratings.csv" with the columns "Name" and "Rating" is expected, got the columns ${header.map(shown).join(", ")}`,
    { file, line: 1 },
  );
}

function ratingOf({ line, cells }: CsvRow, columns: Columns, file: string): DatedRating {
  const wrong = (name: string, column: number, wanted: string): DataError =>
    new DataError(`${ACTION}: "${name}" must be ${wanted}, got ${shown(cells[column]!)}`, {
      file,
      ...{ line, column: column + 1 },
    });
  const title = cells[columns.name]!.trim();
  if (title === "") throw wrong("Name", columns.name, "a title that is not empty");
  const ratingText = cells[columns.rating]!.trim().replace(/^(\d+),(\d+)$/u, "$1.$2");
  const rating = /^\d*\.?\d+$/u.test(ratingText) ? Number(ratingText) : NaN;
  if (!onScale(HALF_STARS, rating)) {
    throw wrong("Rating", columns.rating, `a number in [${HALF_STARS.min}, ${HALF_STARS.max}]`);
  }
  const yearText = cells[columns.year]?.trim() ?? "";
  if (!/^(?:\d{4})?$/u.test(yearText)) {
    throw wrong("Year", columns.year, "a year of four digits or empty");
  }
  const year = yearText === "" ? {} : { year: Number(yearText) };
  return { rating: { title, ...year, rating, line }, day: dayOf(cells[columns.date] ?? "") };
}

/** `2024-05-01`, or `5/1/2024` as a spreadsheet writes it. */
function dayOf(text: string): number {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(text);
  if (iso !== null) return ordered(iso[1]!, iso[2]!, iso[3]!);
  const american = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})/u.exec(text);
  return american === null ? -Infinity : ordered(american[3]!, american[1]!, american[2]!);
}

function ordered(year: string, month: string, day: string): number {
  return (Number(year) * 100 + Number(month)) * 100 + Number(day);
}
