import { describe, expect, test } from "vitest";
import { bar, progressBar } from "./bars.ts";
import { columnsOf, messageText } from "./columns.ts";
import { cutFilm, filmText, listed } from "./film-text.ts";
import { counted, duration, givenStars, signed, stars } from "./numbers.ts";
import { ProgressLine } from "./progress-line.ts";
import { stylesFor } from "./styles.ts";
import { stackedTableLines, tableLines } from "./table.ts";
import { cutText, plainText, textWidth, wrapParts, wrapWords } from "./text-width.ts";

describe("text is measured in columns, not characters", () => {
  test("cutText() cuts with … and never exceeds the width", () => {
    expect(cutText("Fargo", 5)).toBe("Fargo");
    expect(cutText("The Wrong Trousers", 10)).toBe("The Wrong…");
    expect(cutText("千と千尋の神隠し", 9)).toBe("千と千尋…");
    for (let width = 0; width < 20; width++) {
      expect(textWidth(cutText("千と千尋 and Fargo", width))).toBeLessThanOrEqual(width);
    }
  });

  test("cutFilm() cuts the title and keeps the year", () => {
    const film = { title: "The Englishman Who Went Up a Hill", year: 1995 };
    expect(cutFilm(film, 24)).toBe("The Englishman W… (1995)");
    expect(cutFilm(film, 80)).toBe("The Englishman Who Went Up a Hill (1995)");
    expect(filmText({ title: "Unknown", year: null })).toBe("Unknown");
  });

  test("plainText() takes out what a terminal would obey", () => {
    expect(plainText("a\u001b[31mb\u0007\u202ec\n")).toBe("a [31mb c");
  });

  test("wrapWords() breaks between words only", () => {
    expect(wrapWords("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrapWords("incomprehensible", 8)).toEqual(["incomprehensible"]);
    expect(wrapWords("gave 1.5 ★ now", 8)).toEqual(["gave", "1.5 ★", "now"]);
    expect(wrapParts(["ann 4 ★", "bob 5 ★", "eve 1 ★"], 17)).toEqual([
      "ann 4 ★   bob 5 ★",
      "eve 1 ★",
    ]);
  });
});

describe("columnsOf()", () => {
  const write = (): void => undefined;

  test("is 80 where the stream is no terminal or does not know, and within bounds else", () => {
    const columns = [undefined, 0, NaN, 5, 60, 400];
    const told = columns.map((given) => columnsOf({ isTTY: true, columns: given, write }));
    expect(told).toEqual([80, 80, 80, 40, 60, 100]);
    expect(columnsOf({ columns: 60, write })).toBe(80);
  });

  test("messageText() wraps for a terminal only, and shows what would be obeyed", () => {
    const text = `a\u001bb\n${"word ".repeat(12).trim()}`;
    expect(messageText({ write }, text)).toBe(`a\\u001bb\n${"word ".repeat(12).trim()}`);
    const wrapped = messageText({ isTTY: true, columns: 40, write }, text).split("\n");
    expect(wrapped).toHaveLength(3);
  });
});

describe("numbers", () => {
  test("read as a person writes them", () => {
    expect(stars(4.649)).toBe("4.6 ★");
    expect([5, 4.5].map(givenStars)).toEqual(["5 ★", "4.5 ★"]);
    expect([0.214, -0.214, -0.001].map((value) => signed(value))).toEqual([
      ...["+0.21", "−0.21", "0.00"],
    ]);
    expect(counted(1, "film")).toBe("1 film");
    expect(counted(1682, "film")).toBe("1,682 films");
    expect([0.42, 12.3, 185].map(duration)).toEqual(["0.4 s", "12 s", "3 min 05 s"]);
    expect(listed(["a", "b", "c"], "or")).toBe("a, b or c");
  });

  test("are set in a table with headers, decimals under decimals", () => {
    const columns = [
      { header: "film", most: 6 },
      { header: "n", align: "right" },
    ] as const;
    const rows = [
      ["Brazil", "1.25"],
      ["Chinatown", "10.00"],
    ];
    expect(tableLines(columns, rows)).toEqual([
      "  film        n",
      "  Brazil   1.25",
      "  China…  10.00",
    ]);
  });

  test("are cut into tables below each other where one would be too wide", () => {
    const columns = [{ header: "film" }, ...["one", "two", "three"].map((header) => ({ header }))];
    const rows = [["Brazil", "1", "2", "3"], [], ["Alien"]];
    expect(stackedTableLines(columns, rows, 25)).toEqual(tableLines(columns, rows));
    expect(stackedTableLines(columns, rows, 24)).toEqual([
      ...["  film    one  two", "  Brazil  1    2", "", "  Alien", ""],
      ...["  film    three", "  Brazil  3", "", "  Alien"],
    ]);
    expect(
      stackedTableLines(columns, rows, 1).filter((line) => line.includes("film")),
    ).toHaveLength(3);
  });
});

describe("bars", () => {
  test("bar() grows by eighths and shows the least share", () => {
    expect(bar(0, 4)).toBe("");
    expect(bar(0.0001, 4)).toBe("▏");
    expect(bar(0.5, 4)).toBe("██");
    expect(bar(0.53125, 4)).toBe("██▏");
    expect(bar(2, 4)).toBe("████");
    expect([bar(0.5, -3), progressBar(0.5, -3)]).toEqual(["", ""]);
  });

  test("progressBar() always has its width", () => {
    for (const share of [-1, 0, 0.3, 1, 2, NaN]) expect(progressBar(share, 10)).toHaveLength(10);
  });
});

describe("ProgressLine", () => {
  const written: string[] = [];
  const write = (text: string): void => void written.push(text);
  const line = (isTTY: boolean, quiet: boolean): ProgressLine => {
    written.length = 0;
    const stream = { isTTY, columns: 30, write };
    return new ProgressLine(stream, stylesFor({}, {}), { quiet });
  };

  test("draws at most one line in a moment, cut to the terminal", () => {
    const progress = line(true, false);
    for (let n = 0; n < 100; n++) progress.show(() => `step ${n} ${"x".repeat(50)}`);
    expect(written).toEqual([`\r\u001b[2Kstep 0 ${"x".repeat(21)}…`]);
    progress.finish("done");
    expect(written.slice(1).join("")).toBe("\r\u001b[2Kdone\n");
  });

  test("prints only the end of a phase where there is no terminal", () => {
    const progress = line(false, false);
    progress.show(() => "step");
    progress.clear();
    progress.finish("done");
    expect(written).toEqual(["done\n"]);
  });

  test("prints nothing when it is quiet", () => {
    const progress = line(true, true);
    progress.show(() => "step");
    progress.finish("done");
    expect(written).toEqual([]);
  });
});
