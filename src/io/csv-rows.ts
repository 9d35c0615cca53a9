import { DataError } from "../core/errors.ts";
import { piecesOf, rowsOfPiece } from "./csv-pieces.ts";
import type { PieceRow } from "./csv-pieces.ts";
import { separatorName, separatorOf, withoutSeparatorLine } from "./csv-separator.ts";
import type { CsvSeparator } from "./csv-separator.ts";
import { counted } from "./counted.ts";
import { shown } from "./shown.ts";

/** A row of a table that nobody has checked. */
export interface LooseRow {
  /** Where it begins, from 1; a quoted cell may go on for several lines. */
  readonly line: number;
  /** As they stand; those beyond `mostColumns` are left away. */
  readonly cells: readonly string[];
  /** How many cells it has, without empty ones at the end that are more than `mostColumns`. */
  readonly width: number;
}

/** What is kept and tolerated, and what messages may say. */
export interface LooseRowsOptions {
  readonly mostColumns: number;
  /** Whether a quote within a quoted cell that should have been doubled is taken for text. */
  readonly toleratesQuotes: boolean;
  /** Whether messages may quote the file. */
  readonly verbose: boolean;
}

const ACTION = "Cannot read the table";
/** More than a review has: what is longer is a quote that went wrong, or no table. */
const MOST_CELL_CHARACTERS = 65_536;
/** Also what is read at a time. */
const MOST_ROW_CHARACTERS = 4 * MOST_CELL_CHARACTERS;
/** Blank ones included, of which 32 MB take papaparse 5 s. */
const MOST_LINES = 2_000_000;
const REMEDY = "look for a quote that is missing";
const CELL_ALLOWED = `a cell may have at most ${counted(MOST_CELL_CHARACTERS, "character")}, got more; ${REMEDY}`;
const ROW_ALLOWED = `a row may have at most ${counted(MOST_ROW_CHARACTERS, "character")}, got more; ${REMEDY}`;
const LINES_ALLOWED = `a table may have at most ${counted(MOST_LINES, "line")}, got more`;

/**
 * The rows of a table, the header among them, one at a time, whatever their numbers of cells: comma,
 * semicolon or tab, quoted cells as in RFC 4180, any line ends (line feeds in cells), no blank rows, no
 * line `sep=;` above. A quote that is tolerated may not swallow a line.
 *
 * Papaparse is given a piece of the table at a time, since it keeps the cells and faults of a row until
 * the row ends: a row of 32 MB of `"a"b` takes it 1.6 GB even row by row, and here 0.15.
 *
 * @throws {DataError} with the line, if a quote is not closed, a cell has more than 65,536 characters, a
 * row more than 262,144, or the table more than 2,000,000 lines.
 */
export function* looseRows(
  text: string,
  file: string,
  options: LooseRowsOptions,
): Generator<LooseRow, void, undefined> {
  const table = new TableChecks(file, separatorOf(text), options);
  let line = 1;
  let rest = "";
  let end: PieceRow | undefined;
  for (const next of piecesOf(withoutSeparatorLine(text), MOST_ROW_CHARACTERS)) {
    const piece = rest + next;
    const { rows, last } = rowsOfPiece(piece, table.separator);
    let seen = 0;
    for (const row of rows) {
      line += lineFeeds(piece, seen, row.start);
      seen = row.start;
      table.check(piece, row, line);
      yield looseRow(row.cells, line, options.mostColumns);
    }
    line += lineFeeds(piece, seen, last.start);
    if (line > MOST_LINES) throw table.refused(LINES_ALLOWED, MOST_LINES + 1);
    rest = piece.slice(last.start);
    if (rest.length > MOST_ROW_CHARACTERS) throw table.refused(ROW_ALLOWED, line);
    end = last;
  }
  // The last piece ends in a line feed, and so does a row whose quotes are closed.
  if (rest !== "") throw table.broken(rest, end!.wrongQuote! - end!.start, line);
}

function looseRow(cells: readonly string[], line: number, mostColumns: number): LooseRow {
  if (cells.length <= mostColumns) return { line, cells, width: cells.length };
  const width = Math.max(mostColumns, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
  return { line, cells: cells.slice(0, mostColumns), width };
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
    count++;
  }
  return count;
}

class TableChecks {
  readonly separator: CsvSeparator;
  readonly #file: string;
  readonly #options: LooseRowsOptions;

  constructor(file: string, separator: CsvSeparator, options: LooseRowsOptions) {
    this.separator = separator;
    this.#file = file;
    this.#options = options;
  }

  /** @throws {DataError} if the row is too long, or has quotes that are not to be tolerated. */
  check(piece: string, { cells, start, end, wrongQuote }: PieceRow, line: number): void {
    if (end - start > MOST_CELL_CHARACTERS) {
      if (cells.some((cell) => cell.length > MOST_CELL_CHARACTERS)) {
        throw this.refused(CELL_ALLOWED, line);
      }
      if (end - start > MOST_ROW_CHARACTERS) throw this.refused(ROW_ALLOWED, line);
    }
    // Before the return: V8 holds a cell of which doubled quotes were replaced as a tree with a node for
    // each, 30 bytes a character, until the cell is searched.
    const withQuotes = cells.filter((cell) => cell.includes('"'));
    if (wrongQuote === undefined) return;
    const swallows = withQuotes.some((cell) => cell.includes("\n"));
    if (!swallows && this.#options.toleratesQuotes) return;
    throw this.broken(piece.slice(start, end), wrongQuote - start, line);
  }

  refused(allowed: string, line: number): DataError {
    return new DataError(`${ACTION}: ${allowed}`, { file: this.#file, line });
  }

  /** @param at - where the cell begins in the row, after its quote. */
  broken(row: string, at: number, line: number): DataError {
    const cell = row.slice(at - 1).trimEnd();
    const found = this.#options.verbose ? `, got ${shown(cell)}` : "";
    return this.refused(
      `a quoted cell must end with a quote before the next ${separatorName(this.separator)} or line${found}`,
      line + lineFeeds(row, 0, at),
    );
  }
}
