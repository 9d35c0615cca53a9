import { DataError } from "../core/errors.ts";
import { counted } from "./counted.ts";
import { looseRows } from "./csv-rows.ts";
import { separatorOf } from "./csv-separator.ts";
import { shown } from "./shown.ts";

/** One row below the header. */
export interface CsvRow {
  /** Where it begins, from 1; a quoted cell may go on for several lines. */
  readonly line: number;
  /** As many as the header has, as they stand, not trimmed. */
  readonly cells: readonly string[];
}

/** A table with named columns. */
export interface CsvTable {
  /** Trimmed. */
  readonly header: readonly string[];
  /** Blank lines are no rows. */
  readonly rows: readonly CsvRow[];
}

const ACTION = "Cannot read the table";

/**
 * Reads a table of comma-, semicolon- or tab-separated cells, whichever the header has most of or a first line `sep=;` says,
 * with quoted cells as in RFC 4180; any line ends (line feeds in cells), with or without byte order mark.
 *
 * @param file - its name, for messages.
 * @param options - `verbose`: whether messages may quote the file. Default true.
 * @throws {DataError} with the line, if there is no header, a quote is not closed, a row has other
 * cells than the header or more than 262,144 characters, a cell more than 65,536, or the table more than
 * 2,000,000 lines.
 *
 * Cost: about a microsecond and a few hundred bytes a row; for ratings by the million there is
 * `RatingScanner`.
 *
 * @example
 * ```ts
 * const table = parseCsv('movieId,title\n11,"American President, The (1995)"\n', "movies.csv");
 * assert.deepEqual(table.header, ["movieId", "title"]);
 * assert.deepEqual(table.rows[0], { line: 2, cells: ["11", "American President, The (1995)"] });
 * ```
 */
export function parseCsv(
  text: string,
  file: string,
  { verbose = true }: { readonly verbose?: boolean } = {},
): CsvTable {
  const options = { mostColumns: Infinity, toleratesQuotes: false, verbose };
  let header: readonly string[] | undefined;
  const rows: CsvRow[] = [];
  for (const { line, cells } of looseRows(text, file, options)) {
    if (header === undefined) header = cells.map((cell) => cell.trim());
    else if (cells.length === header.length) rows.push({ line, cells });
    else {
      const found = verbose ? ` in ${shown(cells.join(separatorOf(text)))}` : "";
      throw new DataError(
        `${ACTION}: a row must have ${counted(header.length, "cell")} as the header has, got ${cells.length}${found}`,
        { file, line },
      );
    }
  }
  if (header === undefined) throw new DataError(`${ACTION}: the file is empty`, { file });
  return { header, rows };
}
