import { describe, expect, test } from "vitest";
import { csvText } from "./csv-text.ts";
import { parseCsv } from "./csv.ts";

describe("csvText()", () => {
  test("sets cells in quotes where they need them, as the reader expects", () => {
    const titles = ['a"b', "a,b", "a;b", "a\tb", "a\nb", "plain", "Amélie"];
    const text = csvText(
      ["Title", "Year"],
      titles.map((title) => [title, undefined]),
    );
    expect(text).toMatch(/^Title,Year\n"a""b",\n"a,b",\n"a;b",\n/u);
    expect(text).toContain("\nplain,\nAmélie,\n");
    const { rows } = parseCsv(text, "list.csv");
    expect(rows.map(({ cells }) => cells)).toEqual(titles.map((title) => [title, ""]));
  });

  test("of no rows is the header", () => {
    expect(csvText(["Title"], [])).toBe("Title\n");
  });
});
