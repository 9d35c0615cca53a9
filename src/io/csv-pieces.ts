import Papa from "papaparse";
import type { CsvSeparator } from "./csv-separator.ts";

/** A row as it stands in a piece of a table. */
export interface PieceRow {
  readonly cells: readonly string[];
  /** Where it begins in the piece. */
  readonly start: number;
  /** Where it ends, after its line end. */
  readonly end: number;
  /** Where the first cell begins, after its quote, in which quotes are not as they should be. */
  readonly wrongQuote: number | undefined;
}

/** Of a table, so many characters at a time, with line feeds for all line ends and one at the end. */
export function* piecesOf(text: string, length: number): Generator<string, void, undefined> {
  let start = text.startsWith("\ufeff") ? 1 : 0;
  do {
    let end = Math.min(start + length, text.length);
    if (text.startsWith("\r\n", end - 1)) end++;
    const piece = text.slice(start, end).replace(/\r\n?/gu, "\n");
    yield end === text.length ? `${piece}\n` : piece;
    start = end;
  } while (start < text.length);
}

/**
 * The rows of a piece of a table that are not blank, and the last, which may go on in the next piece.
 * Line ends are line feeds.
 */
export function rowsOfPiece(
  piece: string,
  separator: CsvSeparator,
): { readonly rows: readonly PieceRow[]; readonly last: PieceRow } {
  const rows: PieceRow[] = [];
  let start = -1;
  // Papaparse would drop a byte order mark that a piece happens to begin with, and count on without it.
  Papa.parse(`\n${piece}`, {
    delimiter: separator,
    newline: "\n",
    step: ({ data: cells, errors, meta: { cursor } }) => {
      if (rows.length > 0 && isBlank(rows.at(-1)!)) rows.pop();
      const end = cursor - 1;
      const quote = errors.find(({ type }) => type === "Quotes")?.index;
      rows.push({ cells, start, end, wrongQuote: quote === undefined ? undefined : quote - 1 });
      start = end;
    },
  });
  return { last: rows.pop()!, rows };
}

function isBlank({ cells }: PieceRow): boolean {
  return cells.length === 1 && cells[0]!.trim() === "";
}
