import { DataError } from "../../core/errors.ts";
import { looseRows } from "../csv-rows.ts";
import type { LooseRow } from "../csv-rows.ts";
import { ACTION, MOST_CELLS, MOST_COLUMNS, MOST_ROWS } from "./export-limits.ts";

/** A table of an export, before anyone knows whose it is. */
export interface ExportTable {
  readonly file: string;
  /** Trimmed. */
  readonly header: readonly string[];
  /** The header as it is compared: small letters and digits alone, so `Your Rating` is `yourrating`. */
  readonly names: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly LooseRow[];
}

/**
 * Reads a table; rows may have any number of cells.
 *
 * @throws {DataError} if it has no header, a quote that is not closed, or more rows, columns or cells
 * than an export has.
 */
export function readTable(text: string, file: string, verbose: boolean): ExportTable {
  let head: LooseRow | undefined;
  const rows: LooseRow[] = [];
  let cells = 0;
  const options = { mostColumns: MOST_COLUMNS, toleratesQuotes: true, verbose };
  for (const row of looseRows(text, file, options)) {
    if (row.cells.every((cell) => cell.trim() === "")) continue; // spreadsheets leave such rows
    cells += row.cells.length;
    if (cells > MOST_CELLS) throw tooLarge(`${MOST_CELLS} cells`, file, row.line);
    if (head === undefined) {
      if (row.width > MOST_COLUMNS) throw tooLarge(`${MOST_COLUMNS} columns`, file, row.line);
      head = row;
    } else if (rows.push(row) > MOST_ROWS) throw tooLarge(`${MOST_ROWS} rows`, file, row.line);
  }
  if (head === undefined) throw new DataError(`${ACTION}: the file is empty`, { file });
  const filled = head.cells.findLastIndex((name) => name.trim() !== "") + 1;
  const header = head.cells.slice(0, filled).map((name) => name.trim());
  const names = header.map(columnKey);
  return { file, header, names, headerLine: head.line, rows };
}

/** `Your Rating` and `your_rating` are one name. */
export function columnKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function tooLarge(most: string, file: string, line: number): DataError {
  return new DataError(`${ACTION}: a person's export may hold at most ${most}, got more`, {
    ...{ file, line },
  });
}
