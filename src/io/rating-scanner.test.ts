import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../core/errors.ts";
import type { Id } from "../core/ratings/id-map.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { HALF_STARS, WHOLE_STARS } from "../core/ratings/rating-scale.ts";
import type { ScannedRatings } from "./rating-collector.ts";
import type { RatingScannerOptions } from "./rating-scanner.ts";
import { RatingScanner } from "./rating-scanner.ts";

const encoder = new TextEncoder();

function scan(
  text: string | Uint8Array,
  options: Partial<RatingScannerOptions> = {},
  cuts: readonly number[] = [],
): ScannedRatings {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const scanner = new RatingScanner({
    file: "u.data",
    separator: "\t",
    scale: WHOLE_STARS,
    ...options,
  });
  let from = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    scanner.push(bytes.slice(from, cut));
    from = Math.max(from, cut);
  }
  return scanner.finish();
}

const CSV = { file: "ratings.csv", separator: ",", scale: HALF_STARS } as const;

function rowsOf({ users, movies, columns }: ScannedRatings): [Id, Id, number][] {
  return [...columns.value].map((rating, n) => [
    users.idAt(columns.userIndex[n]!),
    movies.idAt(columns.movieIndex[n]!),
    rating,
  ]);
}

function thrownBy(run: () => unknown): DataError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  throw new TypeError("Cannot check the error: nothing was thrown");
}

describe("RatingScanner reads", () => {
  test("tabs, as in u.data", () => {
    expect(rowsOf(scan("196\t242\t3\t881250949\n186\t302\t4\t891717742\n"))).toEqual([
      [196, 242, 3],
      [186, 302, 4],
    ]);
  });

  test("double colons, as in ratings.dat", () => {
    const options = { separator: "::", scale: HALF_STARS } as const;
    expect(rowsOf(scan("1::122::5::838985046\n1::185::4.5::838983525\n", options))).toEqual([
      [1, 122, 5],
      [1, 185, 4.5],
    ]);
  });

  test("commas after a header, as in ratings.csv", () => {
    const text = "userId,movieId,rating,timestamp\r\n1,1,4.0,964982703\r\n1,3,.5,964981247\r\n";
    expect(rowsOf(scan(text, CSV))).toEqual([
      [1, 1, 4],
      [1, 3, 0.5],
    ]);
  });

  test.each([
    ["without a time", "1\t2\t3\n4\t5\t1\n"],
    ["without a last line feed", "1\t2\t3\t0\n4\t5\t1\t0"],
    ["with CRLF", "1\t2\t3\t0\r\n4\t5\t1\t0\r\n"],
    ["with CRLF, the last without its line feed", "1\t2\t3\t0\r\n4\t5\t1\t0\r"],
    ["with blank lines at the end", "1\t2\t3\t0\n4\t5\t1\t0\n\n \r\n"],
    ["with a byte order mark", "\ufeff1\t2\t3\t0\n4\t5\t1\t0\n"],
    ["with spaces around numbers", " 1\t2 \t 3.0\t0\n4\t5\t+1\tyesterday\n"],
    ["with leading zeros", "01\t2\t3\t0\n4\t005\t01.000\t0\n"],
    ["in exponents", "1\t2\t3e0\t0\n4\t5\t0.1e1\t0\n"],
  ])("lines %s", (_, text) => {
    for (let cut = 0; cut <= text.length; cut++) {
      expect(rowsOf(scan(text, {}, [cut]))).toEqual([
        [1, 2, 3],
        [4, 5, 1],
      ]);
    }
  });

  test("the last rating of a pair that stands twice, and counts the others", () => {
    const scanned = scan("1\t2\t3\n1\t3\t3\n1\t2\t5\n2\t2\t1\n1\t2\t4\n");
    expect(rowsOf(scanned)).toEqual([
      [1, 3, 3],
      [2, 2, 1],
      [1, 2, 4],
    ]);
    expect(scanned.superseded).toBe(2);
    expect(scanned.users.toArray()).toEqual([1, 2]);
  });

  test("whether there are half stars", () => {
    const options = { separator: "::", scale: HALF_STARS } as const;
    expect(scan("1::1::3\n1::2::5\n", options).fractions).toBe(false);
    expect(scan("1::1::3\n1::2::4.5\n", options).fractions).toBe(true);
  });

  test("ids up to 2⁵³ − 1, each its own", () => {
    const text = "9007199254740991\t1\t3\n9007199254740990\t4194304\t3\n0\t4194303\t2\n";
    expect(rowsOf(scan(text))).toEqual([
      [9007199254740991, 1, 3],
      [9007199254740990, 4194304, 3],
      [0, 4194303, 2],
    ]);
  });

  test("columns in the order of the header, and skips the rest", () => {
    const text = 'Title,when,Stars,"User ID"\n7,today,2.5,9\n';
    expect(rowsOf(scan(text, CSV))).toEqual([[9, 7, 2.5]]);
  });

  test("a header of unknown names as user, movie, rating", () => {
    expect(rowsOf(scan("a,b,c\n9,7,2.5\n", CSV))).toEqual([[9, 7, 2.5]]);
  });

  test("texts as ids where they may be, and tells them from numbers", () => {
    const text =
      'user,movie,rating\nann,"Alien, 1979",5\n 7 , tt007 ,4.5\n007,"say ""hi""",1\n"7",Amélie,2\n';
    expect(rowsOf(scan(text, { ...CSV, textIds: true }))).toEqual([
      ["ann", "Alien, 1979", 5],
      [7, "tt007", 4.5],
      ["007", 'say "hi"', 1],
      [7, "Amélie", 2],
    ]);
  });

  test("films of a catalogue only, where there is one", () => {
    const movies = { ids: new IdMap([10, 20]), from: "movies.csv" };
    const scanned = scan("1\t20\t3\n2\t10\t4\n", { movies });
    expect([...scanned.columns.movieIndex]).toEqual([1, 0]);
    expect(scanned.movies).toBe(movies.ids);
    expect(movies.ids.size).toBe(2);
  });

  test("more ratings than its columns begin with", () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `${n % 500}\t${n}\t${1 + (n % 5)}\t0`);
    const { columns } = scan(lines.join("\n"));
    expect(columns.value.length).toBe(50_000);
    expect([columns.userIndex[49_999], columns.value[49_999]]).toEqual([499, 5]);
  });

  test("does not write into the chunks and keeps no view of them", () => {
    const scanner = new RatingScanner({ file: "u.data", separator: "\t", scale: WHOLE_STARS });
    const chunk = encoder.encode("1\t2\t3\n4\t5");
    scanner.push(chunk);
    chunk.fill(0);
    scanner.push(encoder.encode("\t2\n"));
    expect(rowsOf(scanner.finish())).toEqual([
      [1, 2, 3],
      [4, 5, 2],
    ]);
  });

  test("the same, however the chunks are cut", () => {
    const rows = fc.array(
      fc.tuple(fc.nat(999_999), fc.nat(9_999_999), fc.integer({ min: 1, max: 10 }), fc.nat()),
      { minLength: 1, maxLength: 20 },
    );
    const ends = fc.constantFrom("\n", "\r\n");
    const separators = fc.constantFrom("\t" as const, "::" as const);
    fc.assert(
      fc.property(rows, ends, separators, fc.array(fc.nat(800)), (table, end, separator, cuts) => {
        const lines = table.map(
          (row) => [row[0], row[1], row[2] / 2, row[3]].join(separator) + end,
        );
        const scanned = scan(lines.join(""), { separator, scale: HALF_STARS }, cuts);
        const last = new Map(
          table.map(([user, movie, halves]) => [`${user} ${movie}`, halves / 2]),
        );
        const found = rowsOf(scanned).map(([user, movie, rating]) => [`${user} ${movie}`, rating]);
        expect(new Map(found as [string, number][])).toEqual(last);
        expect(scanned.superseded).toBe(table.length - last.size);
      }),
    );
  });
});

describe("RatingScanner refuses", () => {
  const cases: readonly [string, string, number, number | undefined, string][] = [
    [
      "too few columns",
      "1\t2\t3\n1\t2\n",
      2,
      undefined,
      'a line must have 3 or 4 columns separated by tabs, got 2 in "1\\t2"',
    ],
    [
      "too many columns",
      "1\t2\t3\t4\t5\n",
      1,
      undefined,
      'a line must have 3 or 4 columns separated by tabs, got 5 in "1\\t2\\t3\\t4\\t5"',
    ],
    [
      "a rating that is no number",
      "1\t2\tgood\t0\n",
      1,
      3,
      '"rating" must be a number in [1, 5], got "good"',
    ],
    ["NaN", "1\t2\tNaN\t0\n", 1, 3, '"rating" must be a number in [1, 5], got "NaN"'],
    [
      "a hexadecimal rating",
      "1\t2\t0x3\t0\n",
      1,
      3,
      '"rating" must be a number in [1, 5], got "0x3"',
    ],
    [
      "an infinite rating",
      "1\t2\t1e999\t0\n",
      1,
      3,
      '"rating" must be a number in [1, 5], got "1e999"',
    ],
    ["a negative rating", "1\t2\t-3\t0\n", 1, 3, '"rating" must be a number in [1, 5], got "-3"'],
    [
      "a rating above the scale",
      "1\t2\t5\t0\n1\t3\t6\t0\n",
      2,
      3,
      '"rating" must be a number in [1, 5], got "6"',
    ],
    [
      "a rating below the scale",
      "1\t2\t0.5\n",
      1,
      3,
      '"rating" must be a number in [1, 5], got "0.5"',
    ],
    ["an empty rating", "1\t2\t\t0\n", 1, 3, '"rating" must be a number in [1, 5], got ""'],
    [
      "a user that is no whole number",
      "one\t2\t3\n",
      1,
      1,
      '"userId" must be a whole number up to 9007199254740991, got "one"',
    ],
    [
      "a movie that is no whole number",
      "1\t2.5\t3\n",
      1,
      2,
      '"movieId" must be a whole number up to 9007199254740991, got "2.5"',
    ],
    [
      "an id above 2⁵³",
      "9007199254740992\t2\t3\n",
      1,
      1,
      '"userId" must be a whole number up to 9007199254740991, got "9007199254740992"',
    ],
    [
      "an empty id",
      "\t2\t3\n",
      1,
      1,
      '"userId" must be a whole number up to 9007199254740991, got ""',
    ],
    [
      "binary junk",
      "1\t2\t3\n\u0000\u0001\u0002\n",
      2,
      undefined,
      "the file is not text, got a NUL byte; it must be text in UTF-8",
    ],
    [
      "a NUL byte where the time should be",
      "1\t2\t3\t\u0000\n",
      1,
      undefined,
      "the file is not text, got a NUL byte; it must be text in UTF-8",
    ],
    [
      "a wrong last line without a line feed",
      "1\t2\t3\n1\t2\tx",
      2,
      3,
      '"rating" must be a number in [1, 5], got "x"',
    ],
    [
      "control characters, shown escaped",
      "1\t2\t\u001b[31m5\n",
      1,
      3,
      '"rating" must be a number in [1, 5], got "\\u001b[31m5"',
    ],
    [
      "long texts, shown cut",
      `1\t2\t${"9".repeat(100)}\n`,
      1,
      3,
      `"rating" must be a number in [1, 5], got "${"9".repeat(40)}…"`,
    ],
  ];
  test.each(cases)("%s", (_, text, line, column, message) => {
    for (let cut = 0; cut <= Math.min(text.length, 40); cut++) {
      const error = thrownBy(() => scan(text, {}, [cut]));
      expect(error.code).toBe("E_DATA");
      expect([error.file, error.line, error.column]).toEqual(["u.data", line, column]);
      const place = column === undefined ? `u.data:${line}` : `u.data:${line}:${column}`;
      expect(error.message).toBe(`${place}: Cannot read the ratings: ${message}`);
    }
  });

  test("an empty file", () => {
    const error = thrownBy(() => scan(""));
    expect(error.message).toBe("u.data: Cannot read the ratings: the file is empty");
  });

  test.each(["\n\n", "\ufeff", "  \r\n"])("a file of blank lines only: %j", (text) => {
    const error = thrownBy(() => scan(text));
    expect(error.message).toBe("u.data: Cannot read the ratings: the file holds no ratings");
  });

  test("a header without ratings", () => {
    const error = thrownBy(() => scan("userId,movieId,rating\n", CSV));
    expect(error.message).toBe("ratings.csv: Cannot read the ratings: the file holds no ratings");
  });

  test.each([
    ["a first line that is a rating", "1,31,2.5,1260759144\n"],
    ["a header without ratings", "userId,movieId,tag\n"],
    ["a header of one column", "ratings\n"],
    ["semicolons", "userId;movieId;rating\n"],
  ])("%s instead of a header", (_, text) => {
    const error = thrownBy(() => scan(`${text}1,2,3\n`, CSV));
    expect([error.file, error.line]).toEqual(["ratings.csv", 1]);
    expect(error.message).toBe(
      `ratings.csv:1: Cannot read the ratings: the first line must be a header with the columns "userId", "movieId" and "rating" separated by commas, got "${text.trim()}"`,
    );
  });

  test("a line with other columns than the header", () => {
    const error = thrownBy(() => scan("userId,movieId,rating\n1,2,3\n1,2,3,4\n", CSV));
    expect(error.line).toBe(3);
    expect(error.message).toContain('must have 3 columns separated by commas, got 4 in "1,2,3,4"');
  });

  test.each(['ann,"Alien,5\n', 'ann,"Alien"s,5\n'])("quotes that do not fit: %j", (text) => {
    const error = thrownBy(() => scan(`user,movie,rating\n${text}`, { ...CSV, textIds: true }));
    expect([error.line, error.column]).toEqual([2, 2]);
    expect(error.message).toContain("a quoted field must end with a quote");
  });

  test.each([
    ["\u0007", '"\\u0007"'],
    ['""', '""'],
  ])("the text %j as an id", (id, found) => {
    const options = { ...CSV, textIds: true };
    const error = thrownBy(() => scan(`user,movie,rating\n${id},Alien,5\n`, options));
    expect([error.line, error.column]).toEqual([2, 1]);
    expect(error.message).toContain(
      `"userId" must be a number or a text without control characters, and not empty, got ${found}`,
    );
  });

  test("text that is not UTF-8, since two ids could become one", () => {
    const bytes = Uint8Array.from([
      ...encoder.encode("user,movie,rating\nAm"),
      0xe9,
      44,
      49,
      44,
      53,
    ]);
    const error = thrownBy(() => scan(bytes, { ...CSV, textIds: true }));
    expect(error.line).toBe(2);
    expect(error.message).toContain('the file must be text in UTF-8, got "Am\ufffd,1,5"');
  });

  test.each([
    ["movies", '"movieId" must be an id of u.item, got "30"', 2],
    ["users", '"userId" must be an id of u.item, got "2"', 1],
  ] as const)("ids that are not among the known %s", (side, message, column) => {
    const known = { ids: new IdMap(side === "movies" ? [10, 20] : [1]), from: "u.item" };
    const error = thrownBy(() => scan("1\t10\t3\n2\t30\t3\n", { [side]: known }));
    expect([error.line, error.column]).toEqual([2, column]);
    expect(error.message).toContain(message);
    expect(known.ids.indexOf(30)).toBe(-1);
  });

  test("a line without an end, before it fills the memory", () => {
    const scanner = new RatingScanner({ file: "u.data", separator: "\t", scale: WHOLE_STARS });
    const junk = new Uint8Array(20_000).fill(0x41);
    const error = thrownBy(() => {
      for (let k = 0; k < 10; k++) scanner.push(junk);
    });
    expect(error.line).toBe(1);
    expect(error.message).toContain("a line must have at most 65536 bytes, got a longer one");
    expect(thrownBy(() => scan(new Uint8Array(200_000).fill(0x41))).message).toBe(error.message);
    expect(thrownBy(() => scan(new Uint8Array(200_000))).message).toContain("is not text");
  });

  test("more ratings than it may hold", () => {
    const text = "1\t1\t5\n".repeat(11);
    expect(scan(text.slice(6), { maxRatings: 10 }).superseded).toBe(9);
    const error = thrownBy(() => scan(text, { maxRatings: 10 }));
    expect(error.message).toBe(
      "u.data:11: Cannot read the ratings: the file must hold at most 10 ratings, got more; leave some out",
    );
  });

  test("ratings out of ten in one's own table, with what to do", () => {
    const text = "userId,movieId,rating\nann,Alien,8\n";
    const error = thrownBy(() => scan(text, { ...CSV, textIds: true }));
    expect(error.message).toBe(
      'ratings.csv:2:3: Cannot read the ratings: "rating" must be a number in [0.5, 5], got "8"; the scale ends at 5, so halve ratings that are out of 10',
    );
  });

  test("bytes that are no text without showing them, and a line of an older encoding with it", () => {
    const junk = Uint8Array.from({ length: 300 }, (_, k) => (k * 37 + 129) % 256 || 1);
    const line = Uint8Array.from([...junk.filter((byte) => byte !== 10), 10]);
    expect(thrownBy(() => scan(line, CSV)).message).toBe(
      "ratings.csv:1: Cannot read the ratings: the file must be text in UTF-8, got bytes that are no text",
    );
    const latin = Uint8Array.from("ann,Amélie,4\n", (letter) => letter.charCodeAt(0));
    expect(thrownBy(() => scan(latin, CSV)).message).toContain('got "ann,Am\ufffdlie,4"');
  });
});

describe("RatingScanner keeps timestamps", () => {
  const timesOf = (text: string, options: Partial<RatingScannerOptions> = {}): unknown => {
    const { timestamp } = scan(text, options).columns;
    return timestamp && [...timestamp];
  };

  test.each([
    ["tabs", "1\t2\t3\t881250949\n1\t3\t3\t891717742\r\n", {}, [881250949, 891717742]],
    ["double colons", "1::2::3::978300760\n", { separator: "::" }, [978300760]],
    ["commas", "userId,movieId,rating,timestamp\n1,2,3,964982703\n", CSV, [964982703]],
    ["quoted fields", 'userId,movieId,rating,timestamp\n"1",2,3,"964982703"\n', CSV, [964982703]],
    ["another order", "timestamp,rating,movieId,userId\n964982703,3,2,1\n", CSV, [964982703]],
    ["the largest", "1\t2\t3\t4294967295\n", {}, [4294967295]],
  ] as const)("of %s", (_, text, options, times) => {
    expect(timesOf(text, options)).toEqual(times);
  });

  test("as 0 where one is missing, no whole number of seconds or too large, on both paths", () => {
    const lines = ["1\t1\t3\t7", "1\t2\t3", "1\t3\t3\t", "1\t4\t3\t1700000000000", "1\t5\t3\tnoon"];
    expect(timesOf(`${lines.join("\n")}\n`)).toEqual([7, 0, 0, 0, 0]);
  });

  test("not at all where none is known, or the fourth column is something else", () => {
    expect(timesOf("1\t2\t3\t0\n1\t3\t3\n")).toBeUndefined();
    expect(timesOf("userId,movieId,rating,likes\n1,2,3,44\n", CSV)).toBeUndefined();
  });

  test("beside the rating that counts where a pair stands twice", () => {
    expect(timesOf("1\t2\t3\t70\n1\t3\t3\t80\n1\t2\t5\t60\n")).toEqual([80, 60]);
  });

  test("however many lines there are", () => {
    const count = 40_000; // beyond the room that columns begin with
    const text = Array.from({ length: count }, (_, n) => `${n}\t1\t3\t${n + 1}\n`).join("");
    expect(timesOf(text)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
  });
});
