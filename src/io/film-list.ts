import { DataError } from "../core/errors.ts";
import { parseCsv } from "./csv.ts";
import { shown, shownList } from "./shown.ts";
import { textOfBytes } from "./text-of-bytes.ts";

/** A film that a list names. */
export interface ListedTitle {
  /** As it stands in the file. */
  readonly title: string;
  readonly year?: number | undefined;
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

const ACTION = "Cannot read the list of films";
/** What a column of titles is called: by Letterboxd's exports, by its imports and IMDb. */
const TITLE_COLUMNS: readonly string[] = ["name", "title"];

/**
 * Reads a list of films, such as `watchlist.csv` or `watched.csv` of a Letterboxd export: any table
 * with a column "Name" or "Title", and "Year" where there is one.
 *
 * @param content - the whole file; borrowed.
 * @param file - its name, for messages.
 * @throws {DataError} that names line and column, if the file is empty, no text, has no titles, or a
 * year that is none.
 *
 * Cost: O(bytes).
 *
 * @example
 * ```ts
 * const bytes = new TextEncoder().encode("Date,Name,Year\n2024-05-01,Alien,1979\n");
 * assert.deepEqual(readFilmList(bytes, "watchlist.csv"), [{ title: "Alien", year: 1979, line: 2 }]);
 * ```
 */
export function readFilmList(content: Uint8Array, file: string): ListedTitle[] {
  const { header, rows } = parseCsv(textOfBytes(content, file, ACTION), file);
  const names = header.map((name) => name.toLowerCase());
  const title = names.findIndex((name) => TITLE_COLUMNS.includes(name));
  const year = names.indexOf("year");
  if (title < 0) {
    throw new DataError(
      `${ACTION}: a column "Name" or "Title" is expected, got the columns ${shownList(header)}`,
      { file, line: 1 },
    );
  }
  return rows.map(({ line, cells }) => {
    const name = cells[title]!.trim();
    const yearText = cells[year]?.trim() ?? "";
    if (name === "") {
      throw new DataError(`${ACTION}: "${header[title]}" must be a title that is not empty`, {
        ...{ file, line, column: title + 1 },
      });
    }
    if (!/^(?:\d{4})?$/u.test(yearText)) {
      throw new DataError(
        `${ACTION}: "Year" must be a year of four digits or empty, got ${shown(yearText)}`,
        { file, line, column: year + 1 },
      );
    }
    return { title: name, ...(yearText === "" ? {} : { year: Number(yearText) }), line };
  });
}
