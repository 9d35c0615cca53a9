import { describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import type { LetterboxdRatings } from "./letterboxd.ts";
import { readLetterboxd } from "./letterboxd.ts";

const HEADER = "Date,Name,Year,Letterboxd URI,Rating";

function read(text: string): LetterboxdRatings {
  return readLetterboxd(new TextEncoder().encode(text), "ratings.csv");
}

function thrownBy(bytes: string | Uint8Array): DataError {
  try {
    const given = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    readLetterboxd(given, "ratings.csv");
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  throw new TypeError("Cannot check the error: nothing was thrown");
}

describe("readLetterboxd() reads", () => {
  test("titles, years, half stars, and the lines they stand in", () => {
    const text = `${HEADER}
2019-03-02,Se7en,1995,https://boxd.it/2a1m,4.5
2019-03-02,"Good, the Bad and the Ugly",1966,https://boxd.it/2a1n,5
2019-03-04,Untitled,,https://boxd.it/2a1o,.5
`;
    expect(read(text)).toEqual({
      ratings: [
        { title: "Se7en", year: 1995, rating: 4.5, line: 2, date: "2019-03-02" },
        {
          title: "Good, the Bad and the Ugly",
          year: 1966,
          rating: 5,
          line: 3,
          date: "2019-03-02",
        },
        { title: "Untitled", rating: 0.5, line: 4, date: "2019-03-04" },
      ],
      superseded: 0,
    });
  });

  test.each([
    ["CRLF", `${HEADER}\r\n2019-03-02,Amélie,2001,x,4\r\n`],
    ["a byte order mark", `\ufeff${HEADER}\n2019-03-02,Amélie,2001,x,4`],
    [
      "semicolons and decimal commas",
      `${HEADER.replaceAll(",", ";")}\n3/2/2019;Amélie;2001;x;4,0\n`,
    ],
    ["tabs and other columns", "Rating\tNotes\tName\tYear\n4.0\t\tAmélie\t2001\n"],
    ["no years", "NAME,rating,year\nAmélie,4,2001\n"],
  ])("files with %s", (_, text) => {
    const wanted = { title: "Amélie", year: 2001, rating: 4, line: 2 };
    expect(read(text).ratings).toMatchObject([wanted]);
  });

  test.each([
    ["Windows-1252", Uint8Array.of(0xc9)],
    ["UTF-8", Uint8Array.of(0xc3, 0x89)],
  ])("names in %s", (_, letter) => {
    const encoder = new TextEncoder();
    const bytes = Uint8Array.from([
      ...encoder.encode(`${HEADER}\n2019-03-02,`),
      ...letter,
      ...encoder.encode("ternel,2010,x,4\n"),
    ]);
    expect(readLetterboxd(bytes, "ratings.csv").ratings[0]!.title).toBe("Éternel");
  });

  test("the quotes, dashes and other signs that only Windows-1252 has", () => {
    const signs = Uint8Array.of(0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x85, 0x80, 0x9c, 0xe9);
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode("Name,Rating\nSchindler"),
      ...signs,
      ...new TextEncoder().encode(",4\n"),
    ]);
    expect(readLetterboxd(bytes, "ratings.csv").ratings[0]!.title).toBe("Schindler‘’“”–—…€œé");
  });

  test("an ArrayBuffer and a text as well as bytes", () => {
    const text = `${HEADER}\n2019-03-02,Amélie,2001,x,4\n`;
    const bytes = new TextEncoder().encode(text);
    const wanted = readLetterboxd(bytes, "ratings.csv");
    expect(readLetterboxd(text, "ratings.csv")).toEqual(wanted);
    expect(readLetterboxd(bytes.buffer, "ratings.csv")).toEqual(wanted);
  });

  test("dates with the day first in the whole file where one of them can be nothing else", () => {
    const rows = ["01/03/2024,Alien,1979,x,5", "02/02/2024,Alien,1979,x,1"];
    const dates = (text: string): unknown => read(text).ratings.map(({ date }) => date);
    expect(dates(`${HEADER}\n${rows.join("\n")}\n`)).toEqual(["2024-02-02"]);
    const european = `${HEADER}\n${rows.join("\n")}\n13/02/2024,Heat,1995,x,3\n`;
    expect(dates(european)).toEqual(["2024-03-01", "2024-02-13"]);
  });

  test("UTF-16, as a spreadsheet writes it", () => {
    const text = "\ufeffName\tRating\nÉternel\t4\n";
    const bytes = new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);
    expect(readLetterboxd(bytes, "ratings.csv").ratings[0]!.title).toBe("Éternel");
    for (let at = 0; at < bytes.length; at += 2) bytes.subarray(at, at + 2).reverse();
    expect(readLetterboxd(bytes, "ratings.csv").ratings[0]!.title).toBe("Éternel");
  });

  test("the latest rating of a film that stands twice, whatever the order and form of dates", () => {
    const text = `${HEADER}
2020-01-10,Alien,1979,x,5
12/31/2019,Alien,1979,x,1
1/9/2020,Alien,1979,x,2
2018-05-05,Heat,1995,x,3
2018-05-05,Heat,1995,x,4
,Heat,1995,x,1
2018-05-05,Heat,1986,x,2
`;
    const { ratings, superseded } = read(text);
    expect(ratings.map(({ title, year, rating, line }) => [title, year, rating, line])).toEqual([
      ["Alien", 1979, 5, 2],
      ["Heat", 1995, 4, 6],
      ["Heat", 1986, 2, 8],
    ]);
    expect(superseded).toBe(4);
  });
});

describe("readLetterboxd() refuses", () => {
  test.each([
    [
      "a rating above the scale",
      "2019-03-02,Alien,1979,x,5.5",
      5,
      '"Rating" must be a number in [0.5, 5], got "5.5"',
    ],
    [
      "a rating out of ten",
      "2019-03-02,Alien,1979,x,8",
      5,
      '"Rating" must be a number in [0.5, 5], got "8"; the scale ends at 5, so halve ratings that are out of 10',
    ],
    [
      "zero stars",
      "2019-03-02,Alien,1979,x,0",
      5,
      '"Rating" must be a number in [0.5, 5], got "0"',
    ],
    [
      "a negative rating",
      "2019-03-02,Alien,1979,x,-3",
      5,
      '"Rating" must be a number in [0.5, 5], got "-3"',
    ],
    ["NaN", "2019-03-02,Alien,1979,x,NaN", 5, '"Rating" must be a number in [0.5, 5], got "NaN"'],
    [
      "words",
      "2019-03-02,Alien,1979,x,four",
      5,
      '"Rating" must be a number in [0.5, 5], got "four"',
    ],
    [
      "stars as signs",
      "2019-03-02,Alien,1979,x,★★★★",
      5,
      '"Rating" must be a number in [0.5, 5], got "★★★★"',
    ],
    [
      "an empty rating",
      "2019-03-02,Alien,1979,x,",
      5,
      '"Rating" must be a number in [0.5, 5], got ""',
    ],
    [
      "an empty name",
      "2019-03-02, ,1979,x,4",
      2,
      '"Name" must be a title that is not empty, got " "',
    ],
    [
      "a year that is none",
      "2019-03-02,Alien,79,x,4",
      3,
      '"Year" must be a year of four digits or empty, got "79"',
    ],
  ])("%s", (_, row, column, message) => {
    const error = thrownBy(`${HEADER}\n2019-03-02,"a\nb",1999,x,4\n${row}\n`);
    expect([error.code, error.file]).toEqual(["E_DATA", "ratings.csv"]);
    expect([error.line, error.column]).toEqual([4, column]);
    expect(error.message).toBe(
      `ratings.csv:4:${column}: Cannot read the Letterboxd ratings: ${message}`,
    );
  });

  test("an empty file", () => {
    expect(thrownBy("").message).toBe(
      "ratings.csv: Cannot read the Letterboxd ratings: the file is empty",
    );
    expect(thrownBy("\n").message).toBe("ratings.csv: Cannot read the table: the file is empty");
  });

  test("a file without a rating", () => {
    expect(thrownBy(`${HEADER}\n\n`).message).toBe(
      "ratings.csv: Cannot read the Letterboxd ratings: the file holds no ratings",
    );
  });

  test.each([
    [
      "a foreign table of many columns",
      Array.from({ length: 14 }, (_, k) => `c${k}`).join(","),
      '"c0", "c1", "c2", "c3", "c4", "c5" and 8 more',
    ],
    ["an IMDb export", "Const,Your Rating,Title", '"Const", "Your Rating", "Title"'],
    ["a table without a header", "2019-03-02,Alien,4", '"2019-03-02", "Alien", "4"'],
  ])("%s, and says what it found", (_, header, found) => {
    const error = thrownBy(`${header}\n`);
    expect(error.line).toBe(1);
    expect(error.message).toBe(
      `ratings.csv:1: Cannot read the Letterboxd ratings: a Letterboxd "ratings.csv" with the columns "Name" and "Rating" is expected, got the columns ${found}`,
    );
  });

  test("watched.csv, which has films and no ratings, and names the file to take", () => {
    const error = thrownBy("Date,Name,Year,Letterboxd URI\n2019-03-02,Alien,1979,x\n");
    expect(error.message).toBe(
      'ratings.csv:1: Cannot read the Letterboxd ratings: it holds no ratings, there is no column "Rating"; take "ratings.csv" of the same export',
    );
  });

  test("what is neither bytes nor text, with a TypeError", () => {
    const wrong = 7 as unknown as string;
    expect(() => readLetterboxd(wrong, "ratings.csv")).toThrow(TypeError);
    expect(() => readLetterboxd(wrong, "ratings.csv")).toThrow(
      'Cannot read the Letterboxd ratings: "content" must be a Uint8Array or an ArrayBuffer, got 7',
    );
  });

  test("binary junk without a NUL byte, with no word of its columns", () => {
    const junk = Uint8Array.from({ length: 200 }, (_, k) => (k * 37 + 129) % 256 || 1);
    expect(thrownBy(junk).message).toMatch(
      /^ratings\.csv:\d+: Cannot read the Letterboxd ratings: the file is not text, got the byte 0x[01]/,
    );
  });

  test("a row with other cells than the header", () => {
    const error = thrownBy(`${HEADER}\n2019-03-02,Paris, Texas,1984,x,5\n`);
    expect(error.line).toBe(2);
    expect(error.message).toContain("a row must have 5 cells as the header has, got 6");
  });

  test("a quote that is not closed", () => {
    const error = thrownBy(`${HEADER}\n2019-03-02,"Alien,1979,x,4\n2019-03-03,Heat,1995,x,4\n`);
    expect(error.line).toBe(2);
    expect(error.message).toContain("a quoted cell must end with a quote");
  });

  test("binary junk, and a ZIP archive by name", () => {
    expect(thrownBy(Uint8Array.of(1, 2, 10, 0, 5)).message).toBe(
      "ratings.csv:2: Cannot read the Letterboxd ratings: the file is not text, got a NUL byte",
    );
    expect(thrownBy(Uint8Array.of(0x50, 0x4b, 3, 4, 0)).message).toBe(
      "ratings.csv:1: Cannot read the Letterboxd ratings: the file must be text, but it is a ZIP archive; unpack it first",
    );
  });
});
