import { DataError } from "../../core/errors.ts";
import { counted } from "../counted.ts";
import { looseRows } from "../csv-rows.ts";
import type { LooseRow } from "../csv-rows.ts";
import type { CsvSeparator } from "../csv-separator.ts";
import { separatorOf } from "../csv-separator.ts";
import { columnKey } from "./column-key.ts";
import { ACTION, MOST_CELLS, MOST_COLUMNS, MOST_ROWS } from "./export-limits.ts";
import { rowsAboutList } from "./letterboxd-list.ts";

/** A table of an export, before anyone knows whose it is. */
export interface ExportTable {
  readonly file: string;
  /** Trimmed. */
  readonly header: readonly string[];
  /** The header as it is compared: small letters and digits alone, so `Your Rating` is `yourrating`. */
  readonly names: readonly string[];
  readonly headerLine: number;
  readonly separator: CsvSeparator;
  /** Whether rows about the list itself stood above, as in lists of Letterboxd. */
  readonly isLetterboxdList: boolean;
  /** Whether messages may quote it. */
  readonly verbose: boolean;
  readonly rows: readonly LooseRow[];
}

/**
 * Reads a table; rows may have any number of cells.
 *
 * @throws {DataError} if it has no header, a quote that is not closed, or more rows, columns or cells
 * than an export has.
 */
export function readTable(text: string, file: string, verbose: boolean): ExportTable {
  const rows = filledRows(text, file, verbose);
  const above = rowsAboutList(rows, file);
  const head = rows.splice(0, above + 1)[above];
  if (head === undefined) throw new DataError(`${ACTION}: the file is empty`, { file });
  if (head.width > MOST_COLUMNS) throw tooLarge(counted(MOST_COLUMNS, "column"), file, head.line);
  const filled = head.cells.findLastIndex((name) => name.trim() !== "") + 1;
  const header = head.cells.slice(0, filled).map((name) => name.trim());
  return {
    ...{ file, header, names: header.map(columnKey), headerLine: head.line, rows },
    ...{ separator: separatorOf(text), isLetterboxdList: above > 0, verbose },
  };
}

/** The header and the rows that are not blank; spreadsheets leave such. */
function filledRows(text: string, file: string, verbose: boolean): LooseRow[] {
  const rows: LooseRow[] = [];
  let cells = 0;
  const options = { mostColumns: MOST_COLUMNS, toleratesQuotes: true, verbose };
  for (const row of looseRows(text, file, options)) {
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    cells += row.cells.length;
    if (cells > MOST_CELLS) throw tooLarge(counted(MOST_CELLS, "cell"), file, row.line);
    if (rows.length > MOST_ROWS) throw tooLarge(counted(MOST_ROWS, "row"), file, row.line);
    rows.push(row);
  }
  return rows;
}

function tooLarge(most: string, file: string, line: number): DataError {
  return new DataError(`${ACTION}: a person's export may hold at most ${most}, got more`, {
    ...{ file, line },
  });
}
