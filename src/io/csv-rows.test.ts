import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvOf } from "../../test/support/exports/csv-cells.ts";
import { DataError } from "../core/errors.ts";
import type { LooseRow } from "./csv-rows.ts";
import { looseRows } from "./csv-rows.ts";

function rowsOf(text: string, mostColumns = 9, verbose = false): LooseRow[] {
  return [...looseRows(text, "x.csv", { mostColumns, toleratesQuotes: true, verbose })];
}

function cellsOf(text: string): (readonly string[])[] {
  return rowsOf(text).map(({ cells }) => cells);
}

describe("looseRows()", () => {
  test.each([
    ["commas", "a,b\n1,2\n"],
    ["semicolons", "a;b\n1;2\n"],
    ["tabs", "a\tb\n1\t2\n"],
    ["CRLF", "a,b\r\n1,2\r\n"],
    ["CR alone", "a,b\r1,2\r"],
    ["mixed line ends", "a,b\r\n\n1,2"],
    ["a byte order mark", "\ufeffa,b\n1,2\n"],
    ["blank lines", "\na,b\n\n  \n1,2\n\n"],
    ["quotes around everything", '"a","b"\n"1","2"\n'],
    ["spaces after a quote", '"a" ,"b"  \n"1","2" '],
  ])("reads %s", (_, text) => {
    expect(cellsOf(text)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test.each([
    ["semicolons", "sep=;\na;b,c\n1;2\n"],
    ["commas", "\ufeffSEP=,\r\na,b;c;d\r\n1,2\r\n"],
    ["tabs", '"sep=\t"\na\tb,c\n1\t2\n'],
    ["semicolons, padded by a spreadsheet", "sep=;;;\na;b,c\n1;2\n"],
  ])("is told of %s by the first line, which is no row", (_, text) => {
    const rows = rowsOf(text);
    expect(rows.map(({ line, width }) => [line, width])).toEqual([
      [2, 2],
      [3, 2],
    ]);
    expect(rows[1]!.cells).toEqual(["1", "2"]);
  });

  test("takes such a line for a row anywhere else, and where it says something else", () => {
    expect(cellsOf("a;b\nsep=;\n")[1]).toEqual(["sep=", ""]);
    expect(cellsOf("sep=|\na|b\n")).toEqual([["sep=|"], ["a|b"]]);
    expect(cellsOf("sep=;")).toEqual([]);
  });

  test("says where rows begin, and gives them whatever their numbers of cells", () => {
    const rows = rowsOf('a,b\r\n"one\r\ntwo"\r\n"x\ry","z\n",3,\n5,6\n', 3);
    expect(rows).toEqual([
      { line: 1, cells: ["a", "b"], width: 2 },
      { line: 2, cells: ["one\ntwo"], width: 1 },
      { line: 4, cells: ["x\ny", "z\n", "3"], width: 3 },
      { line: 7, cells: ["5", "6"], width: 2 },
    ]);
    expect(rowsOf("a,b\n1,2,3,4,,\n", 2)[1]).toEqual({ line: 2, cells: ["1", "2"], width: 4 });
  });

  test("takes quotes that should have been doubled for text, in one line only", () => {
    expect(cellsOf('a,b\n"The "Big" One",2\n13" Monster,3\n')).toEqual([
      ["a", "b"],
      ['The "Big" One', "2"],
      ['13" Monster', "3"],
    ]);
    expect(() => rowsOf('a,b\n1,2\n"Big" One,2\n"x",4\n')).toThrow(DataError);
    expect(() => rowsOf('a,b\n1,2\n"Big" One,2\n"x",4\n')).toThrow(
      "x.csv:3: Cannot read the table: a quoted cell must end with a quote before the next comma or line",
    );
  });

  test("quotes what was found only where it may", () => {
    expect(() => rowsOf('a;b\n1;"Secret')).toThrow(/before the next semicolon or line$/u);
    expect(() => rowsOf('a;b\n1;"Secret', 9, true)).toThrow(/line, got "\\?"Secret"$/u);
  });

  test("has the cells of any table that is well made", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", ",", ";", '"', "\n", "\t", " ", "") });
    const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(",", ";", "\t"),
        fc.boolean(),
        (cells, separator, quoteAll) => {
          const text = csvOf([["x", "y", "z"], ...cells], { separator, quoteAll });
          expect(cellsOf(text)).toEqual([["x", "y", "z"], ...cells]);
        },
      ),
    );
  });

  test.each(["\n", "\r\n", "\r"])(
    "has all rows of a table that is read in pieces, with lines that end in %j",
    (lineEnd) => {
      const cell = fc.oneof(
        fc.nat(65_000).map((length) => "x".repeat(length)),
        fc.nat(20_000).map((length) => 'é"\n'.repeat(length)),
        fc.constantFrom("", '"', "\n", "\ufeff", '\ufeff"'),
      );
      const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 10, maxLength: 20 });
      fc.assert(
        fc.property(table, (cells) => {
          const text = csvOf([["x", "y", "z"], ...cells], { lineEnd });
          let line = 2;
          const wanted = cells.map((row) => {
            const begins = line;
            line += row.join("").split("\n").length;
            return { line: begins, cells: row, width: 3 };
          });
          expect(rowsOf(text.replaceAll("é\n", `é${lineEnd}`)).slice(1)).toEqual(wanted);
        }),
        { numRuns: 10 },
      );
    },
  );

  test("reads line ends of two characters wherever a piece ends", () => {
    for (let length = 262_138; length < 262_150; length++) {
      const rows = rowsOf(`a,b\r\n${"\n".repeat(length)}"x\r\ny"\r\n1,2\r\n`);
      expect(rows.slice(1)).toEqual([
        { line: length + 2, cells: ["x\ny"], width: 1 },
        { line: length + 4, cells: ["1", "2"], width: 2 },
      ]);
    }
  });

  test.each([
    ["x".repeat(65_537), "cell may have at most 65,536"],
    [`"${"x\n".repeat(40_000)}"`, "cell may have at most 65,536"],
    ["x".repeat(600_000), "row may have at most 262,144"],
    [",".repeat(262_143), "row may have at most 262,144"],
    [`"${"x\n".repeat(300_000)}`, "row may have at most 262,144"],
  ])("refuses a cell or a row that no table has: %#", (cell, refusal) => {
    expect(() => rowsOf(`a,b\n1,${cell}\n`)).toThrow(
      `x.csv:2: Cannot read the table: a ${refusal} characters, got more; look for a quote that is missing`,
    );
  });

  test("refuses more lines than a table has, blank ones too", () => {
    expect(() => rowsOf(`a,b\n${"\n".repeat(2_000_000)}`)).toThrow(
      "x.csv:2000001: Cannot read the table: a table may have at most 2,000,000 lines, got more",
    );
  });

  test("says in which line of a row a quote is wrong, and at the end of the file too", () => {
    for (const rest of ['"x"', '"x', '"x"y', '"x"y\n1,2']) {
      const text = `a,b\n"one\ntwo",${rest}`;
      if (rest === '"x"') expect(rowsOf(text)[1]!.cells).toEqual(["one\ntwo", "x"]);
      else expect(() => rowsOf(text)).toThrow("x.csv:3: Cannot read the table: a quoted cell");
    }
  });

  test.each([
    ["quoted cells in one line", '"a",'],
    ["quoted cells in a column", '"a"\n'],
    ["separators", ","],
    ["quotes", '"'],
    ["spaces after quotes", '"a"   b'],
    ["line ends", "\r"],
  ])("takes time in proportion to the text: %s", (_, part) => {
    const started = performance.now();
    try {
      expect(rowsOf(`x,y\n${part.repeat(2_000_000 / part.length)}`).length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(DataError);
    }
    expect(performance.now() - started).toBeLessThan(10_000); // in time of its square: an hour
  });
});
