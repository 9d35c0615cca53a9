import Papa from "papaparse";
import { DataError } from "../core/errors.ts";
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
const SEPARATORS = [",", ";", "\t"] as const;

/** What stands between the cells of a row. */
export type CsvSeparator = (typeof SEPARATORS)[number];

/**
 * Reads a table of comma-, semicolon- or tab-separated cells, whichever the header has most of,
 * with quoted cells as in RFC 4180; any line ends, with or without byte order mark.
 *
 * @param file - its name, for messages.
 * @param options - `verbose`: whether messages may quote the file. Default true.
 * @throws {DataError} with the line, if there is no header, a quote is not closed, or a row has
 * other cells than the header.
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
  const quoted = (cells: readonly string[], before: string): string =>
    verbose ? before + shown(cells.join(delimiter)) : "";
  // Papa takes the line end for the one it meets first, and would join the lines of a mixed file.
  const even = text.replace(/^\ufeff/u, "").replace(/\r\n?/gu, "\n");
  const delimiter = delimiterOf(even);
  const { data, errors } = Papa.parse(even, { delimiter, newline: "\n" });
  const lines = linesOf(data);
  const wrong = errors.find((error) => error.type === "Quotes");
  if (wrong !== undefined) {
    const found = quoted(data[wrong.row ?? 0] ?? [], ", got ");
    throw new DataError(
      `${ACTION}: a quoted cell must end with a quote before the next ${separatorName(delimiter)} or line${found}`,
      { file, line: lines[wrong.row ?? 0] },
    );
  }
  const rows = data
    .map((cells, row) => ({ line: lines[row]!, cells }))
    .filter(({ cells }) => cells.length > 1 || cells[0]!.trim() !== "");
  const header = rows.shift()?.cells.map((cell) => cell.trim());
  if (header === undefined) throw new DataError(`${ACTION}: the file is empty`, { file });
  for (const { line, cells } of rows) {
    if (cells.length === header.length) continue;
    throw new DataError(
      `${ACTION}: a row must have ${header.length} cells as the header has, got ${cells.length}${quoted(cells, " in ")}`,
      { file, line },
    );
  }
  return { header, rows };
}

/** Where each row begins: a row has as many lines as its cells have line feeds, and one more. */
function linesOf(rows: readonly (readonly string[])[]): number[] {
  let line = 1;
  return rows.map((cells) => {
    const start = line;
    line += cells.reduce((count, cell) => count + cell.split("\n").length - 1, 1);
    return start;
  });
}

/** Counted outside of quotes; Papa's own guess, over ten rows, is led astray by a broken quote. */
function delimiterOf(text: string): string {
  const start = text.search(/\S/u);
  const end = text.indexOf("\n", Math.max(0, start));
  return separatorIn(text.slice(0, end < 0 ? undefined : end));
}

/** Which of comma, semicolon and tab a header has most of outside of quotes; a comma where none. */
export function separatorIn(header: string): CsvSeparator {
  const bare = header.replace(/"[^"]*"/gu, "");
  const counts = SEPARATORS.map((mark) => ({ mark, count: bare.split(mark).length }));
  return counts.reduce((most, other) => (other.count > most.count ? other : most)).mark;
}

/** What stands between cells, for messages. */
export function separatorName(delimiter: string): string {
  if (delimiter === "\t") return "tab";
  return delimiter === "," ? "comma" : "semicolon";
}
