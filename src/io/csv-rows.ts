import { DataError } from "../core/errors.ts";
import { separatorIn, separatorName } from "./csv.ts";
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

/** What is not to be gone beyond, and what messages may say. */
export interface LooseRowsOptions {
  readonly mostColumns: number;
  /** Whether messages may quote the file. */
  readonly verbose: boolean;
}

const ACTION = "Cannot read the table";
const QUOTE = '"';
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** More than a review has: what is longer is a quote that went wrong, or no table. */
const MOST_CELL_CHARACTERS = 65_536;
/** A header is looked for in so many characters. */
const HEADER_CHARACTERS = 65_536;

/**
 * The rows of a table, the header among them, one at a time, whatever their numbers of cells: comma,
 * semicolon or tab, quoted cells as in RFC 4180, any line ends, no blank rows. A quote within a quoted
 * cell that should have been doubled is taken for text, as long as that swallows no line.
 *
 * Not by papaparse, which keeps the whole table: 32 MB of nothing but commas take it 5.5 s and 1.8 GB.
 * Here whoever asks for rows can stop at any of them.
 *
 * @throws {DataError} with the line, if a quote is not closed or a cell has more than 65,536 characters.
 */
export function* looseRows(
  text: string,
  file: string,
  options: LooseRowsOptions,
): Generator<LooseRow, void, undefined> {
  const separator = separatorIn(firstLineOf(text));
  const scanner = new CellScanner(text, file, separator, options.verbose);
  while (!scanner.isAtEnd) {
    const { line } = scanner;
    const cells: string[] = [];
    let width = 0;
    for (let count = 1; ; count++) {
      const cell = scanner.next();
      if (count <= options.mostColumns) {
        cells.push(cell);
        width = count;
      } else if (cell.trim() !== "") width = count;
      if (scanner.endRow()) break;
    }
    if (cells.length > 1 || cells[0]!.trim() !== "") yield { line, cells, width };
  }
}

function firstLineOf(text: string): string {
  const start = Math.max(0, text.search(/\S/u));
  const [line] = text.slice(start, start + HEADER_CHARACTERS).split(/[\r\n]/u, 1);
  return line!;
}

class CellScanner {
  readonly #text: string;
  readonly #file: string;
  readonly #separator: string;
  readonly #separatorCode: number;
  readonly #verbose: boolean;
  #at: number;
  /** Of the next cell, from 1. */
  line = 1;

  constructor(text: string, file: string, separator: string, verbose: boolean) {
    this.#text = text;
    this.#file = file;
    this.#separator = separator;
    this.#separatorCode = separator.charCodeAt(0);
    this.#verbose = verbose;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The cell that begins here; leaves off at what ends it. */
  next(): string {
    if (this.#text[this.#at] === QUOTE) return this.#quoted();
    const start = this.#at;
    while (!this.#endsCell(this.#at)) this.#at++;
    if (this.#at - start > MOST_CELL_CHARACTERS) throw this.#tooLong();
    return this.#text.slice(start, this.#at);
  }

  /** Steps over what ends a cell; whether it ends the row too. */
  endRow(): boolean {
    if (this.isAtEnd) return true;
    const code = this.#text.charCodeAt(this.#at++);
    if (code === this.#separatorCode) return false;
    if (code === CARRIAGE_RETURN && this.#text.charCodeAt(this.#at) === LINE_FEED) this.#at++;
    this.line++;
    return true;
  }

  #quoted(): string {
    const start = this.#at + 1;
    let isClean = true;
    for (let from = start; ;) {
      const quote = this.#text.indexOf(QUOTE, from);
      if (quote < 0) throw this.#broken(start);
      if (quote - start > MOST_CELL_CHARACTERS) throw this.#tooLong();
      if (this.#text[quote + 1] === QUOTE) {
        from = quote + 2;
        continue;
      }
      let end = quote + 1;
      while (this.#text[end] === " ") end++;
      if (this.#endsCell(end)) {
        const cell = this.#text.slice(start, quote).replaceAll('""', QUOTE);
        const breaks = cell.match(/\r\n?|\n/gu)?.length ?? 0;
        if (!isClean && breaks > 0) throw this.#broken(start);
        this.line += breaks;
        this.#at = end;
        return cell;
      }
      isClean = false;
      from = end;
    }
  }

  #endsCell(at: number): boolean {
    if (at >= this.#text.length) return true;
    const code = this.#text.charCodeAt(at);
    return code === this.#separatorCode || code === LINE_FEED || code === CARRIAGE_RETURN;
  }

  #tooLong(): DataError {
    return new DataError(
      `${ACTION}: a cell may have at most ${MOST_CELL_CHARACTERS} characters, got more; look for a quote that is missing`,
      { file: this.#file, line: this.line },
    );
  }

  #broken(start: number): DataError {
    const found = this.#verbose ? `, got ${shown(this.#text.slice(start - 1, start + 100))}` : "";
    return new DataError(
      `${ACTION}: a quoted cell must end with a quote before the next ${separatorName(this.#separator)} or line${found}`,
      { file: this.#file, line: this.line },
    );
  }
}
