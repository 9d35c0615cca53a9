import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import type { CsvTable } from "./csv.ts";
import { parseCsv } from "./csv.ts";

function cellsOf(table: CsvTable): (readonly string[])[] {
  return [table.header, ...table.rows.map((row) => row.cells)];
}

function thrownBy(text: string): DataError {
  try {
    parseCsv(text, "films.csv");
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  throw new TypeError("Cannot check the error: nothing was thrown");
}

describe("parseCsv() reads", () => {
  test.each([
    ["commas", "a,b\n1,2\n"],
    ["semicolons", "a;b\n1;2\n"],
    ["tabs", "a\tb\n1\t2\n"],
    ["CRLF", "a,b\r\n1,2\r\n"],
    ["CR alone", "a,b\r1,2\r"],
    ["mixed line ends", "a,b\r\n\n1,2"],
    ["a byte order mark", "\ufeffa,b\n1,2\n"],
    ["no last line end", "a,b\n1,2"],
    ["blank lines", "\na,b\n\n  \n1,2\n\n"],
    ["quotes around everything", '"a","b"\n"1","2"\n'],
    ["spaces around the header", " a , b \n1,2\n"],
    ["semicolons with a comma in a quoted header", 'a;"b"\n1;2\n'],
  ])("%s", (_, text) => {
    expect(cellsOf(parseCsv(text, "films.csv"))).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test("quoted cells with commas, quotes and line ends, and says where each row begins", () => {
    const text =
      'id,title\r\n1,"I, Robot"\r\n2,"""Crocodile"" Dundee"\r\n\r\n3,"one\r\ntwo"\r\n4,x\r\n';
    expect(parseCsv(text, "films.csv").rows).toEqual([
      { line: 2, cells: ["1", "I, Robot"] },
      { line: 3, cells: ["2", '"Crocodile" Dundee'] },
      { line: 5, cells: ["3", "one\ntwo"] },
      { line: 7, cells: ["4", "x"] },
    ]);
  });

  test("cells as they stand, quotes within them and empty ones included", () => {
    const { rows } = parseCsv('a,b,c\n x ,The 13" Monster,\n', "films.csv");
    expect(rows[0]!.cells).toEqual([" x ", 'The 13" Monster', ""]);
  });

  test("a header alone", () => {
    expect(parseCsv("Date,Name\n", "films.csv")).toEqual({ header: ["Date", "Name"], rows: [] });
  });

  test("whatever cells were written with quotes where needed", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", ",", ";", '"', "\n", "\t", " ") });
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t"), (table, mark) => {
        const lines = [["x", "y", "z"], ...table].map((row) => row.map(quoted).join(mark));
        expect(cellsOf(parseCsv(lines.join("\n"), "films.csv")).slice(1)).toEqual(table);
      }),
    );
  });
});

describe("parseCsv() refuses", () => {
  test.each([
    [
      "a quote that is not closed",
      'a,b\n1,2\n3,"four\n5,6\n',
      3,
      'a quoted cell must end with a quote before the next comma or line, got ""four\\n5,6"',
    ],
    [
      "text after a closing quote",
      'a;b\n"1"x;2\n',
      2,
      "a quoted cell must end with a quote before the next semicolon or line",
    ],
    [
      "a row with too many cells",
      "a,b\n1,2\n3,4,5\n",
      3,
      'a row must have 2 cells as the header has, got 3 in "3,4,5"',
    ],
    [
      "a row with too few cells",
      'a,b\n"x\ny",2\n3\n',
      4,
      'a row must have 2 cells as the header has, got 1 in "3"',
    ],
  ])("%s", (_, text, line, message) => {
    const error = thrownBy(text);
    expect([error.code, error.file, error.line]).toEqual(["E_DATA", "films.csv", line]);
    expect(error.message).toContain(`films.csv:${line}: Cannot read the table: ${message}`);
  });

  test.each(["", "\ufeff", "\n \n"])("a file without a header: %j", (text) => {
    expect(thrownBy(text).message).toBe("films.csv: Cannot read the table: the file is empty");
  });

  test("a long line of junk without much ado", () => {
    const started = Date.now();
    for (const quote of ["", '"']) {
      expect(thrownBy(quote + "x".repeat(5_000_000)).message).toBe(
        "films.csv:1: Cannot read the table: a row may have at most 262,144 characters, got more; look for a quote that is missing",
      );
    }
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});
